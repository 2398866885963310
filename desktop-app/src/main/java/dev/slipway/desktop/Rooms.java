package dev.slipway.desktop;

import dev.slipway.desktop.changes.ChangesModel;
import dev.slipway.desktop.changes.ChangesPane;
import dev.slipway.desktop.changes.Editor;
import dev.slipway.desktop.changes.Source;
import dev.slipway.desktop.connect.BackendsModel;
import dev.slipway.desktop.connect.BackendsPane;
import dev.slipway.desktop.connect.Connections;
import dev.slipway.desktop.connect.StartCommand;
import dev.slipway.desktop.connect.WelcomePane;
import dev.slipway.desktop.connection.Invitations;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.costs.CostsModel;
import dev.slipway.desktop.costs.CostsPane;
import dev.slipway.desktop.details.DetailsModel;
import dev.slipway.desktop.details.DetailsPane;
import dev.slipway.desktop.images.ImagesModel;
import dev.slipway.desktop.images.ImagesPane;
import dev.slipway.desktop.prompt.PromptModel;
import dev.slipway.desktop.prompt.PromptPane;
import dev.slipway.desktop.search.SearchModel;
import dev.slipway.desktop.search.SearchPane;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Seeing;
import dev.slipway.desktop.session.SessionCosts;
import dev.slipway.desktop.sessions.SessionListModel;
import dev.slipway.desktop.sessions.SessionListPane;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.desktop.sharing.SharingModel;
import dev.slipway.desktop.sharing.SharingPane;
import dev.slipway.desktop.shell.CommandMenu;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Panes;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.desktop.start.NewSessionModel;
import dev.slipway.desktop.start.NewSessionPane;
import dev.slipway.desktop.thread.ThreadModel;
import dev.slipway.desktop.thread.ThreadPane;
import dev.slipway.protocol.TurnId;
import java.time.Clock;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/// Makes each room's pane for the window, with its model, and knows those that are open now, for the commands.
final class Rooms implements Panes {
    private final ShellModel shell;
    private final Connections connections;
    private final SettingsFile settings;
    private final Drafts drafts;
    private final Looked looked;
    private final StartCommand start;
    private final UiThread ui;
    private String pasted = "";
    private @Nullable SessionListModel sessions;
    private @Nullable PromptModel prompt;
    private @Nullable ThreadPane thread;
    private @Nullable ChangesModel changes;

    Rooms(
            ShellModel shell,
            Connections connections,
            SettingsFile settings,
            Drafts drafts,
            Looked looked,
            StartCommand start,
            UiThread ui) {
        this.shell = shell;
        this.connections = connections;
        this.settings = settings;
        this.drafts = drafts;
        this.looked = looked;
        this.start = start;
        this.ui = ui;
    }

    void onSessions(Consumer<SessionListModel> what) {
        SessionListModel now = sessions;
        if (now != null) what.accept(now);
    }

    /// As [PromptModel#stop], of the session that is shown.
    boolean stopTurn() {
        PromptModel now = prompt;
        return now != null && now.stop();
    }

    /// The link is in the field for the address when the backends are shown next.
    void paste(String link) {
        pasted = link;
    }

    /// Null where none is open.
    @Nullable
    ThreadPane thread() {
        return thread;
    }

    /// Null where none are open.
    @Nullable
    ChangesModel changes() {
        return changes;
    }

    @Override
    public Shown sessions(DeskModel desk) {
        SessionListModel model =
                new SessionListModel(desk.connection(), desk.outbox(), shell, looked, Clock.systemUTC());
        SessionListPane pane = new SessionListPane(model, new CommandMenu(shell.commands()));
        ChangeListener<@Nullable OpenSession> opened =
                (property, before, now) -> model.opened(now == null ? null : now.id());
        desk.open().addListener(opened);
        OpenSession open = desk.open().get();
        model.opened(open == null ? null : open.id());
        sessions = model;
        return new Shown(pane, pane::focusList, () -> {
            desk.open().removeListener(opened);
            model.close();
            if (sessions == model) sessions = null;
        });
    }

