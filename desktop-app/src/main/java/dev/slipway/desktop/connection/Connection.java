package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardView;
import dev.slipway.client.SessionListener;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import org.jspecify.annotations.Nullable;

/// One backend as the app sees it. FX thread only: properties change there, futures complete there, listeners are
/// called there. Nothing blocks. While offline, what was asked waits and is sent when the backend is back.
public interface Connection extends AutoCloseable {
    Address address();

    ReadOnlyObjectProperty<Status> status();

    /// Empty until the backend answered for the first time.
    ReadOnlyObjectProperty<@Nullable Welcome> welcome();

    ReadOnlyObjectProperty<BoardView> board();

    /// While it isn't online: until when what is shown is known to have been so, in milliseconds since 1970; 0 where
    /// nobody knows.
    default ReadOnlyLongProperty offlineSince() {
        return new ReadOnlyLongWrapper().getReadOnlyProperty();
    }

    /// Whether the board has been told whole once; before, an empty one means nothing.
    ReadOnlyBooleanProperty boardKnown();

    /// Who is in which session now, of those that the person may see; sessions where nobody is are left out. Empty
    /// while
    /// offline.
    ReadOnlyObjectProperty<Map<SessionId, List<Present>>> gatherings();

    /// What is sent to a backend that refuses the app waits, as while offline.
    ///
    /// @return the event that answers it; fails with [dev.slipway.client.RejectedException], whose message is for
    /// people
    CompletableFuture<ServerMessage> send(ClientMessage.Command command);

    /// Says that the person types; nothing while offline.
    void typing(ClientMessage.Typing typing);

    /// Follows a session until the pin is released. A session is followed once at a time.
    ///
    /// @param tail how many turns back to begin
    Pin follow(SessionId session, int tail, SessionListener to);

    /// As [dev.slipway.client.SlipwayClient#readBefore].
    CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns);

    /// As [dev.slipway.client.SlipwayClient#readOutput].
    CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset);

    /// Asks by plain HTTP; asked again where the backend went away before it answered.
    ///
    /// @return fails as [ApiClient] does
    <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> question);

    /// The backend is there now, as after a restart, or may be asked again where it refused the app. What is followed
    /// is told anew from there, after a `reset`, and
    /// what
    /// is unanswered is sent and asked there again; what was read meanwhile fails.
    void moveTo(Address address);

    @Override
    void close();
}
