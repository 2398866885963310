package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Rejected;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may connect, and what has to be said first.
class FirstWordsTest {
    private static final int POLICY = 1008;

    @TempDir
    Path root;

    private House house;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void whoSaysNothingIsSentAwayAfterFiveSeconds() throws IOException {
        try (Wire silent = new Wire(house);
                Wire polite = Wire.greeted(house)) {
            assertThat(silent.awaitEnd()).isEqualTo(POLICY);
            assertThat(polite.ended()).isFalse();
        }
    }

    @ParameterizedTest(name = "protocol {0}, token {1}")
    @CsvSource({"1,wrong,unauthenticated", "1,'',unauthenticated", "99,right,unsupported_protocol"})
    void whoSaysTheWrongHelloIsToldWhyBeforeTheEnd(int protocol, String token, ErrorCode code) throws IOException {
        try (Wire wire = new Wire(house)) {
            wire.say(new ClientMessage.Hello(protocol, token.equals("right") ? House.TOKEN : token, "test", "1"));
            assertThat(wire.await(Rejected.class).code()).isEqualTo(code);
            assertThat(wire.awaitEnd()).isEqualTo(POLICY);
            assertThat(wire.heard()).hasSize(1);
        }
    }

    @Test
    void whoAsksBeforeTheHelloIsToldSoAndNothingIsDone() throws IOException {
        try (Wire wire = new Wire(house)) {
            wire.say(new ClientMessage.Watch(null, null));
            assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.unauthenticated);
            assertThat(wire.awaitEnd()).isEqualTo(POLICY);
            assertThat(wire.heard(ServerMessage.CaughtUp.class)).isEmpty();
        }
    }

    @Test
    void aSecondHelloIsRefusedAndTheConnectionStays() throws IOException {
        try (Wire wire = Wire.greeted(house)) {
            wire.say(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1"));
            assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.invalid_message);
            wire.say(new ClientMessage.Heartbeat());
            wire.await(ServerMessage.HeartbeatAnswered.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "null", "http://127.0.0.1.evil.example", "http://localhost@evil"})
    void aPageFromElsewhereMayNotConnect(String origin) throws IOException {
        try (RawSocket socket = new RawSocket(house.url(), "Origin: " + origin)) {
            assertThat(socket.upgraded()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1234", "http://localhost:7420"})
    void aPageFromThisMachineMayConnect(String origin) throws IOException {
        try (RawSocket socket = new RawSocket(house.url(), "Origin: " + origin)) {
            assertThat(socket.upgraded()).isTrue();
        }
    }

    @Test
    void aClientThatOffersHttp2IsAnsweredByPlainHttp() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(house.url() + "/v1/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void onlyAnUpgradeToAWebSocketIsOne() throws IOException {
        URI uri = URI.create(house.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET /v1/socket HTTP/1.1\r\nHost: x\r\nUpgrade: h2c\r\nConnection: Upgrade, close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4");
        }
    }
}