    @Override
    public Shown newSession(DeskModel desk) {
        NewSessionModel model = new NewSessionModel(
                desk.connection(),
                desk.outbox(),
                drafts,
                shell,
                desk.repository().get());
        NewSessionPane pane = new NewSessionPane(model);
        return new Shown(pane, pane::focusFirst, model::close);
    }

    @Override
    public Shown session(DeskModel desk, OpenSession session) {
        PromptModel promptModel = new PromptModel(session, desk.outbox(), drafts, shell, ui);
        PromptPane promptPane = new PromptPane(promptModel);
        ThreadModel threadModel = new ThreadModel(session, shell, System::currentTimeMillis);
        SessionCosts costs = new SessionCosts(session, ui);
        threadModel.beside().costs(costs::words);
        ThreadPane threadPane = new ThreadPane(threadModel);
        prompt = promptModel;
        thread = threadPane;
        BorderPane whole = new BorderPane(threadPane);
        whole.setBottom(promptPane);
        Seeing seeing = new Seeing(session, () -> threadPane.latest().get() && isFocused(threadPane));
        Subscription looking = Subscription.combine(
                threadPane.latest().subscribe(seeing::look),
                threadPane
                        .sceneProperty()
                        .flatMap(Scene::windowProperty)
                        .flatMap(Window::focusedProperty)
                        .subscribe(seeing::look));
        Subscription spot = desk.spot().subscribe(at -> {
            if (at == null) return;
            threadPane.show(at);
            desk.spotTaken();
        });
        return new Shown(whole, promptPane::focusText, () -> {
            looking.unsubscribe();
            seeing.close();
            spot.unsubscribe();
            costs.close();
            threadModel.close();
            promptModel.close();
            if (prompt == promptModel) prompt = null;
            if (thread == threadPane) thread = null;
        });
    }

    private static boolean isFocused(Node pane) {
        Window window = pane.getScene() == null ? null : pane.getScene().getWindow();
        return window != null && window.isFocused();
    }

    @Override
    public Shown changes(DeskModel desk, OpenSession session) {
        ChangesModel model = new ChangesModel(session, Source.of(session), settings, shell, Editor.of(settings));
        ChangeListener<@Nullable TurnId> turn = (property, before, now) -> model.show(now);
        desk.turn().addListener(turn);
        model.show(desk.turn().get());
        ChangesPane pane = new ChangesPane(model);
        changes = model;
        return new Shown(pane, pane::focusDiff, () -> {
            desk.turn().removeListener(turn);
            model.close();
            if (changes == model) changes = null;
        });
    }

    @Override
    public Shown details(DeskModel desk, OpenSession session) {
        DetailsModel model = new DetailsModel(session, shell, ui);
        DetailsPane pane = new DetailsPane(model);
        return new Shown(pane, pane::requestFocus, model::close);
    }

    @Override
    public Shown backends() {
        BackendsModel model = backends(shell::closeOverlay);
        model.url().set(pasted);
        pasted = "";
        BackendsPane pane = new BackendsPane(model);
        return new Shown(pane, pane::focusFirst, pane::close);
    }

    @Override
    public Shown images(DeskModel desk) {
        ImagesPane pane = new ImagesPane(new ImagesModel(desk.connection(), ui, System::currentTimeMillis));
        return new Shown(pane, pane::focusFirst, pane::close);
    }

    @Override
    public Shown search(DeskModel desk) {
        SearchPane pane = new SearchPane(new SearchModel(desk.connection(), shell, ui, Clock.systemDefaultZone()));
        return new Shown(pane, pane::focusField, pane::close);
    }

    @Override
    public Shown sharing(OpenSession session) {
        SharingPane pane = new SharingPane(new SharingModel(session, shell, System::currentTimeMillis));
        return new Shown(pane, pane::focusFirst, pane::close);
    }

    @Override
    public Shown costs(DeskModel desk) {
        CostsPane pane = new CostsPane(new CostsModel(desk.connection(), shell, Clock.systemDefaultZone()));
        return new Shown(pane, pane::focusFirst, () -> {});
    }

    @Override
    public Shown welcome() {
        WelcomePane pane = new WelcomePane(backends(() -> {}));
        return new Shown(pane, pane::focusFirst, pane::close);
    }

    private BackendsModel backends(Runnable done) {
        return new BackendsModel(connections, shell, new Invitations(ui), start, done);
    }
}
