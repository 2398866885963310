package dev.slipway.desktop.sharing;

import dev.slipway.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// A role, and the others that it may become.
final class RoleMenu extends MenuButton {
    private final List<@Nullable Role> offered;
    private final Consumer<@Nullable Role> choose;
    private @Nullable Role role;

    /// @param offered null for nothing at all
    /// @param choose told what a person chose
    RoleMenu(List<@Nullable Role> offered, @Nullable Role role, Consumer<@Nullable Role> choose) {
        this.offered = offered;
        this.choose = choose;
        this.role = role;
        getStyleClass().add("flat");
        setMinWidth(Region.USE_PREF_SIZE);
        setMnemonicParsing(false);
        label();
    }

    @Nullable
    Role role() {
        return role;
    }

    private void label() {
        setText(RoleWords.word(role));
        List<RadioMenuItem> items = new ArrayList<>();
        for (Role each : offered) {
            RadioMenuItem item = new RadioMenuItem(RoleWords.word(each) + ": " + RoleWords.means(each));
            item.setMnemonicParsing(false);
            item.setSelected(each == role);
            item.setOnAction(event -> chosen(each));
            items.add(item);
        }
        getItems().setAll(items);
    }

    private void chosen(@Nullable Role now) {
        boolean other = now != role;
        role = now;
        label();
        if (other) choose.accept(now);
    }
}
