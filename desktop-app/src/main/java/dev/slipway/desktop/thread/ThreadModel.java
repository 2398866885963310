package dev.slipway.desktop.thread;

import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.thread.Row.Does;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ToolCallId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// The thread of the session that is open, as rows. What happens is only noted when it happens; [#update] makes the
/// rows, once for each frame, however much came together. Closed by who made it.
public final class ThreadModel implements AutoCloseable {
    /// So near to the beginning or the end of what is loaded, in pixels, more is read.
    static final double NEAR = 1_500;

    private final OpenSession session;
    private final Navigation navigation;
    private final Clock clock;
    private final History history;
    private final ThreadState state;
    private final ThreadFind find;
    private final PastModel past;
    private final Answering answering;
    private final ReadOnlyObjectWrapper<List<Row>> rows = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper newest = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyLongWrapper news = new ReadOnlyLongWrapper();
    private final ReadOnlyLongWrapper now;
    private final ChangeListener<Object> changed = (property, before, after) -> viewChanged();
    private final Pin listening;
    private final Beside beside;
    private List<TurnRows> live = new ArrayList<>();
    private ThreadRows made = ThreadRows.NONE;
    private List<String> allowed = List.of();
    private @Nullable Key toggled;
    private boolean dirty;
    private Runnable whenDirty = () -> {};

    /// @param clock milliseconds since 1970
    public ThreadModel(OpenSession session, Navigation navigation, LongSupplier clock) {
        this.session = session;
        this.navigation = navigation;
        this.clock = new Clock(clock);
        state = new ThreadState(session, this.clock);
        now = new ReadOnlyLongWrapper(clock.getAsLong());
        history = new History(session, turn -> new TurnRows(turn, state), this::touch, state.undone());
        past = new PastModel(session, navigation);
        answering = new Answering(session, navigation, this::viewChanged);
        find = new ThreadFind(this, history);
        beside = new Beside(session);
        listening = session.listen(new Listening());
        session.view().addListener(changed);
        session.known().addListener(changed);
        session.problem().addListener(changed);
        viewChanged();
    }

    public ReadOnlyObjectProperty<List<Row>> rows() {
        return rows.getReadOnlyProperty();
    }

    /// Whether what is loaded reaches to what happens now.
    public ReadOnlyBooleanProperty newest() {
        return newest.getReadOnlyProperty();
    }

    /// Rises whenever something new happens.
    public ReadOnlyLongProperty news() {
        return news.getReadOnlyProperty();
    }

    /// For what is told relative to it; see [#tick].
    public ReadOnlyLongProperty now() {
        return now.getReadOnlyProperty();
    }

    public ThreadFind find() {
        return find;
    }

    ThreadSeek seek(Consumer<ThreadFind.Match> show) {
        return new ThreadSeek(this, history, show);
    }

    /// Once a second while it is seen.
    public void tick() {
        now.set(clock.now());
    }

    /// Called when [#update] has something to do.
    public void whenDirty(Runnable run) {
        whenDirty = run;
        if (dirty) run.run();
    }

    /// Makes the rows of what happened since the last time.
    public void update() {
        if (find.step()) touch();
        if (!dirty) return;
        dirty = false;
        made = ThreadRows.of(made, session, history, live, state);
        newest.set(history.isAttached());
        rows.set(made.rows());
        find.changed();
        if (find.isBusy()) touch();
    }

    /// What is in view now, so that more is read or let go.
    ///
    /// @param above how many pixels are loaded above the view
    /// @param below how many pixels are loaded below
    public void seen(Row first, Row last, double above, double below) {
        history.seen(made.turnOf(first), made.turnOf(last));
        if (!session.known().get()) return;
        if (above < NEAR && history.problem().isEmpty()) history.readOlder();
        if (below < NEAR) history.readLater();
    }

    /// What happens now, and only as much before as is at hand.
    public void toEnd() {
        history.toEnd();
    }

    /// The session's first turn, which may have to be read first.
    ///
    /// @param there run when it is among the rows, or will be with the next update
    public void toBeginning(Runnable there) {
        history.toBeginning(there);
    }

