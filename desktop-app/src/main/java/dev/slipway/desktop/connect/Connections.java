package dev.slipway.desktop.connect;

import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.settings.Settings.SavedBackend;
import dev.slipway.desktop.settings.SettingsFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The backends that the app knows, each with its connection. This machine's is looked for again as long as it isn't
/// online: port, process and token change when it is started anew. Closed with the window.
public final class Connections implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Search search;
    private final SettingsFile settings;
    private final Elsewhere elsewhere;
    private final Function<Address, Connection> open;
    private final Later later;
    private final Backend here = new Backend(Backend.THIS_MACHINE);
    private final ObservableList<Backend> all = FXCollections.observableArrayList(here);
    private final ObservableList<Backend> readable = FXCollections.unmodifiableObservableList(all);
    private final ReadOnlyObjectWrapper<Backend> chosen = new ReadOnlyObjectWrapper<>(here);
    private final ReadOnlyObjectWrapper<@Nullable Connection> current = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private @Nullable Pin next;
    /// Of this machine's backend, when it was found last.
    private long pid;
    private boolean closed;
    private Consumer<String> removed = name -> {};

    /// @param open begins to connect
    public Connections(
            Search search,
            SettingsFile settings,
            Elsewhere elsewhere,
            Function<Address, Connection> open,
            Later later) {
        this.search = search;
        this.settings = settings;
        this.elsewhere = elsewhere;
        this.open = open;
        this.later = later;
        takeIn();
        String last = settings.now().backend();
        find(last == null ? Backend.THIS_MACHINE : last).ifPresent(chosen::set);
        if (elsewhere.isNamed()) prefer();
        show();
        look();
    }

    /// This machine's first, then those that were added, in their order.
    public ObservableList<Backend> all() {
        return readable;
    }

    public ReadOnlyObjectProperty<Backend> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /// The chosen one's. Null while this machine's is chosen and was not found yet.
    public ReadOnlyObjectProperty<@Nullable Connection> current() {
        return current.getReadOnlyProperty();
    }

    /// Whether this machine was looked at once; before, nobody knows that no backend runs here.
    public ReadOnlyBooleanProperty looked() {
        return looked.getReadOnlyProperty();
    }

    public void choose(Backend backend) {
        if (!all.contains(backend)) return;
        chosen.set(backend);
        settings.change(now -> now.withBackend(backend.isThisMachine() ? null : backend.name()));
        show();
    }

    /// Kept over restarts.
    ///
    /// @throws IllegalArgumentException where one is called so already; the message is for the person
    public Backend add(Address address) {
        if (find(address.name()).isPresent()) throw taken(address);
        SavedBackend saved = new SavedBackend(address.name(), address.url(), address.token());
        List<SavedBackend> now = new ArrayList<>(settings.now().backends());
        now.add(saved);
        settings.change(s -> s.withBackends(now));
        elsewhere.remember(address);
        return begin(saved);
    }

    /// As [#add], in place of one of that name at the same address, whose token is forgotten.
    ///
    /// @throws IllegalArgumentException as [#requireFree]
    public Backend join(Address address) {
        requireFree(address);
        find(address.name()).ifPresent(this::remove);
        return add(address);
    }

    /// @throws IllegalArgumentException where another one is called so; the message is for the person
    public void requireFree(Address address) {
        Optional<Backend> known = find(address.name());
        if (known.isPresent() && !at(known.get(), address.url())) throw taken(address);
    }

    /// Shows those, too, that were joined in a terminal since. Reads a file.
    public void takeIn() {
        settings.change(now -> now.withBackends(elsewhere.with(now.backends())));
        for (SavedBackend saved : settings.now().backends())
            if (find(saved.name()).isEmpty()) begin(saved);
    }

    /// The one at that address that is shown, else the first.
    public Optional<Backend> at(String url) {
        return Stream.concat(Stream.of(chosen.get()), all.stream())
                .filter(backend -> at(backend, url))
                .findFirst();
    }

    /// Forgets it and its token; this machine's stays.
    ///
    /// @return what was known of it, so that it can be added again; empty where it wasn't there
    public Optional<Address> remove(Backend backend) {
        if (backend.isThisMachine() || !all.remove(backend)) return Optional.empty();
        List<SavedBackend> kept = new ArrayList<>(settings.now().backends());
        Optional<Address> known = kept.stream()
                .filter(saved -> saved.name().equals(backend.name()))
                .map(saved -> new Address(saved.name(), saved.url(), saved.token()))
                .findFirst();
        kept.removeIf(saved -> saved.name().equals(backend.name()));
        settings.change(s -> s.withBackends(kept));
        known.ifPresent(address -> elsewhere.forget(address.url()));
        if (chosen.get() == backend) choose(here);
        backend.close();
        removed.accept(backend.name());
        return known;
    }

    /// @param now told the name of each that is forgotten from now on
    public void onRemoved(Consumer<String> now) {
        removed = now;
    }

    /// A connection that is in no list; closed by who asked for it.
    Connection open(Address address) {
        return open.apply(address);
    }

    @Override
    public void close() {
        closed = true;
        if (next != null) next.release();
        all.forEach(Backend::close);
    }

    private Backend begin(SavedBackend saved) {
        Backend backend = new Backend(saved.name());
        backend.opened(open.apply(new Address(saved.name(), saved.url(), saved.token())));
        all.add(backend);
        return backend;
    }

    private Optional<Backend> find(String name) {
        return all.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    private static boolean at(Backend backend, String url) {
        Connection open = backend.connection().get();
        return open != null && open.address().url().equalsIgnoreCase(url);
    }

    private static IllegalArgumentException taken(Address address) {
        return new IllegalArgumentException(
                "There is a backend called " + address.name() + " already. Give this one another name.");
    }

    private void look() {
        Connection known = here.connection().get();
        if (known != null && known.status().get().isOnline()) again();
        else search.look(this::found);
    }

    private void found(Optional<Search.Found> found) {
        if (closed) return;
        boolean runs = found.isPresent() && found.get().pid() != 0;
        if (!looked.get() && !runs && chosen.get() == here) prefer();
        looked.set(true);
        if (!runs) keepTokenBack();
        found.ifPresent(this::isAt);
        again();
    }

    /// Whoever listens now where this machine's backend did is somebody else, and may be another person.
    private void keepTokenBack() {
        Connection known = here.connection().get();
        if (known == null || known.status().get().isOnline()) return;
        String url = known.address().url();
        if (!known.address().token().isEmpty()) known.moveTo(new Address(Backend.THIS_MACHINE, url, ""));
    }

    private void isAt(Search.Found found) {
        Connection known = here.connection().get();
        if (known == null) here.opened(open.apply(found.address()));
        // One that refused the app does so again; another version of it may not.
        else if (known.status().get().state() != Status.State.refused || found.pid() != pid) {
            if (!known.status().get().isOnline()) known.moveTo(found.address());
        }
        pid = found.pid();
        show();
    }

    /// As the terminal does where nothing runs here.
    private void prefer() {
        elsewhere
                .preferred()
                .flatMap(url -> all.stream().filter(backend -> at(backend, url)).findFirst())
                .ifPresent(chosen::set);
        show();
    }

    private void again() {
        next = later.after(AGAIN, this::look);
    }

    private void show() {
        current.set(chosen.get().connection().get());
    }
}
