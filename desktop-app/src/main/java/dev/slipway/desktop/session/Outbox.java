package dev.slipway.desktop.session;

import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// What a person did that must not be lost, on its way to one backend: prompts, and what can't be done again by hand.
/// Each is written down before it is sent and until it is answered, and sent again under the same request id by the
/// next start: it arrives once, whatever happens to the app in between.
public final class Outbox {
    private final Connection connection;
    private final Drafts drafts;
    private final ObservableList<SubmitPrompt> unanswered = FXCollections.observableArrayList();
    private final ObservableList<SubmitPrompt> readable = FXCollections.unmodifiableObservableList(unanswered);

    public Outbox(Connection connection, Drafts drafts) {
        this.connection = connection;
        this.drafts = drafts;
        for (Drafts.Unsent left : drafts.unsent(connection.address().name())) again(left);
    }

    /// The prompts, in the order they were sent, over all sessions.
    public ObservableList<SubmitPrompt> unanswered() {
        return readable;
    }

    /// Those of one session.
    public List<SubmitPrompt> unanswered(SessionId session) {
        return unanswered.stream().filter(p -> p.sessionId().equals(session)).toList();
    }

    /// @return fails where the backend won't have it; it is forgotten here then
    public CompletableFuture<ServerMessage> submit(ClientMessage.Command command) {
        drafts.sending(new Drafts.Unsent(
                connection.address().name(), command.requestId().value(), Json.text(command)));
        return send(command);
    }

    private void again(Drafts.Unsent left) {
        try {
            if (Json.read(left.command(), ClientMessage.class) instanceof ClientMessage.Command command) send(command);
        } catch (BadJson e) {
            drafts.answered(left.requestId());
        }
    }

    private CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        if (command instanceof SubmitPrompt prompt) unanswered.add(prompt);
        return connection.send(command).whenComplete((answer, failure) -> {
            if (command instanceof SubmitPrompt prompt) unanswered.remove(prompt);
            // A connection that is closed before the answer came says nothing about it: it stays written down.
            if (failure == null || Failure.refusal(failure).isPresent())
                drafts.answered(command.requestId().value());
        });
    }
}
