package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.desktop.Relay;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client and a real backend, with a network between them that breaks in every way that it can.
class BrokenNetworkTest {
    private static final Timing IMPATIENT = new Timing(
            Duration.ofMillis(50),
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            Duration.ZERO,
            Duration.ofSeconds(20),
            Duration.ofMillis(2),
            Duration.ofMillis(20));

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private House house;
    private Relay relay;
    private SessionId session;
    private SlipwayClient client;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder, Talker.saying("Done."));
        session = house.preparedSession();
        relay = new Relay(house.url());
        client = SlipwayClient.open(
                URI.create(relay.url().replaceFirst("http", "ws") + "/v1/socket"),
                new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1"),
                IMPATIENT,
                (state, reason) -> told.add(state.toString()));
        await("online");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        relay.close();
        house.close();
    }

    @Test
    void whatIsSaidIntoASilentNetworkArrivesOnceWhenItWorksAgain() throws Exception {
        relay.swallow();
        CompletableFuture<ServerMessage> answer = prompt("Into the dark");
        await("offline");
        assertThat(arrived("Into the dark")).isZero();
        relay.work();
        answer.get(60, TimeUnit.SECONDS);
        assertThat(arrived("Into the dark")).isEqualTo(1);
    }

    @Test
    void whatArrivedAndWhoseAnswerWasLostIsNotDoneTwice() throws Exception {
        relay.swallowAnswers();
        CompletableFuture<ServerMessage> answer = prompt("Heard, but not answered");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> arrived("Heard, but not answered") == 1);
        await("offline");
        assertThat(answer).isNotDone();
        relay.work();
        answer.get(60, TimeUnit.SECONDS);
        assertThat(arrived("Heard, but not answered")).isEqualTo(1);
    }

    @Test
    void whatIsSaidWhileABackendIsReplacedArrivesOnceAtTheNext() throws Exception {
        relay.refuse();
        house.close();
        await("offline");
        CompletableFuture<ServerMessage> answer = prompt("Between two backends");
        house = House.open(folder, Talker.saying("Done."));
        relay.leadsTo(house.url());
        relay.work();
        answer.get(60, TimeUnit.SECONDS);
        assertThat(arrived("Between two backends")).isEqualTo(1);
    }

    private CompletableFuture<ServerMessage> prompt(String text) {
        return client.send(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, null));
    }

    private long arrived(String text) {
        return house.sessions().log(session).read(0, 10_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(event -> event instanceof SessionEvent.PromptQueued queued
                        && queued.text().equals(text))
                .count();
    }

    private void await(String state) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> told.contains(state));
    }
}
