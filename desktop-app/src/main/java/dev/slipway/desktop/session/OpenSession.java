package dev.slipway.desktop.session;

import dev.slipway.client.BoardView;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SessionView;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// One session that is followed: its newest turns, and what is being written now. Older turns are read by
/// [#connection()]`.readBefore`, from the first turn's seq. Closed by who opened it.
public final class OpenSession implements AutoCloseable {
    /// How many turns back it begins.
    public static final int TAIL = 12;
    /// So many turns are kept at most; when there are more, the oldest are let go down to [#TAIL].
    static final int MOST_TURNS = 4 * TAIL;

    /// Told of what properties can't tell. FX thread.
    public interface Listener {
        /// A text grew, began or ended.
        default void grew(BlockId block) {}

        /// The next event, before `view` has it.
        default void logged(Logged logged) {}
    }

    private final Connection connection;
    private final SessionId id;
    private final ReadOnlyObjectWrapper<SessionView> view = new ReadOnlyObjectWrapper<>(SessionView.EMPTY);
    private final ReadOnlyBooleanWrapper known = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Present>> people = new ReadOnlyObjectWrapper<>(List.of());
    private final Map<BlockId, GrowingText> growing = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final ReadOnlyBooleanWrapper imported = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper onlyRead = new ReadOnlyStringWrapper("");
    private final ChangeListener<BoardView> listed = (property, before, now) -> look();
    private final Pin pin;

    public OpenSession(Connection connection, SessionId id) {
        this.connection = connection;
        this.id = id;
        connection.board().addListener(listed);
        view.addListener((property, before, now) -> look());
        look();
        pin = connection.follow(id, TAIL, new Following());
    }

    public Connection connection() {
        return connection;
    }

    public SessionId id() {
        return id;
    }

    /// Set once for all that was there when it was opened, then after each event.
    public ReadOnlyObjectProperty<SessionView> view() {
        return view.getReadOnlyProperty();
    }

    /// Whether all that was there when it was opened is in the view.
    public ReadOnlyBooleanProperty known() {
        return known.getReadOnlyProperty();
    }

    /// Why it can't be followed, for people; empty while it can.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Whether it was read from a file, so that nothing can be done in it, as far as that is known by now.
    public ReadOnlyBooleanProperty imported() {
        return imported.getReadOnlyProperty();
    }

    /// Why the person can do nothing in it, for people, as far as that is known by now; empty where they take part.
    public ReadOnlyStringProperty onlyRead() {
        return onlyRead.getReadOnlyProperty();
    }

    /// Who follows it now, those who type first; this app too.
    public ReadOnlyObjectProperty<List<Present>> people() {
        return people.getReadOnlyProperty();
    }

    /// What is being written now, in the order it began.
    public List<GrowingText> growing() {
        return List.copyOf(growing.values());
    }

    public @Nullable GrowingText growing(BlockId block) {
        return growing.get(block);
    }

    public Pin listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        connection.board().removeListener(listed);
        pin.release();
        listeners.clear();
    }

    /// The end of its log doesn't tell how it began; the list does.
    private void look() {
        SessionListed row = connection.board().get().sessions().get(id);
        SessionEvent.SessionCreated created = view.get().created();
        imported.set(row != null && row.imported() != null || created != null && created.importedFrom() != null);
        boolean views =
                row != null && Rights.in(row, connection.welcome().get()).orElse(Role.view) == Role.view;
        onlyRead.set(
                imported.get()
                        ? "Imported to be looked at: nothing can be done in it"
                        : views ? "Shared with you to be looked at: ask to take part" : "");
    }

    private void grew(BlockId block) {
        for (Listener listener : List.copyOf(listeners)) listener.grew(block);
    }

    private final class Following implements SessionListener {
        private SessionView folded = SessionView.EMPTY;

        @Override
        public void logged(Logged logged) {
            folded = folded.apply(logged);
            if (folded.turns().size() > MOST_TURNS) folded = folded.withLastTurns(TAIL);
            for (Listener listener : List.copyOf(listeners)) listener.logged(logged);
            BlockId whole = ended(logged.event());
            if (whole != null) growing.remove(whole);
            if (logged.event() instanceof SessionEvent.TurnFinished) growing.clear();
            if (known.get()) view.set(folded);
        }

        @Override
        public void delta(Delta delta) {
            GrowingText text = growing.computeIfAbsent(delta.blockId(), block -> new GrowingText(block, delta.kind()));
            text.append(delta.text());
            grew(delta.blockId());
        }

        @Override
        public void draft(Draft draft) {
            GrowingText text = growing.computeIfAbsent(draft.blockId(), block -> new GrowingText(block, draft.kind()));
            text.replace(draft.offset(), draft.text());
            grew(draft.blockId());
        }

        @Override
        public void presence(List<Present> now) {
            people.set(now);
        }

        @Override
        public void caughtUp(long head) {
            view.set(folded);
            known.set(true);
        }

        @Override
        public void reset() {
            folded = SessionView.EMPTY;
            growing.clear();
            problem.set("");
            known.set(false);
            view.set(folded);
        }

        @Override
        public void failed(ErrorCode code, String message) {
            // Of a backend that refuses the app, the connection's own words tell.
            boolean ofTheApp = code == ErrorCode.unauthenticated || code == ErrorCode.unsupported_protocol;
            if (!ofTheApp) problem.set(message);
        }
    }

    /// The block whose text an event holds whole, or null.
    private static @Nullable BlockId ended(SessionEvent event) {
        return switch (event) {
            case SessionEvent.AnswerFinished e -> e.blockId();
            case SessionEvent.AnswerInterrupted e -> e.blockId();
            case SessionEvent.ThinkingFinished e -> e.blockId();
            case SessionEvent.ToolFinished e -> e.blockId();
            default -> null;
        };
    }
}
