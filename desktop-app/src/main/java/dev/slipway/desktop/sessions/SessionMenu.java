package dev.slipway.desktop.sessions;

import javafx.scene.Node;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;

/// What can be done with the session that is selected.
final class SessionMenu {
    private final SessionListModel model;
    private final ContextMenu menu = new ContextMenu();

    SessionMenu(SessionListModel model) {
        this.model = model;
        menu.setAutoHide(true);
    }

    void show(Node over, Row.Item row, double x, double y) {
        menu.getItems()
                .setAll(
                        item("Open", "Enter", model::open),
                        item("Rename", "F2", model::startRenaming),
                        item("Copy title", null, () -> model.copy(row.title())),
                        item(
                                "New session on " + row.session().repository(),
                                null,
                                () -> model.newSession(row.session().repository())),
                        new SeparatorMenuItem(),
                        item(row.unread() ? "Mark as read" : "Mark as unread", "U", model::toggleUnread),
                        item(row.session().archived() ? "Restore from archive" : "Archive", "E", model::toggleArchived),
                        item("Delete", "Delete", model::delete));
        menu.show(over, x, y);
    }

    private static MenuItem item(String words, @Nullable String keys, Runnable run) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        if (keys != null) item.setAccelerator(KeyCombination.valueOf(keys));
        item.setOnAction(event -> run.run());
        return item;
    }
}
