package dev.slipway.desktop;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.changes.ChangesPane;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.desktop.shell.ShellPane;
import dev.slipway.desktop.thread.ThreadPane;

/// Every command there is, with its keys: what the palette finds, what the help shows.
final class AppCommands {
    private final Commands commands;
    private final ShellModel shell;
    private final Rooms rooms;
    private final ShellPane pane;

    private AppCommands(ShellModel shell, Rooms rooms, ShellPane pane) {
        this.commands = shell.commands();
        this.shell = shell;
        this.rooms = rooms;
        this.pane = pane;
    }

    static void add(ShellModel shell, Rooms rooms, ShellPane pane, Theme theme) {
        AppCommands all = new AppCommands(shell, rooms, pane);
        all.everywhere();
        all.sessions();
        all.session();
        ThreadPane.add(shell.commands(), rooms::thread);
        ChangesPane.add(shell.commands(), rooms::changes);
        all.looks(theme);
    }

    private void everywhere() {
        add("palette", Command.ANYWHERE, "Find everything", "Ctrl+K", () -> shell.toggle(ShellModel.Overlay.palette));
        onDesk(
                "search",
                Command.ANYWHERE,
                "Find in all sessions",
                "Ctrl+Shift+F",
                desk -> shell.toggle(ShellModel.Overlay.search));
        add("help", Command.ANYWHERE, "Show all keys", "?, F1", () -> shell.toggle(ShellModel.Overlay.help));
        add("backends", Command.ANYWHERE, "Backends", "Ctrl+B", () -> shell.toggle(ShellModel.Overlay.backends));
        onDesk(
                "images",
                Command.ANYWHERE,
                "Images of repositories",
                "Ctrl+I",
                desk -> shell.toggle(ShellModel.Overlay.images));
        onDesk("costs", Command.ANYWHERE, "Costs", null, desk -> shell.toggle(ShellModel.Overlay.costs));
        onDesk("back", Command.ANYWHERE, "Go back", "Alt+Left", DeskModel::back);
    }

    private void sessions() {
        onDesk("session.new", "Sessions", "New session", "N, Ctrl+N", desk -> shell.newSession(null));
        add("session.next", "Sessions", "Next session", "J, Alt+Down", () -> rooms.onSessions(s -> s.openNext(1)));
        add(
                "session.previous",
                "Sessions",
                "Previous session",
                "K, Alt+Up",
                () -> rooms.onSessions(s -> s.openNext(-1)));
        add("sessions.focus", "Sessions", "Go to the list", "Ctrl+L", pane::focusSessions);
    }

    private void session() {
        inSession("prompt.focus", "Write a prompt", "Ctrl+J", pane::focusMiddle);
        inSession("stop", "Stop the turn (twice)", "Esc", rooms::stopTurn);
        commands.explain("Session", "Steer the turn", "Ctrl+Enter");
        commands.explain("Session", "Stop the turn and send", "Ctrl+Shift+Enter");
        inSession("changes", "Changes", "D", () -> shell.onDesk(d -> d.toggle(DeskModel.Panel.changes)));
        inSession("details", "Details", "I", () -> shell.onDesk(d -> d.toggle(DeskModel.Panel.details)));
        inSession("share", "Share", "S", () -> shell.toggle(ShellModel.Overlay.sharing));
        shell.onEscape(rooms::stopTurn);
    }

    private void looks(Theme theme) {
        add(
                "theme.system",
                "View",
                "Theme as the system has it",
                null,
                () -> theme.choice().set(ThemeChoice.system));
        add("theme.light", "View", "Light theme", null, () -> theme.choice().set(ThemeChoice.light));
        add("theme.dark", "View", "Dark theme", null, () -> theme.choice().set(ThemeChoice.dark));
    }

    private void add(
            String id, String group, String title, @org.jspecify.annotations.Nullable String keys, Runnable run) {
        commands.add(Command.of(id, group, title, keys, run));
    }

    private void onDesk(
            String id,
            String group,
            String title,
            @org.jspecify.annotations.Nullable String keys,
            java.util.function.Consumer<DeskModel> what) {
        commands.add(Command.of(id, group, title, keys, () -> shell.onDesk(what))
                .when(() -> shell.desk().get() != null));
    }

    private void inSession(String id, String title, String keys, Runnable run) {
        commands.add(Command.of(id, "Session", title, keys, run).when(shell::hasSession));
    }
}
