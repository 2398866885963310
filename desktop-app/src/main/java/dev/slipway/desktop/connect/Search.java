package dev.slipway.desktop.connect;

import dev.slipway.client.LocalBackend;
import dev.slipway.desktop.connection.Address;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Looks for this machine's backend.
@FunctionalInterface
public interface Search {
    /// @param pid of its process, by which one that was started anew is known
    record Found(Address address, long pid) {}

    /// @param then told on the FX thread; empty where none runs
    void look(Consumer<Optional<Found>> then);

    /// Where none runs the first time, the place where one was last, so that what was seen of it can be read.
    ///
    /// @param lastAt tells that place's URL for the name of a backend
    default Search or(BiConsumer<String, Consumer<Optional<String>>> lastAt) {
        boolean[] looked = {false};
        return then -> look(found -> {
            boolean first = !looked[0];
            looked[0] = true;
            if (found.isPresent() || !first) then.accept(found);
            else
                lastAt.accept(
                        Backend.THIS_MACHINE,
                        url -> then.accept(url.map(at -> new Found(new Address(Backend.THIS_MACHINE, at, ""), 0))));
        });
    }

    /// Reads files, on a thread of its own.
    ///
    /// @param home as [LocalBackend#home] gives it
    /// @param ui runs what it is given on the FX thread
    static Search in(Path home, Executor ui) {
        return then -> CompletableFuture.supplyAsync(() -> LocalBackend.find(home))
                // Files that nobody can make sense of are none.
                .exceptionally(failure -> Optional.empty())
                .thenAccept(found -> ui.execute(() -> then.accept(
                        found.map(b -> new Found(new Address(Backend.THIS_MACHINE, b.url(), b.token()), b.pid())))));
    }
}
