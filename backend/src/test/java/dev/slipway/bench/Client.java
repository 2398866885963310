package dev.slipway.bench;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// A client that says when each message was there; it decodes them when it is asked, and not while they come. One
/// thread asks.
final class Client implements AutoCloseable {
    static final String PATH = "/v1/socket";
    private static final long PATIENCE_S = 120;

    private final RawSocket socket;
    private final LinkedBlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final Thread reader;
    private final Heartbeat heartbeat;

    private record Frame(byte[] payload, long at) {}

    /// @param at when its bytes were there, in nanoseconds
    record Heard(ServerMessage message, long at) {
        SessionEvent event() {
            return ((Logged) message).event();
        }
    }

    private Client(RawSocket socket) {
        this.socket = socket;
        this.heartbeat = Heartbeat.of(List.of(socket));
        this.reader = Thread.ofPlatform().daemon().name("client").start(this::read);
    }

    /// Welcomed when it returns.
    static Client open(int port, String token) throws IOException, InterruptedException {
        Client client = new Client(RawSocket.open(port, PATH));
        client.say(hello(token));
        client.await("welcome", heard -> heard.message() instanceof ServerMessage.Welcome);
        return client;
    }

    static ClientMessage hello(String token) {
        return new ClientMessage.Hello(ClientMessage.PROTOCOL, token, "bench", "1");
    }

    static ClientMessage subscribe(SessionId session) {
        return new ClientMessage.Subscribe(session, null, null, null);
    }

    void say(ClientMessage message) throws IOException {
        socket.send(Json.text(message));
    }

    /// Says it and waits for its answer.
    Heard ask(ClientMessage.Command command) throws IOException, InterruptedException {
        say(command);
        return await("an answer", heard -> command.requestId().equals(requestOf(heard.message())));
    }

    RepositoryName add(Path repository) throws IOException, InterruptedException {
        Heard answer = ask(new RepositoryCommand.AddRepository(RequestId.fresh(), repository.toString(), null));
        BoardEvent event = ((ServerMessage.Board) answer.message()).event();
        return ((BoardEvent.RepositoryAdded) event).repository().name();
    }

    Heard create(RepositoryName repository) throws IOException, InterruptedException {
        return ask(new ClientMessage.CreateSession(RequestId.fresh(), repository, null, null));
    }

    void delete(SessionId session) throws IOException, InterruptedException {
        ask(new ClientMessage.DeleteSession(RequestId.fresh(), session));
    }

    void prompt(SessionId session, String text) throws IOException {
        say(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, null));
    }

    Heard awaitEvent(Class<? extends SessionEvent> kind) throws InterruptedException {
        return await(
                kind.getSimpleName(),
                heard -> heard.message() instanceof Logged logged && kind.isInstance(logged.event()));
    }

    /// The next message of this kind; what comes before it is dropped.
    ///
    /// @throws IllegalStateException where something is refused instead, or nothing comes
    Heard await(String what, Predicate<Heard> wanted) throws InterruptedException {
        while (true) {
            Frame frame = frames.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (frame == null) throw new IllegalStateException(what + " didn't come");
            Heard heard = heard(frame);
            // Of a session that was deleted on purpose its followers are told so.
            if (heard.message() instanceof ServerMessage.Rejected refused
                    && (refused.requestId() != null || refused.code() != ErrorCode.not_found))
                throw new IllegalStateException(refused.message());
            if (wanted.test(heard)) return heard;
        }
    }

    /// All that came before the server closed the connection. Blocks until it has.
    List<Heard> rest() throws InterruptedException {
        reader.join();
        List<Frame> left = new ArrayList<>();
        frames.drainTo(left);
        return left.stream().map(Client::heard).toList();
    }

    @Override
    public void close() throws IOException {
        heartbeat.close();
        socket.close();
    }

    private static Heard heard(Frame frame) {
        return new Heard(Json.read(frame.payload(), ServerMessage.class), frame.at());
    }

    private void read() {
        try {
            while (true) {
                ByteBuffer payload = socket.read();
                long at = System.nanoTime();
                byte[] own = new byte[payload.remaining()];
                payload.get(own);
                frames.add(new Frame(own, at));
            }
        } catch (IOException e) {
            // Closed, by either side.
        }
    }

    private static RequestId requestOf(ServerMessage message) {
        return switch (message) {
            case Logged logged -> logged.event().requestId();
            case ServerMessage.Board board -> board.event().requestId();
            default -> null;
        };
    }
}
