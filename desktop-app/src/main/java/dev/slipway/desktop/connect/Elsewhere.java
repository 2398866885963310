package dev.slipway.desktop.connect;

import dev.slipway.client.JoinedBackends;
import dev.slipway.client.JoinedBackends.Known;
import dev.slipway.client.Plain;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.settings.Settings.SavedBackend;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the terminal knows of backends elsewhere: who joined one there finds it here, and the other way round. Closed
/// by who made it, which waits until all is written. FX thread.
public final class Elsewhere implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

    private final JoinedBackends joined;
    private final String wanted;
    private List<Known> known = List.of();
    private CompletableFuture<Void> written = CompletableFuture.completedFuture(null);

    /// @param environment of the process; `SLIPWAY_BACKEND` names the backend that is wanted
    public Elsewhere(Map<String, String> environment) {
        joined = JoinedBackends.of(environment);
        wanted = environment.getOrDefault("SLIPWAY_BACKEND", "").replaceAll("/+$", "");
    }

    /// Reads what is known now. Those that aren't among the saved come after them, and tokens are the newest.
    List<SavedBackend> with(List<SavedBackend> saved) {
        try {
            known = joined.all();
        } catch (UncheckedIOException e) {
            LOG.warn("what the terminal joined stays unknown", e);
        }
        List<SavedBackend> all = new ArrayList<>(saved);
        for (Known one : known) merge(all, one);
        return all;
    }

    /// Where the environment names one, that; else the one that was joined last.
    Optional<String> preferred() {
        if (!wanted.isEmpty()) return Optional.of(wanted);
        return known.isEmpty() ? Optional.empty() : Optional.of(known.getLast().url());
    }

    boolean isNamed() {
        return !wanted.isEmpty();
    }

    void remember(Address address) {
        after(() -> joined.remember(address.url(), address.token()));
    }

    void forget(String url) {
        after(() -> joined.forget(url));
    }

    @Override
    public void close() {
        written.join();
    }

    private void after(Runnable write) {
        written = written.thenRunAsync(write).exceptionally(failure -> {
            LOG.warn("the terminal doesn't know of a change of the backends", failure);
            return null;
        });
    }

    private static void merge(List<SavedBackend> all, Known one) {
        if (all.stream()
                .anyMatch(
                        saved -> saved.url().equals(one.url()) && saved.token().equals(one.token()))) return;
        for (int i = 0; i < all.size(); i++) {
            SavedBackend saved = all.get(i);
            if (!saved.url().equals(one.url())) continue;
            all.set(i, new SavedBackend(saved.name(), saved.url(), one.token()));
            return;
        }
        try {
            Address address = Address.of("", one.url(), one.token());
            boolean taken = all.stream().anyMatch(saved -> saved.name().equals(address.name()));
            all.add(new SavedBackend(taken ? one.url() : address.name(), address.url(), address.token()));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} was joined, but can't be connected to: {}", Plain.line(one.url()), e.getMessage());
        }
    }
}
