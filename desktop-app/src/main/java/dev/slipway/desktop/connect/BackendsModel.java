package dev.slipway.desktop.connect;

import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Invitations;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.link.Link;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /// What was put into the field for the address.
    public enum Entered {
        address,
        invitation,
        share
    }

    private final Connections connections;
    private final Navigation navigation;
    private final Invitations invitations;
    private final StartCommand start;
    private final Runnable done;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty url = new SimpleStringProperty("");
    private final StringProperty token = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(Trial.NONE);
    private final ReadOnlyObjectWrapper<Entered> entered = new ReadOnlyObjectWrapper<>(Entered.address);
    private @Nullable Connection tried;
    private @Nullable CompletableFuture<String> joining;

    /// @param start how this machine's is started
    /// @param done one was chosen
    public BackendsModel(
            Connections connections,
            Navigation navigation,
            Invitations invitations,
            StartCommand start,
            Runnable done) {
        this.start = start;
        this.invitations = invitations;
        this.connections = connections;
        this.navigation = navigation;
        this.done = done;
        ChangeListener<String> typed = (property, before, now) -> forgetTrial();
        url.addListener(typed);
        url.addListener((property, before, now) -> entered.set(entered(now)));
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

    /// Whether this machine's backend answers.
    boolean isHere() {
        Connection here = all().getFirst().connection().get();
        return here != null && here.status().get().isOnline();
    }

    /// May stay empty; the address is the name then.
    public StringProperty name() {
        return name;
    }

    /// Or a link by which one joins the backend, or a session of one that is known.
    public StringProperty url() {
        return url;
    }

    public ReadOnlyObjectProperty<Entered> entered() {
        return entered.getReadOnlyProperty();
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

    /// Adds what was typed, or joins where the link leads, and shows it.
    public void add() {
        Link link = Link.parse(url.get()).orElse(null);
        if (link instanceof Link.OfInvitation invitation) join(invitation);
        else if (link instanceof Link.OfShare share) open(share);
        else addTyped();
    }

    private void addTyped() {
        address().ifPresent(address -> {
            Backend added;
            try {
                added = connections.add(address);
            } catch (IllegalArgumentException e) {
                trial.set(fails(e));
                return;
            }
            shown(added);
        });
    }

    private void join(Link.OfInvitation invitation) {
        if (joining != null) return;
        Address where;
        try {
            where = Address.of(name.get(), invitation.url(), "not yet");
            connections.requireFree(where);
        } catch (IllegalArgumentException e) {
            trial.set(fails(e));
            return;
        }
        trial.set(new Trial(Trial.State.trying, "Joining " + where.url()));
        CompletableFuture<String> asked = invitations.redeem(where.url(), invitation.code());
        joining = asked;
        asked.whenComplete((secret, failure) -> {
            joining = null;
            if (failure != null) trial.set(new Trial(Trial.State.fails, "You didn't join. " + Failure.words(failure)));
            // The invitation is used up: what it gave is kept, whatever was typed since.
            else shown(connections.join(new Address(where.name(), where.url(), secret)));
        });
    }

    private void open(Link.OfShare share) {
        ShareLinks links = new ShareLinks(connections, navigation);
        if (!links.knows(share)) {
            trial.set(
                    new Trial(
                            Trial.State.fails,
                            "This link leads to a session at " + share.url()
                                    + ", which isn't among your backends. Ask for an invitation there, and put it in here first."));
            return;
        }
        forget();
        links.open(share);
        done.run();
    }

    private void shown(Backend added) {
        forget();
        choose(added);
    }

    private void forget() {
        name.set("");
        url.set("");
        token.set("");
        forgetTrial();
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

    private static Entered entered(String text) {
        Link link = Link.parse(text).orElse(null);
        if (link instanceof Link.OfInvitation) return Entered.invitation;
        return link instanceof Link.OfShare ? Entered.share : Entered.address;
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
