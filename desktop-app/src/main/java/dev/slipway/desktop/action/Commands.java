package dev.slipway.desktop.action;

import java.util.ArrayList;
import java.util.List;

/// All commands, in the order they were added. Rooms add theirs while the window is built.
public final class Commands {
    private final List<Command> all = new ArrayList<>();
    private final List<Command> explained = new ArrayList<>();

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

    /// Keys that a part of the window hears by itself while it has the keyboard; for the help alone.
    public void explain(String group, String title, String keys) {
        explained.add(Command.of(group + title, group, title, keys, () -> {}));
    }

    public List<Command> explained() {
        return List.copyOf(explained);
    }

    public List<Command> all() {
        return List.copyOf(all);
    }
}
