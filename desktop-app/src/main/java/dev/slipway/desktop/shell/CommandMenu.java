package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.design.Icons;
import java.util.List;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.material2.Material2MZ;

/// The way to every command by mouse: those that are about the whole window, the first of which finds all others.
public final class CommandMenu extends MenuButton {
    private static final List<List<String>> OFFERED = List.of(
            List.of("palette", "search", "help"),
            List.of("costs", "images", "backends"),
            List.of("theme.system", "theme.light", "theme.dark"));

    public CommandMenu(Commands commands) {
        super(null, Icons.of(Material2MZ.MORE_VERT, 16));
        setId("command-menu");
        getStyleClass().addAll("icon-button", "flat", "no-arrow");
        setAccessibleText("Commands");
        setTooltip(new Tooltip("Commands"));
        setOnShowing(event -> fill(commands));
        getItems().add(new SeparatorMenuItem());
    }

    private void fill(Commands commands) {
        getItems().clear();
        for (List<String> group : OFFERED) {
            if (!getItems().isEmpty()) getItems().add(new SeparatorMenuItem());
            for (String id : group)
                commands.all().stream()
                        .filter(command -> command.id().equals(id))
                        .forEach(command -> getItems().add(item(command)));
        }
    }

    private static MenuItem item(Command command) {
        MenuItem item = new MenuItem(command.title());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> command.run().run());
        return item;
    }
}
