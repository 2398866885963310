package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.WsSession;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What waits for a peer that reads as slowly as the test says.
class OutboxTest {
    private final AtomicLong now = new AtomicLong(1);
    private final Peer peer = new Peer();
    private final Outbox outbox = new Outbox(peer, () -> {}, now::get);

    @AfterEach
    void close() {
        outbox.close();
        peer.reads(1_000);
    }

    @Test
    void whoReadsNothingIsNoticedAndWhoReadsSlowlyIsNot() {
        Duration most = Duration.ofSeconds(90);
        now.addAndGet(Duration.ofHours(1).toNanos());
        assertThat(outbox.isStuck(most.toNanos())).as("nothing waits").isFalse();
        outbox.send("one");
        outbox.send("two");
        Awaitility.await().until(() -> peer.offered == 1);
        now.addAndGet(Duration.ofSeconds(80).toNanos());
        assertThat(outbox.isStuck(most.toNanos())).isFalse();
        peer.reads(1);
        Awaitility.await().until(() -> peer.offered == 2);
        now.addAndGet(Duration.ofSeconds(80).toNanos());
        assertThat(outbox.isStuck(most.toNanos())).as("one was read meanwhile").isFalse();
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertThat(outbox.isStuck(most.toNanos())).isTrue();
        peer.reads(1);
        Awaitility.await().until(() -> !outbox.isStuck(most.toNanos()));
        assertThat(peer.read).containsExactly("one", "two");
    }

    @Test
    void onlyTheNewestPingIsAnsweredToWhoReadsNothing() {
        outbox.send("first");
        Awaitility.await().until(() -> peer.offered == 1);
        for (int i = 0; i < 1_000; i++) outbox.pong(bytes("ping " + i));
        outbox.send("last");
        peer.reads(3);
        Awaitility.await().until(() -> peer.read.size() == 3);
        assertThat(peer.read).containsExactly("first", "pong: ping 999", "last");
        outbox.pong(bytes("again"));
        peer.reads(1);
        Awaitility.await().until(() -> peer.read.contains("pong: again"));
    }

    private static BufferData bytes(String text) {
        return BufferData.create(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Takes one frame for each permit.
    private static final class Peer implements WsSession {
        private final Semaphore permits = new Semaphore(0);
        private final List<String> read = new CopyOnWriteArrayList<>();
        private volatile int offered;

        void reads(int frames) {
            permits.release(frames);
        }

        private WsSession take(String text) {
            offered++;
            permits.acquireUninterruptibly();
            read.add(text);
            return this;
        }

        @Override
        public WsSession send(String text, boolean last) {
            return take(text);
        }

        @Override
        public WsSession send(BufferData bytes, boolean last) {
            throw new AssertionError("only texts are sent");
        }

        @Override
        public WsSession ping(BufferData bytes) {
            throw new AssertionError("nobody is pinged");
        }

        @Override
        public WsSession pong(BufferData bytes) {
            return take("pong: " + bytes.readString(bytes.available()));
        }

        @Override
        public WsSession close(int code, String reason) {
            return take("close " + code);
        }

        @Override
        public WsSession terminate() {
            return this;
        }

        @Override
        public Optional<String> subProtocol() {
            return Optional.empty();
        }

        @Override
        public SocketContext socketContext() {
            throw new AssertionError("nobody asks");
        }
    }
}
