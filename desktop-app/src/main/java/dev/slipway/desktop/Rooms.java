package dev.slipway.desktop;

import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.prompt.PromptModel;
import dev.slipway.desktop.prompt.PromptPane;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.sessions.SessionListModel;
import dev.slipway.desktop.sessions.SessionListPane;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.Panes;
import dev.slipway.desktop.shell.ShellModel;
import java.time.Clock;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Makes each room's pane for the window, with its model, and knows those that are open now, for the commands.
final class Rooms implements Panes {
    private final ShellModel shell;
    private final Drafts drafts;
    private final Looked looked;
    private final UiThread ui;
    private @Nullable SessionListModel sessions;
    private @Nullable PromptModel prompt;

    Rooms(ShellModel shell, Drafts drafts, Looked looked, UiThread ui) {
        this.shell = shell;
        this.drafts = drafts;
        this.looked = looked;
        this.ui = ui;
    }

    void onSessions(Consumer<SessionListModel> what) {
        SessionListModel now = sessions;
        if (now != null) what.accept(now);
    }

    void onPrompt(Consumer<PromptModel> what) {
        PromptModel now = prompt;
        if (now != null) what.accept(now);
    }

    @Override
    public Shown sessions(DeskModel desk) {
        SessionListModel model = new SessionListModel(desk.connection(), shell, looked, Clock.systemUTC());
        SessionListPane pane = new SessionListPane(model);
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
        return Shown.of(new Region());
    }

    @Override
    public Shown session(DeskModel desk, OpenSession session) {
        PromptModel model = new PromptModel(session, desk.outbox(), drafts, shell, ui);
        PromptPane pane = new PromptPane(model);
        prompt = model;
        BorderPane whole = new BorderPane();
        whole.setBottom(pane);
        return new Shown(whole, pane::focusText, () -> {
            model.close();
            if (prompt == model) prompt = null;
        });
    }

    @Override
    public Shown changes(DeskModel desk, OpenSession session) {
        return Shown.of(new Region());
    }

    @Override
    public Shown details(DeskModel desk, OpenSession session) {
        return Shown.of(new Region());
    }

    @Override
    public Shown backends() {
        return Shown.of(new Region());
    }

    @Override
    public Shown welcome() {
        return Shown.of(new Region());
    }
}
