package dev.slipway.client;

import dev.slipway.client.ConnectionListener.State;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The connection as such: opens a socket, says hello, keeps it alive, and opens the next one when it is lost.
/// What else is said on it is the talker's. Client's thread only.
final class Line {
    private static final Duration TO_NEXT_FLUSH = Duration.ofMillis(50);

    private final URI uri;
    private final ClientMessage.Hello hello;
    private final Timing timing;
    private final ConnectionListener listener;
    private final Talker talker;
    private final ClientThread thread;
    private final Backoff backoff;
    private final Queue<String> outgoing = new ArrayDeque<>();
    private final Silence silence;
    private Pace pace = new Pace(System::nanoTime);
    private @Nullable Socket socket;
    private Duration patience;
    private boolean open;
    private boolean online;
    private boolean ended;
    private boolean flushing;
    private long greetedAt;

    interface Talker {
        /// A new connection is open, and nothing was said on it yet.
        void greeted();

        void heard(ServerMessage message);

        /// What was said and not answered may not have arrived.
        void lost();

        /// The backend won't talk to this client; no connection follows.
        void refused(RejectedException reason);
    }

    Line(
            URI uri,
            ClientMessage.Hello hello,
            Timing timing,
            ConnectionListener listener,
            Talker talker,
            ClientThread thread) {
        this.uri = uri;
        this.hello = hello;
        this.timing = timing;
        this.listener = listener;
        this.talker = talker;
        this.thread = thread;
        silence = new Silence(timing.silence(), System::nanoTime, System::currentTimeMillis);
        patience = timing.handshake();
        backoff = new Backoff(RandomGenerator.getDefault(), timing.firstWait(), timing.longestWait());
    }

    void open() {
        thread.every(timing.heartbeat(), this::beat);
        connect();
    }

    boolean isOnline() {
        return online;
    }

    void say(ClientMessage message) {
        outgoing.add(Json.text(message));
        flush();
    }

    /// Gives this connection up for a new one.
    void restart(String reason) {
        Socket left = socket;
        if (left == null) return;
        left.close();
        lost(left, reason);
    }

    void close() {
        ended = true;
        online = false;
        Socket left = socket;
        socket = null;
        if (left != null) left.close();
    }

    private void connect() {
        if (ended) return;
        outgoing.clear();
        pace = new Pace(System::nanoTime);
        silence.heard();
        open = false;
        Socket[] own = new Socket[1];
        own[0] = Socket.open(uri, new Socket.Events() {
            @Override
            public void open() {
                thread.later(() -> {
                    if (socket == own[0]) opened();
                });
            }

            @Override
            public void text(String text) {
                thread.later(() -> {
                    if (socket == own[0]) take(text);
                });
            }

            @Override
            public void closed(String reason) {
                thread.later(() -> lost(own[0], reason));
            }
        });
        socket = own[0];
        thread.after(patience, () -> lookFor(own[0]));
        listener.connection(State.connecting, "");
    }

    private void opened() {
        open = true;
        patience = timing.handshake();
        say(hello);
    }

    private void lookFor(Socket tried) {
        if (socket != tried || open) return;
        Duration twice = patience.multipliedBy(2);
        patience = twice.compareTo(timing.silence()) < 0 ? twice : timing.silence();
        restart("The backend doesn't answer");
    }

    private void lost(@Nullable Socket gone, String reason) {
        if (ended || gone == null || socket != gone) return;
        socket = null;
        if (online && System.nanoTime() - greetedAt > timing.settled().toNanos()) backoff.reset();
        online = false;
        outgoing.clear();
        thread.after(backoff.next(), this::connect);
        talker.lost();
        listener.connection(State.offline, reason);
    }

    private void beat() {
        if (socket == null) return;
        if (silence.isTooLong()) restart("The backend doesn't answer");
        else if (online) say(new ClientMessage.Heartbeat());
    }

    private void flush() {
        Socket now = socket;
        if (now == null || flushing) return;
        while (!outgoing.isEmpty() && pace.take()) now.send(outgoing.remove());
        if (outgoing.isEmpty()) return;
        flushing = true;
        thread.after(TO_NEXT_FLUSH, () -> {
            flushing = false;
            flush();
        });
    }

    private void take(String text) {
        silence.heard();
        ServerMessage message;
        try {
            message = Json.read(text, ServerMessage.class);
        } catch (BadJson e) {
            // Whoever misses it notices the gap.
            return;
        }
        if (online) talker.heard(message);
        else if (message instanceof ServerMessage.Welcome welcome) greet(welcome);
        else if (message instanceof ServerMessage.Rejected no) refuse(no);
    }

    private void greet(ServerMessage.Welcome welcome) {
        online = true;
        greetedAt = System.nanoTime();
        talker.greeted();
        listener.connection(State.online, "");
        listener.welcome(welcome);
    }

    /// To try again with the same hello would bring the same answer.
    private void refuse(ServerMessage.Rejected no) {
        if (no.code() != ErrorCode.unauthenticated && no.code() != ErrorCode.unsupported_protocol) {
            restart(no.message());
            return;
        }
        close();
        talker.refused(new RejectedException(no.code(), no.message()));
        listener.connection(State.refused, no.message());
    }
}
