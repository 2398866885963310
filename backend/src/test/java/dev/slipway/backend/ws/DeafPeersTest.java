package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Connections that are open at one end only: the peer is gone without a word, or it is there and reads nothing. Each
/// is
/// dropped in bounded time, and what it held is free again.
class DeafPeersTest {
    private static final int PEERS = 8;
    private static final int TURNS = 6;
    /// Each turn is told twice, as it grows and as a whole: more than the system's buffers hold, and less than what
    /// would end a subscription.
    private static final List<String> WORDS = Collections.nCopies(5, "x".repeat(100_000));

    private static final Duration SILENCE = Duration.ofMillis(Connection.SILENCE_MS + 1);
    private static final int PINGS = 200_000;

    @TempDir
    Path root;

    private House house;
    private SessionId session;
    private Edge edge;
    private final List<RawSocket> deaf = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, new Talker(WORDS, word -> {}));
        session = house.preparedSession();
        edge = new Edge(house, 100);
        try (Wire first = Wire.greeted(edge.url())) {
            first.say(new ClientMessage.Subscribe(session, null, 0L, null));
            first.await(ServerMessage.CaughtUp.class);
        }
    }

    @AfterEach
    void close() throws IOException {
        for (RawSocket each : deaf) each.close();
        edge.close();
        house.close();
    }

    @Test
    void whoIsGoneWithoutAWordIsDroppedAndNothingOfItIsLeft() throws IOException {
        Footing before = Footing.own();
        for (int i = 0; i < PEERS; i++) following();
        flood();
        for (int i = 0; i < PEERS; i++) {
            RawSocket asking = greeted();
            for (int n = 0; n < 20; n++) asking.send(Json.text(new ClientMessage.ReadBefore(session, 10_000, TURNS)));
        }
        Awaitility.await().until(() -> edge.greeted() == 2 * PEERS);
        assertThat(house.sessions().log(session).hasSubscribers()).isTrue();
        // Some may still be heard, as long as what they asked first is being answered.
        Awaitility.await("they are dropped").atMost(Duration.ofSeconds(60)).until(() -> {
            edge.passes(SILENCE);
            return edge.greeted() == 0;
        });
        assertThat(house.sessions().log(session).hasSubscribers()).isFalse();
        for (RawSocket each : deaf) each.close();
        before.awaitRegained("after " + 2 * PEERS + " peers that were gone");
    }

    @Test
    void whoGoesOnTalkingAndReadsNothingIsDroppedAsWell() throws IOException {
        try (Wire watcher = watcher()) {
            RawSocket talking = following();
            flood();
            passes(watcher);
            assertHears(talking, watcher);
            passes(watcher);
            assertHears(talking, watcher);
            passes(watcher);
            Awaitility.await("it is dropped").atMost(Duration.ofSeconds(60)).until(() -> edge.greeted() == 1);
            assertThat(watcher.ended()).isFalse();
        }
    }

    @Test
    void whoPingsWithoutReadingIsNotAnsweredWithoutBound() throws IOException {
        try (Wire watcher = watcher()) {
            RawSocket pinging = following();
            Footing before = Footing.own();
            byte[] payload = new byte[125];
            for (int i = 0; i < PINGS; i++) pinging.frame(RawSocket.PING, true, payload);
            assertHears(pinging, watcher);
            before.awaitRegained(PINGS + " pings are not kept");
        }
    }

    @Test
    void textsThatGrowPileUpForNobodyWhoSubscribesWithoutReading() throws IOException, InterruptedException {
        String large = "x".repeat(1 << 20);
        Talker endless = new Talker(Collections.nCopies(3, large), word -> {
            if (word == 2) Thread.currentThread().join();
        });
        try (House talking = House.open(root.resolve("talking"), endless);
                Edge at = new Edge(talking, 100)) {
            SessionId growing = talking.preparedSession();
            talking.prompt(growing, "Talk");
            Awaitility.await()
                    .until(() -> talking.sessions().log(growing).drafts().stream()
                            .anyMatch(draft -> draft.text().length() == 2 << 20));
            Footing before = Footing.own();
            RawSocket greedy = new RawSocket(at.url());
            deaf.add(greedy);
            greedy.send(Json.text(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1")));
            for (int i = 0; i < 200; i++) {
                greedy.send(Json.text(new ClientMessage.Subscribe(growing, null, 0L, null)));
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> talking.sessions().log(growing).hasSubscribers());
                greedy.send(Json.text(new ClientMessage.Unsubscribe(growing)));
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> !talking.sessions().log(growing).hasSubscribers());
            }
            Footing after = Footing.own();
            assertThat(after.heapBytes() - before.heapBytes())
                    .as("2 MB are not kept 200 times")
                    .isLessThan(3 * Outbox.LIVE_BOUND);
        }
    }

    /// A third of the longest silence, and a little more.
    private void passes(Wire watcher) {
        edge.passes(SILENCE.dividedBy(3).plusSeconds(1));
        int answers = watcher.heard(ServerMessage.HeartbeatAnswered.class).size();
        watcher.say(new ClientMessage.Heartbeat());
        watcher.await(
                ServerMessage.HeartbeatAnswered.class,
                a -> watcher.heard(ServerMessage.HeartbeatAnswered.class).size() > answers);
    }

    /// That a peer is still listened to is seen by what others are told of it.
    private void assertHears(RawSocket peer, Wire watcher) throws IOException {
        Awaitility.await("it is not said to type").until(() -> !typing(watcher));
        peer.send(Json.text(new ClientMessage.Typing(session, null, null)));
        Awaitility.await("it is heard").atMost(Duration.ofSeconds(60)).until(() -> typing(watcher));
    }

    private static boolean typing(Wire watcher) {
        List<ServerMessage.Presence> told = watcher.heard(ServerMessage.Presence.class);
        return !told.isEmpty() && told.getLast().people().stream().anyMatch(dev.slipway.protocol.Present::typing);
    }

    private Wire watcher() throws IOException {
        Wire watcher = Wire.greeted(edge.url());
        watcher.say(new ClientMessage.Subscribe(session, null, 0L, null));
        watcher.await(ServerMessage.CaughtUp.class);
        return watcher;
    }

    private RawSocket greeted() throws IOException {
        RawSocket socket = new RawSocket(edge.url());
        deaf.add(socket);
        socket.send(Json.text(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1")));
        return socket;
    }

    private RawSocket following() throws IOException {
        RawSocket socket = greeted();
        socket.send(Json.text(new ClientMessage.Subscribe(session, null, 0L, null)));
        for (RawSocket.Frame frame = socket.read(); frame != null; frame = socket.read())
            if (Json.read(frame.text(), ServerMessage.class) instanceof ServerMessage.CaughtUp) return socket;
        throw new AssertionError("the connection ended");
    }

    private void flood() {
        for (int i = 0; i < TURNS; i++) house.prompt(session, "Flood");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            BoardEvent.SessionListed now = house.sessions().board().sessions().getFirst();
            return now.queued() == 0 && now.state() == SessionState.done;
        });
    }
}
