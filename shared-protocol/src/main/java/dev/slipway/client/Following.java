package dev.slipway.client;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Subscribed;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the reading of one session stands: what comes next, and how far each growing text has come.
/// Client's thread only.
final class Following {
    /// A log that lacks an event would otherwise be asked for it without end.
    private static final int MOST_FRUITLESS = 5;

    private final SessionId session;
    private final SessionListener listener;
    private final @Nullable Integer tail;
    private final Map<BlockId, Long> lengths = new HashMap<>();
    private final Set<BlockId> asked = new HashSet<>();
    private Phase phase = Phase.asking;
    private @Nullable String epoch;
    private long last;
    private boolean begun;
    private long missedAfter = -1;
    private int fruitless;

    private enum Phase {
        /// Until `subscribed`, whatever comes is of an older subscription, or the answer to a command.
        asking,
        catching_up,
        live
    }

    Following(SessionId session, @Nullable Integer tail, SessionListener listener) {
        this.session = session;
        this.tail = tail;
        this.listener = listener;
    }

    SessionId session() {
        return session;
    }

    SessionListener listener() {
        return listener;
    }

    boolean isLive() {
        return phase == Phase.live;
    }

    boolean isCatchingUp() {
        return phase == Phase.catching_up;
    }

    /// What to ask so that it goes on after the last event that came.
    ClientMessage.Subscribe subscribe() {
        phase = Phase.asking;
        return begun
                ? new ClientMessage.Subscribe(session, epoch, last, null)
                : new ClientMessage.Subscribe(session, null, null, tail);
    }

    /// What was asked last is answered; at the first time the server says where the tail begins.
    void subscribed(Subscribed answer) {
        phase = Phase.catching_up;
        epoch = answer.epoch();
        if (!begun) last = answer.after();
        begun = true;
        lengths.clear();
        asked.clear();
    }

    /// Forgets everything, to begin again where it began at first.
    void reset() {
        epoch = null;
        last = 0;
        begun = false;
        lengths.clear();
        asked.clear();
        listener.reset();
    }

    /// @return false where something is missing, so that it has to be asked for again
    boolean take(Logged logged) {
        if (phase == Phase.asking) return true;
        if (!logged.epoch().equals(epoch)) return false;
        if (logged.seq() <= last) return true;
        // While it catches up, an event ahead of its time answers a command; it comes again in its place.
        if (logged.seq() > last + 1) return phase == Phase.catching_up;
        last = logged.seq();
        forgetEnded(logged.event());
        listener.logged(logged);
        return true;
    }

    /// @return false where something is missing, so that it has to be asked for again
    boolean caughtUp(long head) {
        if (phase != Phase.catching_up) return true;
        if (last < head) return false;
        phase = Phase.live;
        listener.caughtUp(head);
        return true;
    }

    /// To be told when something is missing.
    ///
    /// @return whether it makes sense to ask again
    boolean mayAskAgain() {
        fruitless = last == missedAfter ? fruitless + 1 : 0;
        missedAfter = last;
        return fruitless < MOST_FRUITLESS;
    }

    void take(Draft draft) {
        if (phase == Phase.asking) return;
        // One that nobody waits for is late: its text is complete already, or was told otherwise.
        if (!asked.remove(draft.blockId()) && phase == Phase.live) return;
        lengths.put(draft.blockId(), draft.offset() + draft.text().length());
        listener.draft(draft);
    }

    /// @param ask sends a request for the whole text, where a piece is missing
    void take(Delta delta, Consumer<ClientMessage> ask) {
        if (phase == Phase.asking) return;
        long have = lengths.getOrDefault(delta.blockId(), 0L);
        long end = delta.offset() + delta.text().length();
        if (end <= have) return;
        if (delta.offset() > have) {
            if (asked.add(delta.blockId())) ask.accept(new ClientMessage.ReadDraft(session, delta.blockId()));
            return;
        }
        lengths.put(delta.blockId(), end);
        String more = delta.text().substring((int) (have - delta.offset()));
        listener.delta(new Delta(session, delta.blockId(), delta.kind(), have, more));
    }

    /// A text that has its final event doesn't grow any more.
    private void forgetEnded(SessionEvent event) {
        BlockId ended = switch (event) {
            case SessionEvent.AnswerFinished e -> e.blockId();
            case SessionEvent.AnswerInterrupted e -> e.blockId();
            case SessionEvent.ThinkingFinished e -> e.blockId();
            case SessionEvent.ToolFinished e -> e.blockId();
            default -> null;
        };
        if (ended == null) return;
        lengths.remove(ended);
        asked.remove(ended);
    }
}
