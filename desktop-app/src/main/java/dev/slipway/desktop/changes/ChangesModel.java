package dev.slipway.desktop.changes;

import dev.slipway.client.Human;
import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.Settings;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What one session changed, or one turn of it. Read anew when something is committed. Closed with its session.
public final class ChangesModel implements AutoCloseable {
    enum State {
        reading,
        shown,
        empty,
        failed
    }

    private final OpenSession session;
    private final Source source;
    private final SettingsFile settings;
    private final Navigation navigation;
    private final Editor editor;
    private final DiffModel diff;
    private final ApplyModel apply;
    private final ReadOnlyObjectWrapper<@Nullable TurnId> turn = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.reading);
    private final ReadOnlyStringWrapper words = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper beside = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable Changes> changes = new ReadOnlyObjectWrapper<>();
    private final ObservableList<FileChange> files = FXCollections.observableArrayList();
    private final ObservableList<TurnChoice> turns = FXCollections.observableArrayList(TurnChoice.WHOLE);
    private final StringProperty filter = new SimpleStringProperty("");
    private final BooleanProperty wide = new SimpleBooleanProperty();
    private final ReadOnlyBooleanWrapper split = new ReadOnlyBooleanWrapper();
    private final ChangeListener<SessionView> seen = (property, before, now) -> saw(now);
    private final ChangeListener<Boolean> caughtUp = (property, before, now) -> {
        if (now) read();
    };
    private final ChangeListener<Settings> set = (property, before, now) -> decideSplit();
    private final Pin listening;
    private long asked;

    public ChangesModel(
            OpenSession session, Source source, SettingsFile settings, Navigation navigation, Editor editor) {
        this.session = session;
        this.source = source;
        this.settings = settings;
        this.navigation = navigation;
        this.editor = editor;
        diff = new DiffModel(words -> navigation.tell(Toast.problem(words)));
        apply = new ApplyModel(source);
        session.view().addListener(seen);
        session.known().addListener(caughtUp);
        settings.settings().addListener(set);
        filter.addListener((property, before, now) -> narrow());
        wide.addListener((property, before, now) -> decideSplit());
        decideSplit();
        listening = session.listen(new OpenSession.Listener() {
            @Override
            public void logged(Logged logged) {
                if (session.known().get() && logged.event() instanceof SessionEvent.CommitMade) read();
            }
        });
        saw(session.view().get());
        if (session.known().get()) read();
    }

    public DiffModel diff() {
        return diff;
    }

    public ApplyModel apply() {
        return apply;
    }

    /// Null for the whole session.
    public ReadOnlyObjectProperty<@Nullable TurnId> turn() {
        return turn.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /// Why nothing is shown.
    ReadOnlyStringProperty words() {
        return words.getReadOnlyProperty();
    }

    /// What is worth knowing beside what is shown; empty for nothing.
    ReadOnlyStringProperty beside() {
        return beside.getReadOnlyProperty();
    }

    /// Null until they are read.
    ReadOnlyObjectProperty<@Nullable Changes> changes() {
        return changes.getReadOnlyProperty();
    }

    /// Those that the filter lets through.
    ObservableList<FileChange> files() {
        return files;
    }

    /// The whole session, then the turns that committed something, newest first; of those that are kept.
    ObservableList<TurnChoice> turns() {
        return turns;
    }

    StringProperty filter() {
        return filter;
    }

    /// Whether there is room for two halves; set by the pane.
    BooleanProperty wide() {
        return wide;
    }

    /// Whether the halves are side by side now.
    ReadOnlyBooleanProperty split() {
        return split.getReadOnlyProperty();
    }

    public void toggleSplit() {
        settings.change(now -> now.withSplitDiff(!now.splitDiff()));
    }

    /// @param now null for the whole session
    public void show(@Nullable TurnId now) {
        if (java.util.Objects.equals(turn.get(), now)) return;
        turn.set(now);
        changes.set(null);
        diff.clear();
        files.clear();
        apply.leave();
        saw(session.view().get());
        read();
    }

    /// Reads anew; what is shown stays until then.
    public void read() {
        long question = ++asked;
        TurnId of = turn.get();
        if (changes.get() == null) state.set(State.reading);
        source.changes(of).whenComplete((told, failure) -> {
            if (question != asked) return;
            if (failure != null) failed(Failure.words(failure));
            else shown(of, told);
        });
    }

    private void failed(String why) {
        if (changes.get() != null) {
            navigation.tell(Toast.problem("The changes can't be read anew. " + why));
            return;
        }
        words.set(why);
        state.set(State.failed);
    }

    private void shown(@Nullable TurnId of, Changes told) {
        changes.set(told);
        files.setAll(told.files().stream().filter(this::isWanted).toList());
        diff.show(files, (path, context) -> source.diff(of, path, context));
        state.set(told.files().isEmpty() ? State.empty : State.shown);
        saw(session.view().get());
    }

    private void narrow() {
        Changes all = changes.get();
        if (all == null) return;
        files.setAll(all.files().stream().filter(this::isWanted).toList());
        diff.narrow(files);
    }

    private boolean isWanted(FileChange file) {
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        return wanted.isEmpty() || file.path().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private void saw(SessionView view) {
        if (state.get() == State.empty) words.set(Situation.empty(view, turn.get()));
        beside.set(Situation.beside(view));
        List<TurnChoice> now = new ArrayList<>();
        now.add(TurnChoice.WHOLE);
        for (TurnView each : view.turns().reversed()) {
            boolean chosen = each.started().turnId().equals(turn.get());
            if (each.commit() == null && !chosen) continue;
            now.add(new TurnChoice(each.started().turnId(), title(each)));
        }
        if (!turns.equals(now)) turns.setAll(now);
    }

    private static String title(TurnView turn) {
        if (turn.prompt() == null) return "A turn";
        String line = Visible.line(turn.prompt().text().strip().replaceAll("\\s+", " "));
        return Human.cut(line, 80);
    }

    private void decideSplit() {
        split.set(wide.get() && settings.now().splitDiff());
        diff.split(split.get());
    }

    /// The lines that are selected, without their signs.
    public void copySelection() {
        String text = diff.selection().get().text(diff.rows().get());
        if (!text.isEmpty()) navigation.copy(text);
    }

    void copyPath(String path) {
        navigation.copy(path);
    }

    /// Of the file that the keys are about.
    public void copyPath() {
        if (diff.current() instanceof Row row) copyPath(row.path());
    }

    /// The command that brings the branch, where there is one.
    public void copyBringCommand() {
        Changes now = changes.get();
        if (now == null || now.bringCommand() == null) return;
        navigation.copy(now.bringCommand());
    }

    boolean mayApply() {
        return Checkout.mayApply(session);
    }

    public void askApply() {
        String folder = Checkout.of(session);
        if (folder != null && mayApply()) apply.ask(folder);
    }

    void open(String path, int line) {
        String folder = Checkout.of(session);
        try {
            if (folder == null)
                throw new IllegalArgumentException(
                        "The repository has no folder on this machine. Fetch the branch first.");
            editor.open(folder, path, line);
        } catch (IllegalArgumentException e) {
            navigation.tell(Toast.problem(String.valueOf(e.getMessage())));
        }
    }

    /// The file and line that the keys are about.
    public void openInEditor() {
        if (diff.current() instanceof Row row) open(row.path(), Math.max(1, row.line()));
    }

    @Override
    public void close() {
        listening.release();
        session.view().removeListener(seen);
        session.known().removeListener(caughtUp);
        settings.settings().removeListener(set);
        asked++;
    }
}
