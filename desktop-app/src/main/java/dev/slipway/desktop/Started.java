package dev.slipway.desktop;

import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the app was started with, and what later starts hand over. Thread-safe.
final class Started {
    private final Path folder;
    private final String link;
    private boolean elsewhere;
    private @Nullable Consumer<String> listener;

    Started(Path folder, String link) {
        this.folder = folder;
        this.link = link;
    }

    /// Where the app keeps what it remembers.
    Path folder() {
        return folder;
    }

    /// Empty for none.
    String link() {
        return link;
    }

    synchronized void elsewhere() {
        elsewhere = true;
    }

    synchronized boolean isElsewhere() {
        return elsewhere;
    }

    /// @param to told on any thread what a later start was given
    synchronized void listen(Consumer<String> to) {
        listener = to;
    }

    void again(String given) {
        Consumer<String> to;
        synchronized (this) {
            to = listener;
        }
        if (to != null) to.accept(given);
    }
}
