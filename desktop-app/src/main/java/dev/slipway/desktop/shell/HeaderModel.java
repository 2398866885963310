package dev.slipway.desktop.shell;

import dev.slipway.client.BoardView;
import dev.slipway.client.Plain;
import dev.slipway.client.SessionView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.session.Companion;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionState;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;

/// What stands over the thread: the title, where it works, what it is doing. Closed with its session.
final class HeaderModel implements AutoCloseable {
    private final OpenSession session;
    private final Connection connection;
    private final Navigation navigation;
    private final ReadOnlyStringWrapper title = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper place = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper state = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<List<Companion>> company = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper typing = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper archived = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ChangeListener<Object> again = (property, before, now) -> show();

    HeaderModel(OpenSession session, Navigation navigation) {
        this.session = session;
        this.connection = session.connection();
        this.navigation = navigation;
        connection.board().addListener(again);
        session.view().addListener(again);
        session.people().addListener(again);
        connection.status().addListener(again);
        show();
    }

    ReadOnlyStringProperty title() {
        return title.getReadOnlyProperty();
    }

    /// Repository and model, as one line.
    ReadOnlyStringProperty place() {
        return place.getReadOnlyProperty();
    }

    /// The one word for what it is doing; `ready` and the like as people say it.
    ReadOnlyStringProperty state() {
        return state.getReadOnlyProperty();
    }

    /// Who else is here, those who type first.
    ReadOnlyObjectProperty<List<Companion>> company() {
        return company.getReadOnlyProperty();
    }

    /// Who else types, as one line; empty for nobody.
    ReadOnlyStringProperty typing() {
        return typing.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty archived() {
        return archived.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty working() {
        return working.getReadOnlyProperty();
    }

    void rename(String to) {
        String wanted = Plain.line(to).strip();
        if (wanted.isEmpty() || wanted.equals(title.get())) return;
        send(new ClientMessage.RenameSession(RequestId.fresh(), session.id(), wanted));
    }

    void archive() {
        send(new ClientMessage.ArchiveSession(RequestId.fresh(), session.id()));
        navigation.tell(Toast.undoable("Archived", this::restore, null));
    }

    void restore() {
        send(new ClientMessage.RestoreSession(RequestId.fresh(), session.id()));
    }

    @Override
    public void close() {
        connection.board().removeListener(again);
        session.view().removeListener(again);
        session.people().removeListener(again);
        connection.status().removeListener(again);
    }

    private void send(ClientMessage.Command command) {
        connection.send(command).whenComplete((answer, failure) -> {
            if (failure != null) navigation.tell(Toast.problem(Failure.words(failure)));
        });
    }

    private List<Companion> beside() {
        // Who was here before is no news while nobody can know.
        if (!connection.status().get().isOnline()) return List.of();
        ServerMessage.Welcome welcome = connection.welcome().get();
        return Companion.beside(
                welcome == null ? null : welcome.person(), session.people().get());
    }

    private static String typing(List<Companion> all) {
        List<String> names =
                all.stream().filter(Companion::typing).map(Companion::name).toList();
        return switch (names.size()) {
            case 0 -> "";
            case 1 -> names.getFirst() + " is typing…";
            case 2 -> names.getFirst() + " and " + names.getLast() + " are typing…";
            default -> names.size() + " people are typing…";
        };
    }

    private void show() {
        company.set(beside());
        typing.set(typing(company.get()));
        BoardView board = connection.board().get();
        SessionView view = session.view().get();
        SessionListed row = board.sessions().get(session.id());
        String named = row == null ? view.title() : row.title();
        title.set(named.isEmpty() ? "New session" : Plain.line(named));
        place.set(row == null ? "" : row.repository() + " · " + row.model());
        boolean isArchived = row == null ? view.archived() : row.archived();
        archived.set(isArchived);
        SessionState now = session.known().get() ? view.state() : row == null ? SessionState.ready : row.state();
        working.set(now == SessionState.working || now == SessionState.starting);
        String word = now == SessionState.waiting ? "waiting for you" : now.name();
        state.set(isArchived ? "archived" : session.imported().get() ? "imported" : word);
    }
}
