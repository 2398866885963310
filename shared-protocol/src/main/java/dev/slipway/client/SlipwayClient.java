package dev.slipway.client;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A connection to a backend that keeps itself: it connects again by itself, resumes what it follows after the
/// last seq it has, and sends unanswered commands again under their old request ids. If the backend refuses the
/// hello (a wrong token, another protocol) it gives up: what is unanswered fails, and so does what is asked
/// later. Thread-safe; nothing blocks; all callbacks and completions come on its one thread, save that what is
/// asked of a closed client fails on the caller's. Closed by who opened it.
public final class SlipwayClient implements AutoCloseable {
    private final Timing timing;
    private final ClientThread thread = new ClientThread();
    private final Conversation conversation;
    private final AtomicBoolean watching = new AtomicBoolean();

    private SlipwayClient(URI uri, ClientMessage.Hello hello, Timing timing, ConnectionListener listener) {
        this.timing = timing;
        conversation = new Conversation(talker -> new Line(uri, hello, timing, listener, talker, thread));
    }

    /// Begins to connect, and goes on until it is closed or refused.
    ///
    /// @param client what kind of client this is, for the backend's log and for presence: `terminal`, `desktop`
    public static SlipwayClient open(
            LocalBackend backend, String client, String clientVersion, ConnectionListener listener) {
        return open(backend.url(), backend.token(), client, clientVersion, listener);
    }

    /// The same for a backend that may be elsewhere.
    ///
    /// @param url `http://HOST:PORT` or `https://HOST:PORT`, no path
    public static SlipwayClient open(
            String url, String token, String client, String clientVersion, ConnectionListener listener) {
        URI uri = URI.create(url.replaceFirst("^http", "ws") + "/v1/socket");
        ClientMessage.Hello hello = new ClientMessage.Hello(ClientMessage.PROTOCOL, token, client, clientVersion);
        return open(uri, hello, Timing.USUAL, listener);
    }

    static SlipwayClient open(URI uri, ClientMessage.Hello hello, Timing timing, ConnectionListener listener) {
        SlipwayClient opened = new SlipwayClient(uri, hello, timing, listener);
        opened.thread.later(opened.conversation.line()::open);
        return opened;
    }

    /// Sends a command; it is sent again after a reconnect until it is answered.
    ///
    /// @return the event that answers it (`Logged` or `Board`); fails with [RejectedException]
    public CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        return asked(answer -> conversation.command(command, answer));
    }

    /// The events of the `turns` turns before `seq`, oldest first; none where the log begins at `seq`. A client
    /// that follows a tail shows what came before it this way: ask with the first seq that it has. If the page's
    /// epoch isn't the one that is followed, the log was replaced meanwhile and the page is of no use.
    ///
    /// @param seq 1 or more
    /// @param turns 1 to 1000
    /// @return fails with [RejectedException], or with [TimeoutException] where no answer comes within 30 s,
    /// reconnects included
    public CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns) {
        return reading(session, new ClientMessage.ReadBefore(session, seq, turns))
                .thenApply(ServerMessage.Page.class::cast);
    }

    /// A part of a tool call's whole output, about 256 kB; what came so far, while the tool still runs. Go on at
    /// `nextOffset` until there is none.
    ///
    /// @param offset in bytes
    /// @return empty text at and after the end, and for a block that has no output; fails as [#readBefore] does
    public CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset) {
        return reading(session, new ClientMessage.ReadOutput(session, block, offset))
                .thenApply(ServerMessage.Output.class::cast);
    }

    /// Follows a session until [#unfollow], over reconnects. Who follows it already is told nothing more.
    ///
    /// @param tail how many turns back to begin; null for all
    public void follow(SessionId session, @Nullable Integer tail, SessionListener to) {
        thread.later(() -> conversation.follow(new Following(session, tail, to)));
    }

    public void unfollow(SessionId session) {
        thread.later(() -> conversation.unfollow(session));
    }

    /// Follows the board until the client is closed, over reconnects.
    ///
    /// @throws IllegalStateException the second time
    public void watch(BoardListener to) {
        if (watching.getAndSet(true)) throw new IllegalStateException("the board is watched already");
        thread.later(() -> conversation.watch(new BoardFollowing(to)));
    }

    /// Says that somebody types; nothing where the backend isn't there now.
    public void typing(ClientMessage.Typing typing) {
        thread.later(() -> conversation.passing(typing));
    }

    /// Ends the connection. Commands that are unanswered fail; whether they were carried out is not known.
    @Override
    public void close() {
        thread.later(() -> conversation.close(closed()));
        thread.close();
    }

    private CompletableFuture<ServerMessage> reading(SessionId session, ClientMessage question) {
        return asked(answer -> {
            Future<?> patience = thread.after(
                    timing.patience(),
                    () -> answer.completeExceptionally(new TimeoutException("The backend doesn't answer")));
            answer.whenComplete((done, failed) -> patience.cancel(false));
            conversation.read(session, question, answer);
        });
    }

    private CompletableFuture<ServerMessage> asked(Consumer<CompletableFuture<ServerMessage>> asking) {
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        if (!thread.later(() -> asking.accept(answer))) answer.completeExceptionally(closed());
        return answer;
    }

    private static IllegalStateException closed() {
        return new IllegalStateException("the connection was closed");
    }
}
