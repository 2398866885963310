package dev.slipway.client;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A connection to a backend that keeps itself: it connects again by itself, resumes what it follows after the
/// last seq it has, and sends unanswered commands again under their old request ids. Thread-safe; nothing
/// blocks; all callbacks and completions come on its one thread. Closed by who opened it.
public final class SlipwayClient implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);
    private static final Duration SILENCE = Duration.ofSeconds(40);

    private final URI uri;
    private final ClientMessage.Hello hello;
    private final ConnectionListener listener;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("slipway-client").factory());
    // From here on: connection's thread only.
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final Map<RequestId, Unanswered> unanswered = new LinkedHashMap<>();
    private final Map<SessionId, Following> following = new LinkedHashMap<>();
    private @Nullable BoardFollowing board;
    private @Nullable Socket socket;
    private boolean online;
    private boolean closed;
    private long heardAt = System.nanoTime();

    private record Unanswered(ClientMessage.Command command, CompletableFuture<ServerMessage> answer) {}

    private SlipwayClient(URI uri, ClientMessage.Hello hello, ConnectionListener listener) {
        this.uri = uri;
        this.hello = hello;
        this.listener = listener;
    }

    /// Begins to connect, and goes on until it is closed.
    ///
    /// @param client what kind of client this is, for the backend's log and for presence: `terminal`, `desktop`
    public static SlipwayClient open(
            LocalBackend backend, String client, String clientVersion, ConnectionListener listener) {
        URI uri = URI.create(backend.url().replaceFirst("^http", "ws") + "/v1/socket");
        ClientMessage.Hello hello =
                new ClientMessage.Hello(ClientMessage.PROTOCOL, backend.token(), client, clientVersion);
        SlipwayClient opened = new SlipwayClient(uri, hello, listener);
        opened.later(opened::connect);
        opened.thread.scheduleAtFixedRate(
                opened::beat, HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        return opened;
    }

    /// Sends a command; it is sent again after a reconnect until it is answered.
    ///
    /// @return the event that answers it (`Logged` or `Board`); fails with [RejectedException]
    public CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        later(() -> {
            unanswered.put(command.requestId(), new Unanswered(command, answer));
            if (online) say(command);
        });
        return answer;
    }

    /// Follows a session until [#unfollow], over reconnects.
    ///
    /// @param tail how many turns back to begin; null for all
    public void follow(SessionId session, @Nullable Integer tail, SessionListener to) {
        later(() -> {
            Following following = new Following(session, tail, to);
            this.following.put(session, following);
            if (online) say(following.subscribe());
        });
    }

    public void unfollow(SessionId session) {
        later(() -> {
            if (following.remove(session) != null && online) say(new ClientMessage.Unsubscribe(session));
        });
    }

    /// Follows the board until the client is closed, over reconnects.
    public void watch(BoardListener to) {
        later(() -> {
            board = new BoardFollowing(to);
            if (online) say(board.watch());
        });
    }

    /// Ends the connection. Commands that are unanswered fail; whether they were carried out is not known.
    @Override
    public void close() {
        later(() -> {
            closed = true;
            Socket open = socket;
            if (open != null) open.close();
            unanswered
                    .values()
                    .forEach(u ->
                            u.answer().completeExceptionally(new IllegalStateException("the connection was closed")));
            thread.shutdown();
        });
    }

    private void connect() {
        if (closed) return;
        listener.connection(ConnectionListener.State.connecting, "");
        Socket[] own = new Socket[1];
        own[0] = Socket.open(uri, new Socket.Events() {
            @Override
            public void open() {
                later(() -> say(hello));
            }

            @Override
            public void text(String text) {
                later(() -> take(text));
            }

            @Override
            public void closed(String reason) {
                later(() -> lost(own[0], reason));
            }
        });
        socket = own[0];
        heardAt = System.nanoTime();
    }

    private void lost(Socket gone, String reason) {
        if (closed || socket != gone) return;
        socket = null;
        online = false;
        listener.connection(ConnectionListener.State.offline, reason);
        thread.schedule(this::connect, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beat() {
        Socket open = socket;
        if (open == null) return;
        if (System.nanoTime() - heardAt > SILENCE.toNanos()) {
            open.close();
            lost(open, "The backend doesn't answer");
        } else if (online) say(new ClientMessage.Heartbeat());
    }

    private void say(ClientMessage message) {
        Socket open = socket;
        if (open != null) open.send(Json.text(message));
    }

    private void take(String text) {
        heardAt = System.nanoTime();
        ServerMessage message;
        try {
            message = Json.read(text, ServerMessage.class);
        } catch (BadJson e) {
            return;
        }
        switch (message) {
            case ServerMessage.Welcome m -> greet(m);
            case ServerMessage.Rejected m -> reject(m);
            case ServerMessage.Logged m -> logged(m);
            case ServerMessage.Board m -> board(m);
            case ServerMessage.Subscribed m -> with(m.sessionId(), f -> f.subscribed(m.epoch(), m.after()));
            case ServerMessage.Delta m -> with(m.sessionId(), f -> f.take(m, this::say));
            case ServerMessage.Draft m -> with(m.sessionId(), f -> f.take(m));
            case ServerMessage.CaughtUp m -> caughtUp(m);
            case ServerMessage.Reset m -> reset(m.sessionId());
            case ServerMessage.Lagging m -> again(m.sessionId());
            case ServerMessage.Page m -> {}
            case ServerMessage.Output m -> {}
            case ServerMessage.HeartbeatAnswered m -> {}
            case ServerMessage.Unknown m -> {}
        }
    }

    private void greet(ServerMessage.Welcome welcome) {
        online = true;
        backoff.reset();
        listener.connection(ConnectionListener.State.online, "");
        listener.welcome(welcome);
        BoardFollowing watched = board;
        if (watched != null) say(watched.watch());
        following.values().forEach(f -> say(f.subscribe()));
        unanswered.values().forEach(u -> say(u.command()));
    }

    private void reject(ServerMessage.Rejected rejected) {
        Unanswered refused = rejected.requestId() == null ? null : unanswered.remove(rejected.requestId());
        SessionId session = rejected.sessionId();
        if (refused != null)
            refused.answer().completeExceptionally(new RejectedException(rejected.code(), rejected.message()));
        else if (session != null && endsFollowing(rejected.code())) {
            Following ended = following.remove(session);
            if (ended != null) ended.listener().failed(rejected.code(), rejected.message());
        } else if (!online) listener.connection(ConnectionListener.State.offline, rejected.message());
    }

    /// Refused readings of a draft are no reason to stop following.
    private static boolean endsFollowing(ErrorCode code) {
        return code != ErrorCode.too_much && code != ErrorCode.conflict;
    }

    private void logged(ServerMessage.Logged logged) {
        answer(logged.event().requestId(), logged);
        Following follower = following.get(logged.sessionId());
        if (follower != null && !follower.take(logged)) say(follower.subscribe());
    }

    private void board(ServerMessage.Board event) {
        answer(event.event().requestId(), event);
        BoardFollowing watched = board;
        if (watched != null && !watched.take(event)) say(watched.watch());
    }

    private void answer(@Nullable RequestId request, ServerMessage event) {
        Unanswered answered = request == null ? null : unanswered.remove(request);
        if (answered != null) answered.answer().complete(event);
    }

    private void caughtUp(ServerMessage.CaughtUp message) {
        BoardFollowing watched = board;
        if (message.sessionId() != null)
            with(message.sessionId(), f -> f.listener().caughtUp(message.head()));
        else if (watched != null) watched.caughtUp(message.epoch(), message.head());
    }

    private void reset(@Nullable SessionId session) {
        BoardFollowing watched = board;
        if (session != null)
            with(session, f -> {
                f.reset();
                say(f.subscribe());
            });
        else if (watched != null) {
            watched.reset();
            say(watched.watch());
        }
    }

    private void again(@Nullable SessionId session) {
        BoardFollowing watched = board;
        if (session != null) with(session, f -> say(f.subscribe()));
        else if (watched != null) say(watched.watch());
    }

    private void with(SessionId session, java.util.function.Consumer<Following> action) {
        Following follower = following.get(session);
        if (follower != null) action.accept(follower);
    }

    private void later(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            // Closed: nobody waits for it.
        }
    }
}
