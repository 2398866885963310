package dev.slipway.client;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A backend that greets, and says for the rest what the test tells it to. Thread-safe.
final class FakeBackend implements AutoCloseable {
    static final ClientMessage.Hello HELLO = new ClientMessage.Hello(ClientMessage.PROTOCOL, "token", "test", "1");
    static final ServerMessage.Welcome WELCOME = new ServerMessage.Welcome(
            ClientMessage.PROTOCOL, new Person("Ada", "ada@example.org"), "fake", "rehearsal", true);
    static final Timing QUICK = new Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    private final AtomicInteger hellos = new AtomicInteger();
    private final FakeSocketServer server = new FakeSocketServer(this::serve);
    private volatile @Nullable ServerMessage refusal;

    /// From now on hello is answered so.
    void refuse(ServerMessage.@Nullable Rejected with) {
        refusal = with;
    }

    int hellos() {
        return hellos.get();
    }

    SlipwayClient client() {
        return client(QUICK, ConnectionListener.NONE);
    }

    SlipwayClient client(Timing timing, ConnectionListener listener) {
        return SlipwayClient.open(server.uri(), HELLO, timing, listener);
    }

    /// The next connection that was greeted.
    Visit visit() throws InterruptedException {
        Visit visit = visits.poll(60, TimeUnit.SECONDS);
        if (visit == null) throw new AssertionError("nobody connected within 10 s");
        return visit;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve(FakeSocketServer.Peer peer) throws IOException {
        ClientMessage hello = Json.read(String.valueOf(peer.receive()), ClientMessage.class);
        if (!hello.equals(HELLO)) throw new IllegalStateException("the first message is " + hello);
        hellos.incrementAndGet();
        ServerMessage no = refusal;
        if (no != null) {
            peer.send(Json.text(no));
            peer.close(1008, "refused");
            return;
        }
        peer.send(Json.text(WELCOME));
        Visit visit = new Visit(peer);
        visits.add(visit);
        for (String text = peer.receive(); text != null; text = peer.receive())
            visit.heard.add(Json.read(text, ClientMessage.class));
        visit.ended = true;
    }

    /// One connection, from hello to its end.
    static final class Visit {
        private final FakeSocketServer.Peer peer;
        private final BlockingQueue<ClientMessage> heard = new LinkedBlockingQueue<>();
        private volatile boolean ended;

        private Visit(FakeSocketServer.Peer peer) {
            this.peer = peer;
        }

        void say(ServerMessage... messages) throws IOException {
            for (ServerMessage message : messages) peer.send(Json.text(message));
        }

        void sayText(String text) throws IOException {
            peer.send(text);
        }

        /// What the client says next.
        ClientMessage hear() throws InterruptedException {
            ClientMessage message = heard.poll(60, TimeUnit.SECONDS);
            if (message == null) throw new AssertionError("nothing was said within 10 s");
            return message;
        }

        <T extends ClientMessage> T hear(Class<T> type) throws InterruptedException {
            ClientMessage message = hear();
            if (!type.isInstance(message)) throw new AssertionError("not a " + type.getSimpleName() + ": " + message);
            return type.cast(message);
        }

        /// What was said and not heard yet.
        BlockingQueue<ClientMessage> unheard() {
            return heard;
        }

        boolean isEnded() {
            return ended;
        }

        void drop() {
            peer.drop();
        }
    }
}
