package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One who doesn't read, and one who went away, cost the others nothing.
class SlowReaderTest {
    private static final int TURNS = 60;
    private static final int WORD = 100_000;
    /// More than the sockets' buffers and the bound on what waits can hold.
    private static final List<String> FLOOD = Collections.nCopies(5, "x".repeat(WORD));

    @TempDir
    Path root;

    @Test
    void whoDoesNotReadIsToldSoAndNobodyWaitsForIt() throws IOException {
        AtomicReference<Wire> reader = new AtomicReference<>();
        AtomicLong said = new AtomicLong();
        Talker talker = new Talker(FLOOD, word -> awaitHeard(reader.get(), said.getAndAdd(WORD) - 20 * WORD));
        try (House house = House.open(root, talker);
                RawSocket slow = greeted(house);
                Wire quick = Wire.greeted(house)) {
            reader.set(quick);
            SessionId session = house.session();
            slow.send(Json.text(new ClientMessage.Subscribe(session, null, 0L, null)));
            readUntil(slow, ServerMessage.CaughtUp.class);
            quick.say(new ClientMessage.Subscribe(session, null, 0L, null));
            flood(house, session);
            long head = house.sessions().log(session).head();
            quick.await(ServerMessage.Logged.class, l -> l.seq() == head);
            assertThat(quick.heard(ServerMessage.Lagging.class)).isEmpty();
            ServerMessage.Lagging lagging = readUntil(slow, ServerMessage.Lagging.class);
            assertThat(lagging.sessionId()).isEqualTo(session);
            slow.send(Json.text(new ClientMessage.Subscribe(session, null, lagging.lastSeq(), null)));
            ServerMessage.Logged next = readUntil(slow, ServerMessage.Logged.class);
            assertThat(next.seq()).isEqualTo(lagging.lastSeq() + 1);
        }
    }

    @Test
    void whoVanishedIsNoticedThoughItSaidNothing() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.session();
            RawSocket gone = greeted(house);
            gone.send(Json.text(new ClientMessage.Subscribe(session, null, 0L, null)));
            readUntil(gone, ServerMessage.CaughtUp.class);
            assertThat(house.sessions().log(session).hasSubscribers()).isTrue();
            gone.vanish();
            Awaitility.await("its subscription is given up")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !house.sessions().log(session).hasSubscribers());
        }
    }

    @Test
    void whoAsksWithoutReadingIsNotAnsweredWithoutBound() throws IOException {
        try (House house = House.open(root, new Talker(FLOOD, word -> {}))) {
            SessionId session = house.session();
            flood(house, session);
            try (RawSocket greedy = greeted(house);
                    Wire other = Wire.greeted(house)) {
                // 30 MB each: all of them together are more than the memory that tests have.
                for (int i = 0; i < 100; i++)
                    greedy.send(Json.text(new ClientMessage.ReadBefore(session, 10_000, TURNS)));
                other.say(new ClientMessage.Heartbeat());
                other.await(ServerMessage.HeartbeatAnswered.class);
                assertThat(readUntil(greedy, ServerMessage.Page.class).events()).isNotEmpty();
            }
        }
    }

    private static void flood(House house, SessionId session) {
        for (int i = 0; i < TURNS; i++) house.prompt(session, "Flood");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            BoardEvent.SessionListed now = house.sessions().board().sessions().getFirst();
            return now.queued() == 0 && now.state() == SessionState.done;
        });
    }

    /// The flood comes as fast as one who reads takes it.
    private static void awaitHeard(Wire reader, long characters) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> reader.heard(ServerMessage.Delta.class).stream()
                                .mapToLong(d -> d.text().length())
                                .sum()
                        >= characters);
    }

    private static RawSocket greeted(House house) throws IOException {
        RawSocket socket = new RawSocket(house.url());
        socket.send(Json.text(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1")));
        return socket;
    }

    private static <M extends ServerMessage> M readUntil(RawSocket socket, Class<M> kind) throws IOException {
        while (true) {
            RawSocket.Frame frame = socket.read();
            if (frame == null) throw new AssertionError("the connection ended before " + kind.getSimpleName());
            ServerMessage message = Json.read(frame.text(), ServerMessage.class);
            if (kind.isInstance(message)) return kind.cast(message);
        }
    }
}
