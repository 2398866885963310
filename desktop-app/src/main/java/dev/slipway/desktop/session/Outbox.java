package dev.slipway.desktop.session;

import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.concurrent.CompletableFuture;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Prompts on their way to one backend. Each is written down before it is sent and until it is answered, and sent
/// again under the same request id by the next start: it arrives once, whatever happens to the app in between.
public final class Outbox {
    private final Connection connection;
    private final Drafts drafts;
    private final ObservableList<SubmitPrompt> unanswered = FXCollections.observableArrayList();
    private final ObservableList<SubmitPrompt> offered = FXCollections.unmodifiableObservableList(unanswered);

    public Outbox(Connection connection, Drafts drafts) {
        this.connection = connection;
        this.drafts = drafts;
        for (Drafts.Unsent left : drafts.unsent(connection.address().name())) again(left);
    }

    /// In the order they were sent, over all sessions.
    public ObservableList<SubmitPrompt> unanswered() {
        return offered;
    }

    /// @return fails where the backend won't have it; it is forgotten here then
    public CompletableFuture<ServerMessage> submit(SubmitPrompt prompt) {
        drafts.sending(new Drafts.Unsent(
                connection.address().name(), prompt.requestId().value(), Json.text(prompt)));
        return send(prompt);
    }

    private void again(Drafts.Unsent left) {
        try {
            if (Json.read(left.command(), ClientMessage.class) instanceof SubmitPrompt prompt) send(prompt);
        } catch (BadJson e) {
            drafts.answered(left.requestId());
        }
    }

    private CompletableFuture<ServerMessage> send(SubmitPrompt prompt) {
        unanswered.add(prompt);
        return connection.send(prompt).whenComplete((answer, failure) -> {
            unanswered.remove(prompt);
            // A connection that is closed before the answer came says nothing about the prompt: it stays written down.
            if (failure == null || Failure.refusal(failure).isPresent())
                drafts.answered(prompt.requestId().value());
        });
    }
}
