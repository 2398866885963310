package dev.slipway.desktop.design;

import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The single characters that a node means for itself while it has the focus: the commands that have them elsewhere
/// don't hear them then.
public final class OwnKeys {
    private OwnKeys() {}

    /// @param characters in capitals
    public static void claim(Node node, String characters) {
        node.getProperties().put(OwnKeys.class, characters);
    }

    /// Whether the node that has the focus, or one around it, means a character for itself.
    public static boolean isClaimed(@Nullable Node focused, String character) {
        for (Node node = focused; node != null; node = node.getParent()) {
            if (node.hasProperties()
                    && node.getProperties().get(OwnKeys.class) instanceof String own
                    && own.contains(character)) return true;
        }
        return false;
    }
}
