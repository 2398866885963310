package dev.slipway.backend.crash;

import dev.slipway.backend.ws.RawSocket;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// One who follows a session through a bare socket, goes away at seeded moments, with a word or without, and comes back
/// after the last event that it has. While no backend is there it tries again and again.
final class Onlooker {
    private static final String DELTA = "{\"type\":\"delta\"";
    private static final int LONGEST_VISIT = 60;
    private static final long AGAIN_NS = 30_000_000;

    private final LocalBackend backend;
    private final SessionId session;
    private final Random random;
    private final Thread thread;
    private @Nullable String epoch;
    private volatile SessionView view = SessionView.EMPTY;
    private volatile @Nullable String trouble;
    private volatile boolean stays;
    private volatile boolean leaves;
    private volatile @Nullable RawSocket open;

    Onlooker(LocalBackend backend, SessionId session, long seed) {
        this.backend = backend;
        this.session = session;
        this.random = new Random(seed);
        this.thread = Thread.ofVirtual().name("onlooker").start(this::come);
    }

    SessionId session() {
        return session;
    }

    /// The fold of what it was told.
    SessionView view() {
        return view;
    }

    /// What it was told that is wrong, or null.
    @Nullable
    String trouble() {
        return trouble;
    }

    /// Goes away no more by itself.
    void stay() {
        stays = true;
    }

    /// Goes away for good. Returns when it has.
    void leave() throws IOException, InterruptedException {
        leaves = true;
        RawSocket socket = open;
        if (socket != null) socket.close();
        thread.join();
    }

    private void come() {
        while (!leaves && trouble == null) {
            try (RawSocket socket = new RawSocket(backend.url())) {
                open = socket;
                if (socket.upgraded() && !leaves) visit(socket);
            } catch (IOException e) {
                LockSupport.parkNanos(AGAIN_NS);
            } catch (RuntimeException | AssertionError e) {
                trouble = e.toString();
            }
        }
    }

    private void visit(RawSocket socket) throws IOException {
        socket.send(Json.text(new ClientMessage.Hello(ClientMessage.PROTOCOL, backend.token(), "onlooker", "1")));
        Long after = epoch == null ? null : (Long) view.seq();
        socket.send(Json.text(new ClientMessage.Subscribe(session, epoch, after, null)));
        int patience = random.nextInt(LONGEST_VISIT);
        while (stays || patience > 0) {
            RawSocket.Frame frame = socket.read();
            if (frame == null || frame.opcode() == RawSocket.CLOSE) throw new IOException("it went away");
            if (frame.opcode() != RawSocket.TEXT || frame.text().startsWith(DELTA)) continue;
            hear(Json.read(frame.text(), ServerMessage.class));
            patience--;
        }
        if (random.nextBoolean()) socket.vanish();
    }

    private void hear(ServerMessage message) throws IOException {
        switch (message) {
            case ServerMessage.Subscribed subscribed -> epoch = subscribed.epoch();
            case Logged logged -> {
                if (logged.seq() != view.seq() + 1)
                    throw new AssertionError("seq " + logged.seq() + " after " + view.seq());
                view = view.apply(logged);
            }
            case ServerMessage.Reset _ -> throw new AssertionError("a killed backend's log is another one");
            case ServerMessage.Lagging _ -> throw new IOException("it was too slow");
            case ServerMessage.Rejected refused -> throw new AssertionError(refused.message());
            default -> {}
        }
    }
}
