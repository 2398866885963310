package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Thousands who connect and never say who they are: they keep nobody out, all are sent away, and nothing of them is
/// left. That it takes five seconds without a test's hand on the clock is in [FirstWordsTest].
class SilentCrowdTest {
    private static final int POLICY = 1008;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final Duration FIVE_SECONDS = Duration.ofMillis(Connection.HELLO_WITHIN_MS + 1);

    @TempDir
    Path root;

    private House house;
    private SessionId session;
    private final List<RawSocket> silent = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        session = house.preparedSession();
    }

    @AfterEach
    void close() throws IOException {
        for (RawSocket each : silent) each.close();
        house.close();
    }

    @Test
    void twoThousandAreSentAwayWhileOthersComeInAndNothingIsLeft() throws IOException {
        sentAway(2_000);
    }

    /// Both ends of as many connections as there may be are in this process, and each takes a file.
    @Test
    @Tag("long")
    void fiveThousandAreSentAwayTenTimesAndNothingIsLeft() throws IOException {
        for (int i = 0; i < 10; i++) sentAway(4_990);
    }

    private void sentAway(int many) throws IOException {
        try (Edge edge = new Edge(house, 5_000)) {
            worksAt(edge, 1);
            Footing before = Footing.own();
            for (int i = 0; i < many; i++) silent.add(new RawSocket(edge.url()));
            assertThat(silent).allMatch(RawSocket::upgraded);
            worksAt(edge, 2);
            edge.passes(FIVE_SECONDS);
            for (int i = 0; i < many; i++)
                assertThat(codeAtTheEnd(silent.get(i))).isEqualTo(POLICY);
            worksAt(edge, 3);
            for (RawSocket each : silent) each.close();
            silent.clear();
            before.awaitRegained("after " + many + " who said nothing");
        }
    }

    @Test
    void whoSaysWhoTheyAreGetInThoughSilentOnesTakeAllRoom() throws IOException {
        int room = 50;
        try (Edge edge = new Edge(house, room);
                Wire first = Wire.greeted(edge.url())) {
            for (int i = 0; i < 4 * room; i++) silent.add(new RawSocket(edge.url()));
            List<Wire> polite = new ArrayList<>();
            for (int i = 1; i < room; i++) {
                polite.add(Wire.greeted(edge.url()));
                silent.add(new RawSocket(edge.url()));
            }
            assertThat(codeAtTheEnd(silent.getFirst())).isEqualTo(TRY_AGAIN_LATER);
            Awaitility.await().until(() -> edge.greeted() == room);
            try (RawSocket oneMore = new RawSocket(edge.url())) {
                assertThat(codeAtTheEnd(oneMore))
                        .as("there is room for no more")
                        .isEqualTo(TRY_AGAIN_LATER);
            }
            first.say(new ClientMessage.Heartbeat());
            first.await(ServerMessage.HeartbeatAnswered.class);
            assertThat(polite).noneMatch(Wire::ended);
            for (Wire each : polite) each.close();
        }
    }

    /// Somebody comes in, and their prompt becomes a turn.
    private void worksAt(Edge edge, int turns) throws IOException {
        try (Wire polite = Wire.greeted(edge.url())) {
            polite.say(new ClientMessage.Subscribe(session, null, null, 1));
            polite.await(ServerMessage.CaughtUp.class);
            int before = polite.heard(ServerMessage.Logged.class).size();
            house.prompt(session, "Hello, " + turns);
            polite.await(
                    ServerMessage.Logged.class,
                    logged -> polite.heard(ServerMessage.Logged.class).indexOf(logged) >= before
                            && logged.event() instanceof TurnFinished);
        }
    }

    /// It answers the other side's goodbye, as a browser does for a page that never said a word.
    private static int codeAtTheEnd(RawSocket socket) throws IOException {
        for (RawSocket.Frame frame = socket.read(); frame != null; frame = socket.read()) {
            if (frame.opcode() != RawSocket.CLOSE) continue;
            socket.frame(RawSocket.CLOSE, true, frame.payload());
            return frame.closeCode();
        }
        throw new AssertionError("the connection ended without a word");
    }
}
