package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.client.FakeBackend.Visit;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the client does about the connection itself: alive, silent, refused.
class ConnectionTest {
    private static final Timing IMPATIENT = new Timing(
            Duration.ofMillis(40),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMillis(2),
            Duration.ofMillis(10));

    private final FakeBackend backend = new FakeBackend();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ConnectionListener listener = (state, reason) -> told.add(state + " " + reason);

    @AfterEach
    void close() throws IOException {
        backend.close();
    }

    @Test
    void heartbeatsKeepItAlive() throws Exception {
        Timing lively = new Timing(
                Duration.ofMillis(40),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ofMillis(2),
                Duration.ofMillis(10));
        try (SlipwayClient client = backend.client(lively, listener)) {
            Visit visit = backend.visit();
            for (int i = 0; i < 10; i++) {
                visit.hear(ClientMessage.Heartbeat.class);
                visit.say(new ServerMessage.HeartbeatAnswered());
            }
            assertThat(told).containsExactly("connecting ", "online ");
        }
    }

    @Test
    void aBackendThatFallsSilentIsLeftForANewConnection() throws Exception {
        Reader reader = new Reader();
        try (SlipwayClient client = backend.client(IMPATIENT, listener)) {
            client.follow(RandomSession.ID, null, reader);
            Visit silent = backend.visit();
            Visit next = backend.visit();
            next.hear(ClientMessage.Subscribe.class);
            assertThat(told).contains("offline The backend doesn't answer");
            await().until(silent::isEnded);
        }
    }

    @Test
    void whatAnOldConnectionStillSaysIsNotHeard() throws Exception {
        Reader reader = new Reader();
        try (SlipwayClient client = backend.client(IMPATIENT, listener)) {
            client.follow(RandomSession.ID, null, reader);
            Visit old = backend.visit();
            Visit next = backend.visit();
            old.say(new ServerMessage.Subscribed(RandomSession.ID, "old", 0, 1));
            next.hear(ClientMessage.Subscribe.class);
            next.say(new ServerMessage.Subscribed(RandomSession.ID, "new", 0, 1));
            next.say(new ServerMessage.Logged(RandomSession.ID, "new", 1, 1, new SessionEvent.Unknown()));
            reader.awaitSeq("the new log", 1);
            assertThat(reader.events().getFirst().epoch()).isEqualTo("new");
        } catch (IOException e) {
            // The old one was closed before it said its word, which is as well.
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"unauthenticated", "unsupported_protocol"})
    void aRefusedHelloIsFinalAndToldToAll(ErrorCode code) throws Exception {
        backend.refuse(new ServerMessage.Rejected(null, null, code, "Do something about it."));
        Reader reader = new Reader();
        try (SlipwayClient client = backend.client(FakeBackend.QUICK, listener)) {
            client.follow(RandomSession.ID, null, reader);
            CompletableFuture<ServerMessage> before = client.send(stop());
            await().until(() -> told.contains("refused Do something about it."));
            CompletableFuture<ServerMessage> after = client.send(stop());
            for (CompletableFuture<ServerMessage> one : List.of(before, after))
                assertThatThrownBy(() -> one.get(60, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(
                                RejectedException.class,
                                e -> assertThat(e.code()).isEqualTo(code));
            assertThat(reader.failures()).containsExactly(code);
            Reader late = new Reader();
            client.follow(RandomSession.ID, null, late);
            await().until(() -> late.failures().equals(List.of(code)));
            await().during(Duration.ofMillis(300)).until(() -> backend.hellos() == 1);
            assertThat(told).containsExactly("connecting ", "refused Do something about it.");
        }
    }

    @Test
    void aHelloThatIsRefusedForNowIsTriedAgain() throws Exception {
        backend.refuse(new ServerMessage.Rejected(null, null, ErrorCode.internal, "Come back later."));
        try (SlipwayClient client = backend.client(FakeBackend.QUICK, listener)) {
            await().until(() -> backend.hellos() >= 3);
            backend.refuse(null);
            backend.visit();
            await().until(() -> told.getLast().equals("online "));
            assertThat(told).contains("offline Come back later.").doesNotContain("refused Come back later.");
        }
    }

    @Test
    void whereSomethingWasThrownAwayUnreadItBeginsAnew() throws Exception {
        try (SlipwayClient client = backend.client(FakeBackend.QUICK, listener)) {
            client.send(stop());
            Visit visit = backend.visit();
            visit.hear(ClientMessage.StopTurn.class);
            visit.say(new ServerMessage.Rejected(null, null, ErrorCode.too_much, "Too many messages at once."));
            backend.visit().hear(ClientMessage.StopTurn.class);
        }
    }

    @Test
    void whereNobodyListensItTriesAgainAndSaysSo() {
        URI nobody = URI.create("ws://127.0.0.1:1/v1/socket");
        try (SlipwayClient client = SlipwayClient.open(nobody, FakeBackend.HELLO, FakeBackend.QUICK, listener)) {
            await().until(() ->
                    told.stream().filter(t -> t.startsWith("offline")).count() >= 3);
            assertThat(told).contains("offline The backend doesn't answer at 127.0.0.1:1");
        }
    }

    @Test
    void whereTheConnectionEndsBeforeItBeganItTriesAgain() throws Exception {
        Timing soon = new Timing(
                Duration.ofHours(1),
                Duration.ofHours(1),
                Duration.ofMillis(20),
                Duration.ZERO,
                Duration.ofSeconds(20),
                Duration.ofMillis(2),
                Duration.ofMillis(10));
        try (ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SlipwayClient client = SlipwayClient.open(
                        URI.create("ws://127.0.0.1:" + rude.getLocalPort() + "/v1/socket"),
                        FakeBackend.HELLO,
                        soon,
                        listener)) {
            rude.setSoTimeout(30_000);
            for (int i = 0; i < 4; i++)
                try (Socket met = rude.accept()) {
                    met.setSoLinger(i % 2 == 0, 0);
                }
            assertThat(told).contains("offline The backend doesn't answer");
        }
    }

    @Test
    void triesToConnectLeaveNothingBehind() {
        URI nobody = URI.create("ws://127.0.0.1:1/v1/socket");
        int before = Thread.activeCount();
        try (SlipwayClient client = SlipwayClient.open(nobody, FakeBackend.HELLO, FakeBackend.QUICK, listener)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            told.stream().filter(t -> t.startsWith("offline")).count() >= 60);
            await("threads of connections that never were end")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Thread.activeCount() < before + 20);
        }
    }

    @Test
    void aClosedClientEndsItsConnectionAndMakesNoOther() throws Exception {
        SlipwayClient client = backend.client(FakeBackend.QUICK, listener);
        Visit visit = backend.visit();
        client.close();
        await().until(visit::isEnded);
        await().during(Duration.ofMillis(200)).until(() -> backend.hellos() == 1);
    }

    private static ClientMessage.StopTurn stop() {
        return new ClientMessage.StopTurn(RequestId.fresh(), RandomSession.ID);
    }
}
