package dev.slipway.desktop.session;

import dev.slipway.client.TurnView;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// What the turns of the open session cost, which the backend counts a moment after they end. Closed by who made it.
public final class SessionCosts implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(2);
    /// Where the backend is busy, it counts later; more often it isn't asked.
    private static final int TRIES = 4;

    private final OpenSession session;
    private final Later later;
    private final ReadOnlyObjectWrapper<@Nullable Costs> costs = new ReadOnlyObjectWrapper<>();
    private final ChangeListener<Boolean> known = (property, before, now) -> {
        if (now) ask();
    };
    private final Pin listening;
    private Map<String, Costs.Line> turns = Map.of();
    private @Nullable Pin next;
    private int tries;
    private boolean closed;

    public SessionCosts(OpenSession session, Later later) {
        this.session = session;
        this.later = later;
        session.known().addListener(known);
        listening = session.listen(new OpenSession.Listener() {
            @Override
            public void logged(Logged logged) {
                if (session.known().get() && logged.event() instanceof SessionEvent.TurnFinished) {
                    tries = 0;
                    soon();
                }
            }
        });
        if (session.known().get()) ask();
    }

    /// Null until they were told.
    public ReadOnlyObjectProperty<@Nullable Costs> costs() {
        return costs.getReadOnlyProperty();
    }

    /// What one turn cost, in words; empty where that isn't known yet, or it was free.
    public String words(TurnId turn) {
        Costs.Line line = turns.get(turn.value());
        return line == null ? "" : Money.wordsIfAny(line);
    }

    @Override
    public void close() {
        closed = true;
        if (next != null) next.release();
        listening.release();
        session.known().removeListener(known);
    }

    private void soon() {
        if (next != null) next.release();
        if (!closed) next = later.after(MOMENT, this::ask);
    }

    private void ask() {
        session.connection().ask(api -> api.costs(session.id())).whenComplete((told, failure) -> {
            // An older backend doesn't tell, and costs are no reason to disturb anybody.
            if (closed || told == null) return;
            turns = told.lines().stream().collect(Collectors.toMap(Costs.Line::name, Function.identity(), (a, b) -> b));
            costs.set(told);
            if (isBehind() && ++tries < TRIES) soon();
        });
    }

    /// Whether the turn that ended last isn't counted yet.
    private boolean isBehind() {
        for (TurnView turn : session.view().get().turns().reversed())
            if (turn.outcome() != null)
                return !turns.containsKey(turn.started().turnId().value());
        return false;
    }
}
