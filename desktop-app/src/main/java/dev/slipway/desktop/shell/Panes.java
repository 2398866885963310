package dev.slipway.desktop.shell;

import dev.slipway.desktop.session.OpenSession;
import javafx.scene.layout.Region;

/// The panes that the window puts together, each made anew when it is asked for.
public interface Panes {
    /// @param focus puts the keyboard where one would use it first
    /// @param close lets go of what the pane listens to
    record Shown(Region pane, Runnable focus, Runnable close) {
        public static Shown of(Region pane) {
            return new Shown(pane, pane::requestFocus, () -> {});
        }
    }

    /// The list, for as long as the desk is shown.
    Shown sessions(DeskModel desk);

    Shown newSession(DeskModel desk);

    /// Thread and prompt box, without a header.
    Shown session(DeskModel desk, OpenSession session);

    Shown changes(DeskModel desk, OpenSession session);

    Shown details(DeskModel desk, OpenSession session);

    Shown backends();

    Shown images(DeskModel desk);

    Shown search(DeskModel desk);

    Shown sharing(OpenSession session);

    Shown costs(DeskModel desk);

    /// What is shown while no backend is known.
    Shown welcome();
}