    /// Opens what is closed, and the other way round.
    public void toggle(Key key) {
        state.toggle(key);
        toggled = key;
        touchAll();
    }

    /// What was opened or closed since this was asked last, or null.
    @Nullable
    Key takeToggled() {
        Key last = toggled;
        toggled = null;
        return last;
    }

    boolean isOpen(Key key) {
        return state.isOpen(key);
    }

    void open(List<Key> keys) {
        if (state.open(keys)) touchAll();
    }

    /// What a row offers is wanted.
    public void run(Does does) {
        switch (does) {
            case Does.Toggle toggle -> toggle(toggle.key());
            case Does.ReadOutput read -> {
                state.readOutput(new BlockId(read.call().of()), this::touchAll);
                touchAll();
            }
            case Does.Allow allow -> answering.allow(allow.host());
            case Does.ReadOlder older -> history.readOlder();
            case Does.Open other -> navigation.openSession(other.session());
        }
    }

    /// An option of the open question is the answer.
    public void answer(ToolCallId question, String option) {
        answering.answer(question, option);
    }

    PastModel past() {
        return past;
    }

    /// What has to be open so that a turn is seen at all.
    List<Key> foldOf(TurnRows turn) {
        List<TurnRows> turns = turns();
        int index = turns.indexOf(turn);
        return index >= 0 && state.isUndone(turn.id()) ? List.of(state.undone().keyOf(turns, index)) : List.of();
    }

    public Navigation navigation() {
        return navigation;
    }

    public Beside beside() {
        return beside;
    }

    void copy(String text) {
        navigation.copy(text);
    }

    /// Copies the whole block of which a row shows some lines.
    public void copyBlock(Row.Lines of) {
        copy(made.blockOf(of));
    }

    @Override
    public void close() {
        listening.release();
        session.view().removeListener(changed);
        session.known().removeListener(changed);
        session.problem().removeListener(changed);
    }

    void touch() {
        boolean before = dirty;
        dirty = true;
        if (!before) whenDirty.run();
    }

    private void touchAll() {
        history.loaded().forEach(TurnRows::touch);
        live.forEach(TurnRows::touch);
        touch();
    }

    /// The turns that are loaded, oldest first.
    List<TurnRows> turns() {
        List<TurnRows> all = new ArrayList<>(history.loaded());
        if (history.isAttached()) all.addAll(live);
        return all;
    }

    private void viewChanged() {
        SessionView view = session.view().get();
        if (!session.known().get()) {
            history.clear();
            state.undone().clear();
            live = new ArrayList<>();
            // What was there already comes all at once, and is known a moment later.
            if (view.seq() == 0) clock.clear();
        } else {
            if (state.undone().heard(view)) touchAll();
            Map<String, TurnRows> before = new HashMap<>();
            for (TurnRows turn : live) before.put(idOf(turn.turn()), turn);
            List<TurnRows> next = new ArrayList<>();
            for (TurnView turn : view.turns()) {
                TurnRows same = before.remove(idOf(turn));
                TurnRows rowsOf = same == null ? new TurnRows(turn, state) : same;
                boolean last = turn == view.lastTurn() && !view.isUndone(turn);
                rowsOf.update(turn, last && view.waiting().isEmpty() && !answering.isAnswered(turn));
                next.add(rowsOf);
            }
            List<TurnRows> gone =
                    live.stream().filter(turn -> before.containsValue(turn)).toList();
            if (!view.allowedHosts().equals(allowed)) touchAll();
            allowed = view.allowedHosts();
            history.live(view, next.isEmpty() ? List.of() : gone);
            live = next;
            news.set(news.get() + 1);
        }
        touch();
    }

    private static String idOf(TurnView turn) {
        return turn.started().turnId().value();
    }

    private final class Listening implements OpenSession.Listener {
        @Override
        public void grew(BlockId block) {
            clock.grew(block);
            if (!live.isEmpty()) live.getLast().grew();
            touch();
        }

        @Override
        public void logged(Logged logged) {
            history.epoch(logged.epoch());
            clock.logged(logged, session.known().get());
            if (state.undone().heard(logged)) touchAll();
        }
    }
}
