package dev.slipway.desktop.connect;

import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Status;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// The list of backends, and the one that is being added. Closed with its pane.
public final class BackendsModel implements AutoCloseable {
    /// How a try went, or what is wrong with what was typed. Immutable.
    public record Trial(State state, String words) {
        public enum State {
            none,
            trying,
            works,
            fails
        }

        static final Trial NONE = new Trial(State.none, "");
    }

    private final Connections connections;
    private final Navigation navigation;
    private final StartCommand start;
    private final Runnable done;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty url = new SimpleStringProperty("");
    private final StringProperty token = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(Trial.NONE);
    private @Nullable Connection tried;

    /// @param start how this machine's is started
    /// @param done one was chosen
    public BackendsModel(Connections connections, Navigation navigation, StartCommand start, Runnable done) {
        this.start = start;
        this.connections = connections;
        this.navigation = navigation;
        this.done = done;
        ChangeListener<String> typed = (property, before, now) -> forgetTrial();
        url.addListener(typed);
        token.addListener(typed);
    }

    public ObservableList<Backend> all() {
        return connections.all();
    }

    public ReadOnlyObjectProperty<Backend> chosen() {
        return connections.chosen();
    }

    /// As [Connections#looked].
    public ReadOnlyBooleanProperty looked() {
        return connections.looked();
    }

    /// May stay empty; the address is the name then.
    public StringProperty name() {
        return name;
    }

    public StringProperty url() {
        return url;
    }

    /// Secret.
    public StringProperty token() {
        return token;
    }

    public ReadOnlyObjectProperty<Trial> trial() {
        return trial.getReadOnlyProperty();
    }

    public void choose(Backend backend) {
        connections.choose(backend);
        done.run();
    }

    public void remove(Backend backend) {
        boolean wasChosen = connections.chosen().get() == backend;
        connections.remove(backend).ifPresent(known -> {
            Runnable undo = () -> {
                Backend again = connections.add(known);
                if (wasChosen) connections.choose(again);
            };
            navigation.tell(Toast.undoable("Removed " + backend.words(), undo, null));
        });
    }

    /// Connects once and says how it went.
    public void tryIt() {
        address().ifPresent(address -> {
            forgetTrial();
            trial.set(new Trial(Trial.State.trying, "Connecting to " + address.url()));
            Connection connection = connections.open(address);
            tried = connection;
            connection.status().addListener((property, before, now) -> tried(connection, now));
            tried(connection, connection.status().get());
        });
    }

    /// Adds what was typed, and shows it.
    public void add() {
        address().ifPresent(address -> {
            Backend added;
            try {
                added = connections.add(address);
            } catch (IllegalArgumentException e) {
                trial.set(fails(e));
                return;
            }
            name.set("");
            url.set("");
            token.set("");
            forgetTrial();
            choose(added);
        });
    }

    public StartCommand start() {
        return start;
    }

    public void copyStart() {
        navigation.copy(start.command());
    }

    @Override
    public void close() {
        forgetTrial();
        token.set("");
    }

    private Optional<Address> address() {
        try {
            return Optional.of(Address.of(name.get(), url.get(), token.get()));
        } catch (IllegalArgumentException e) {
            trial.set(fails(e));
            return Optional.empty();
        }
    }

    private void tried(Connection connection, Status status) {
        if (connection != tried) return;
        String reason = Plain.line(status.reason());
        Trial now = switch (status.state()) {
            case connecting -> null;
            case online -> new Trial(Trial.State.works, "It answers, and takes the token.");
            case offline -> new Trial(Trial.State.fails, "It doesn't answer: " + reason);
            case refused -> new Trial(Trial.State.fails, "It answers, but refuses: " + reason);
        };
        if (now == null) return;
        forgetTrial();
        trial.set(now);
    }

    private static Trial fails(IllegalArgumentException said) {
        return new Trial(Trial.State.fails, Failure.words(said));
    }

    private void forgetTrial() {
        Connection open = tried;
        tried = null;
        if (open != null) open.close();
        trial.set(Trial.NONE);
    }
}
