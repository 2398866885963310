package dev.slipway.backend.session;

import dev.slipway.backend.egress.EgressListener;
import dev.slipway.backend.egress.Grant;
import dev.slipway.backend.egress.HostName;
import dev.slipway.backend.egress.Refusal;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a session's sandboxes may reach beside what its repository's may, and what becomes of refusals:
/// events, once for each host and tool call. Thread-safe.
final class Outward implements EgressListener {
    private static final Logger LOG = LoggerFactory.getLogger(Outward.class);
    /// Somebody who looks for a hole must not fill the log.
    private static final int MOST_OF_A_TURN = 100;

    private final Session session;
    // Guarded by this.
    private final Set<Told> told = new HashSet<>();
    private @Nullable TurnId toldTurn;

    /// What is told once.
    private record Told(@Nullable ToolCallId call, String host, int port, String reason) {}

    Outward(Session session) {
        this.session = session;
    }

    /// As of the newest event.
    List<Grant> allowed() {
        return session.facts().allowedHosts().stream()
                .map(host -> Grant.whole(HostName.parse(host)))
                .toList();
    }

    @Override
    public void refused(Refusal refusal) {
        SessionFacts facts = session.facts();
        RunningTurn turn = facts.turn();
        List<Tally.Past> turns = facts.tally().turns();
        if (turn == null && turns.isEmpty()) return;
        TurnId id = turn == null ? turns.getLast().turn() : turn.started().turnId();
        ToolCallId call =
                turn == null || turn.calls().isEmpty() ? null : turn.calls().getFirst();
        if (!isNew(id, new Told(call, refusal.host(), refusal.port(), refusal.reason()))) return;
        session.record(List.of(new SessionEvent.EgressRefused(
                id, call, refusal.host(), refusal.port(), refusal.method(), refusal.reason())));
    }

    private synchronized boolean isNew(TurnId turn, Told refusal) {
        if (!turn.equals(toldTurn)) told.clear();
        toldTurn = turn;
        if (told.size() >= MOST_OF_A_TURN) {
            LOG.debug("session {}: {} was refused, as much was before", session.id(), refusal.host());
            return false;
        }
        return told.add(refusal);
    }
}
