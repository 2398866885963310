package dev.slipway.desktop.prompt;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardView;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.SessionId;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// Which model the next prompt of a session goes to. Closed with its session.
public final class ModelChoice implements AutoCloseable {
    private final Connection connection;
    private final SessionId session;
    private final ObjectProperty<@Nullable String> model = new SimpleObjectProperty<>();
    private final ObjectProperty<@Nullable Effort> effort = new SimpleObjectProperty<>();
    private final ReadOnlyStringWrapper standard = new ReadOnlyStringWrapper("");
    private final List<String> offered = new ArrayList<>();
    private final ChangeListener<BoardView> listed = (property, before, now) -> show(now);

    ModelChoice(Connection connection, SessionId session) {
        this.connection = connection;
        this.session = session;
        connection.board().addListener(listed);
        show(connection.board().get());
        ask();
    }

    /// For the next prompt only; null for the session's own.
    public ObjectProperty<@Nullable String> model() {
        return model;
    }

    /// For the next prompt only; null for the model's own.
    public ObjectProperty<@Nullable Effort> effort() {
        return effort;
    }

    /// The session's own model; empty while that isn't known.
    public ReadOnlyStringProperty standard() {
        return standard.getReadOnlyProperty();
    }

    /// As the backend offers them; empty until it has answered.
    public List<String> offered() {
        return List.copyOf(offered);
    }

    /// Asks the backend again what it offers, if it hasn't answered yet.
    public void ask() {
        if (!offered.isEmpty()) return;
        connection
                .ask(ApiClient::models)
                .thenAccept(answer -> answer.choices().forEach(choice -> offered.add(choice.id())));
    }

    void clear() {
        model.set(null);
        effort.set(null);
    }

    @Override
    public void close() {
        connection.board().removeListener(listed);
    }

    private void show(BoardView board) {
        SessionListed row = board.sessions().get(session);
        standard.set(row == null ? "" : row.model());
    }
}
