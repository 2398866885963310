package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.design.OwnKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The commands' keys on a scene. One character alone is taken as typed, so that it is found on every keyboard, and
/// only while nobody types into a field, and what has the focus doesn't mean it for itself.
final class Keys {
    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");

    private final Commands commands;
    private final BooleanSupplier covered;
    private final Runnable uncover;

    private Keys(Commands commands, BooleanSupplier covered, Runnable uncover) {
        this.commands = commands;
        this.covered = covered;
        this.uncover = uncover;
    }

    /// @param covered whether something lies over the desk, so that single characters mean nothing
    /// @param uncover takes it away, before a command that needs the desk
    static void install(Scene scene, Commands commands, BooleanSupplier covered, Runnable uncover) {
        Keys keys = new Keys(commands, covered, uncover);
        scene.addEventFilter(KeyEvent.KEY_TYPED, event -> keys.typed(scene, event));
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> keys.pressed(scene, event));
    }

    /// As the person's machine writes them.
    static String shown(String keys) {
        return MAC ? keys.replace("Ctrl+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧") : keys;
    }

    private void typed(Scene scene, KeyEvent event) {
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) return;
        if (covered.getAsBoolean() || isTyping(scene.getFocusOwner())) return;
        String character = event.getCharacter().toUpperCase(Locale.ROOT);
        if (character.isEmpty() || OwnKeys.isClaimed(scene.getFocusOwner(), character)) return;
        if (run(character)) event.consume();
    }

    private void pressed(Scene scene, KeyEvent event) {
        boolean edge = event.getCode() == KeyCode.HOME || event.getCode() == KeyCode.END;
        // There they go to the edges of what is being written.
        if (edge && isTyping(scene.getFocusOwner())) return;
        if (!(event.isShortcutDown() || event.isAltDown() || event.getCode().isFunctionKey())) return;
        for (Command command : commands.all()) {
            for (String keys : each(command.keys())) {
                if (keys.length() == 1 || keys.equals("Esc")) continue;
                if (!KeyCombination.keyCombination(keys.replace("Ctrl+", "Shortcut+"))
                        .match(event)) continue;
                if (!command.available().getAsBoolean()) continue;
                if (covered.getAsBoolean() && !command.group().equals(Command.ANYWHERE)) uncover.run();
                command.run().run();
                event.consume();
                return;
            }
        }
    }

    private boolean run(String character) {
        for (Command command : commands.all()) {
            if (!each(command.keys()).contains(character)
                    || !command.available().getAsBoolean()) continue;
            command.run().run();
            return true;
        }
        return false;
    }

    static List<String> each(@Nullable String keys) {
        return keys == null ? List.of() : Arrays.asList(keys.split(", "));
    }

    static Label cap(String keys) {
        Label cap = new Label(shown(keys));
        cap.getStyleClass().add("keycap");
        return cap;
    }

    private static boolean isTyping(@Nullable Node focused) {
        return focused instanceof TextInputControl field && field.isEditable();
    }
}
