package dev.slipway.backend.ws;

import dev.slipway.backend.House;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/// A connection that speaks the protocol and nothing more: no resuming, no repeating. What comes is gathered.
final class Wire implements AutoCloseable {
    private final RawSocket socket;
    private final List<ServerMessage> heard = new CopyOnWriteArrayList<>();
    private volatile RawSocket.@Nullable Frame closed;
    private volatile boolean ended;

    /// Connected, and nothing said.
    Wire(House house) throws IOException {
        this(house.url());
    }

    private Wire(String url) throws IOException {
        socket = new RawSocket(url);
        Thread.ofVirtual().start(this::listen);
    }

    static Wire greeted(House house) throws IOException {
        return greeted(house.url());
    }

    static Wire greeted(String url) throws IOException {
        Wire wire = new Wire(url);
        wire.say(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1"));
        wire.await(ServerMessage.Welcome.class);
        return wire;
    }

    RawSocket socket() {
        return socket;
    }

    void say(ClientMessage message) {
        say(Json.text(message));
    }

    void say(String text) {
        try {
            socket.send(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ServerMessage> heard() {
        return heard;
    }

    <M extends ServerMessage> List<M> heard(Class<M> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <M extends ServerMessage> M await(Class<M> kind) {
        return await(kind, m -> true);
    }

    <M extends ServerMessage> M await(Class<M> kind, Predicate<M> which) {
        return Awaitility.await(kind.getSimpleName())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> heard(kind).stream().filter(which).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// The code that the connection was closed with; 0 where it ended without one.
    int awaitEnd() {
        Awaitility.await("the connection's end")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ended);
        RawSocket.Frame frame = closed;
        return frame == null ? 0 : frame.closeCode();
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void listen() {
        try {
            for (RawSocket.Frame frame = socket.read(); frame != null; frame = socket.read()) {
                if (frame.opcode() == RawSocket.TEXT) heard.add(Json.read(frame.text(), ServerMessage.class));
                if (frame.opcode() == RawSocket.CLOSE) {
                    closed = frame;
                    socket.frame(RawSocket.CLOSE, true, frame.payload());
                }
            }
        } catch (IOException e) {
            // Gone, which is an end as well.
        } finally {
            ended = true;
        }
    }
}
