package dev.slipway.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Many clients that only listen, all of them read by one thread, so that they take little from the server they share
/// the processors with.
final class Crowd implements AutoCloseable {
    private final List<RawSocket> sockets = new ArrayList<>();
    private final Selector selector;
    private final Thread reader;
    private @Nullable Heartbeat heartbeat;
    private volatile Listener listener = (who, payload, at) -> {};

    /// Takes what a client was told. On the reading thread.
    interface Listener {
        /// @param payload valid during the call
        /// @param at when the bytes were there, in nanoseconds
        void frame(int who, ByteBuffer payload, long at);
    }

    private Crowd(Selector selector) {
        this.selector = selector;
        this.reader = Thread.ofPlatform().daemon().name("crowd").unstarted(this::read);
    }

    /// @param hello what each of them says at first
    static Crowd open(int port, String path, int clients, List<String> hello, Listener listener) throws IOException {
        return open(port, path, clients, who -> hello, listener);
    }

    /// @param hello what each says at first, by its number
    static Crowd open(int port, String path, int clients, IntFunction<List<String>> hello, Listener listener)
            throws IOException {
        Crowd crowd = new Crowd(Selector.open());
        crowd.listener = listener;
        for (int who = 0; who < clients; who++) {
            RawSocket socket = RawSocket.open(port, path);
            crowd.sockets.add(socket);
            for (String text : hello.apply(who)) socket.send(text);
            socket.channel().configureBlocking(false);
            socket.channel().register(crowd.selector, SelectionKey.OP_READ, new Member(who));
        }
        crowd.reader.start();
        crowd.heartbeat = Heartbeat.of(crowd.sockets);
        return crowd;
    }

    /// From the next frame on.
    void hears(Listener next) {
        listener = next;
    }

    @Override
    public void close() throws IOException {
        if (heartbeat != null) heartbeat.close();
        for (RawSocket socket : sockets) socket.close();
        selector.close();
    }

    private record Member(int who, FrameReader frames) {
        Member(int who) {
            this(who, new FrameReader());
        }
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(key -> {
                    try {
                        readOne(key, (Member) key.attachment());
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            // Closed.
        }
    }

    private void readOne(SelectionKey key, Member member) throws IOException {
        int size = ((java.nio.channels.SocketChannel) key.channel())
                .read(member.frames().room());
        long at = System.nanoTime();
        if (size < 0) key.cancel();
        for (ByteBuffer payload = member.frames().next();
                payload != null;
                payload = member.frames().next()) listener.frame(member.who(), payload, at);
    }
}
