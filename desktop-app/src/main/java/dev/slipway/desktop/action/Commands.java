package dev.slipway.desktop.action;

import java.util.ArrayList;
import java.util.List;

/// All commands, in the order they were added. Rooms add theirs while the window is built.
public final class Commands {
    private final List<Command> all = new ArrayList<>();

    /// @throws IllegalArgumentException where the id or the keys are taken
    public void add(Command command) {
        for (Command other : all) {
            if (other.id().equals(command.id()))
                throw new IllegalArgumentException("two commands are called " + other.id());
            if (command.keys() != null && command.keys().equals(other.keys()))
                throw new IllegalArgumentException(command.id() + " and " + other.id() + " share " + other.keys());
        }
        all.add(command);
    }

    public List<Command> all() {
        return List.copyOf(all);
    }
}
