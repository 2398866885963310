package dev.slipway.backend.ws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Rejected;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a client sends, it is told what was wrong, and connection and session stay as they were.
class BadMessagesTest {
    @TempDir
    Path root;

    private House house;
    private Wire wire;
    private SessionId session;
    private long head;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        session = house.session();
        wire = Wire.greeted(house);
        head = house.sessions().log(session).head();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        house.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no JSON | invalid_message",
                "{ | invalid_message",
                "null | invalid_message",
                "[] | invalid_message",
                "{} | invalid_message",
                "{\"type\":\"fly\"} | unknown_message",
                "{\"type\":\"Watch\"} | unknown_message",
                "{\"type\":\"logged\",\"seq\":1} | unknown_message",
                "{\"type\":\"watch\"} trailing | invalid_message",
                "{\"type\":\"subscribe\"} | invalid_message",
                "{\"type\":\"subscribe\",\"sessionId\":\"../../etc\"} | invalid_message",
                "{\"type\":\"subscribe\",\"sessionId\":\"nosuchsession\"} | not_found",
                "{\"type\":\"subscribe\",\"sessionId\":\"nosuchsession\",\"after\":-1} | invalid_message",
                "{\"type\":\"read_draft\",\"sessionId\":\"nosuchsession\",\"blockId\":\"block1\"} | not_found",
                "{\"type\":\"hello\",\"protocol\":\"x\"} | invalid_message"
            })
    void isToldWhatIsWrong(String message, ErrorCode code) {
        wire.say(message.strip());
        assertThat(wire.await(Rejected.class).code()).isEqualTo(code);
        assertAllIsAsItWas();
    }

    @Test
    void aCommandThatBreaksARuleIsAnsweredUnderItsRequest() {
        RequestId request = RequestId.fresh();
        wire.say("{\"type\":\"submit_prompt\",\"requestId\":\"" + request + "\",\"sessionId\":\"" + session
                + "\",\"text\":\" \"}");
        Rejected no = wire.await(Rejected.class);
        assertThat(no.requestId()).isEqualTo(request);
        assertThat(no.message()).contains("text");
        assertAllIsAsItWas();
    }

    @Test
    void aBinaryMessageIsRefused() throws IOException {
        wire.socket().frame(RawSocket.BINARY, false, new byte[10]);
        wire.socket().frame(RawSocket.CONTINUATION, true, new byte[10]);
        assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.invalid_message);
        assertAllIsAsItWas();
    }

    @Test
    void aMessageThatIsTooLargeIsNotRead() {
        wire.say("{\"type\":\"heartbeat\",\"x\":\"" + "x".repeat(Connection.LARGEST_MESSAGE) + "\"}");
        assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.too_much);
        assertAllIsAsItWas();
    }

    @Test
    void fragmentsTogetherMayNotBeLargerThanOneMessage() throws IOException {
        byte[] part = "x".repeat(Connection.LARGEST_MESSAGE / 2).getBytes(UTF_8);
        wire.socket().frame(RawSocket.TEXT, false, part);
        for (int i = 0; i < 5; i++) wire.socket().frame(RawSocket.CONTINUATION, false, part);
        wire.socket().frame(RawSocket.CONTINUATION, true, part);
        assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.too_much);
        assertAllIsAsItWas();
    }

    @Test
    void aFrameOverAllBoundsEndsItsOwnConnectionOnly() throws IOException {
        try (Wire other = Wire.greeted(house)) {
            try {
                other.socket().frame(RawSocket.TEXT, true, new byte[5 << 20]);
            } catch (IOException e) {
                // It was cut off while it wrote.
            }
            other.awaitEnd();
        }
        assertThat(wire.ended()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void fragmentsAreOneMessage(int size) throws IOException {
        byte[] whole = "{\"type\":\"heartbeat\"}".getBytes(UTF_8);
        for (int from = 0; from < whole.length; from += size) {
            boolean last = from + size >= whole.length;
            wire.socket()
                    .frame(
                            from == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION,
                            last,
                            Arrays.copyOfRange(whole, from, Math.min(whole.length, from + size)));
        }
        wire.await(ServerMessage.HeartbeatAnswered.class);
        assertThat(wire.heard(Rejected.class)).isEmpty();
    }

    @Test
    void aCharacterThatFragmentsCutIsNotTakenForAnother() throws IOException {
        byte[] whole = ("{\"type\":\"submit_prompt\",\"requestId\":\"" + RequestId.fresh() + "\",\"sessionId\":\""
                        + session + "\",\"text\":\"é\"}")
                .getBytes(UTF_8);
        int cut = whole.length - 3;
        wire.socket().frame(RawSocket.TEXT, false, Arrays.copyOf(whole, cut));
        wire.socket().frame(RawSocket.CONTINUATION, true, Arrays.copyOfRange(whole, cut, whole.length));
        assertThat(wire.await(Rejected.class).code()).isEqualTo(ErrorCode.invalid_message);
        assertAllIsAsItWas();
    }

    @Test
    void whoSendsTooFastIsToldToWaitAndCanGoOn() {
        for (int i = 0; i < 3000; i++) wire.say("{\"type\":\"heartbeat\"}");
        Rejected first = wire.await(Rejected.class);
        assertThat(first.code()).isEqualTo(ErrorCode.too_much);
        await("everything is answered, one way or the other").until(() -> answered() + refused() == 3000);

        int before = answered();
        await("it is let in again").until(() -> {
            wire.say(new ClientMessage.Heartbeat());
            return answered() > before;
        });
        assertThat(wire.ended()).isFalse();
    }

    private int answered() {
        return wire.heard(ServerMessage.HeartbeatAnswered.class).size();
    }

    private int refused() {
        return wire.heard(Rejected.class).size();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void garbageIsRefused(long seed) {
        Random random = new Random(seed);
        String whole =
                "{\"type\":\"submit_prompt\",\"requestId\":\"x\",\"sessionId\":\"" + session + "\",\"text\":\"x\"}";
        for (int i = 0; i < 100; i++) {
            char[] garbled = whole.toCharArray();
            for (int n = random.nextInt(1, 10); n > 0; n--)
                garbled[random.nextInt(garbled.length)] = (char) random.nextInt(0x80);
            wire.say(new String(garbled));
        }
        wire.await(Rejected.class, r -> wire.heard(Rejected.class).size() == 100);
        assertThat(wire.heard(Rejected.class))
                .as("seed " + seed)
                .allMatch(r -> r.code() != ErrorCode.internal)
                .hasSize(100);
        assertAllIsAsItWas();
    }

    @Test
    void aPingIsAnsweredBetweenTheOtherFrames() throws IOException {
        try (RawSocket raw = new RawSocket(house.url())) {
            raw.frame(RawSocket.PING, true, "there?".getBytes(UTF_8));
            RawSocket.Frame pong = raw.read();
            assertThat(pong.opcode()).isEqualTo(RawSocket.PONG);
            assertThat(pong.text()).isEqualTo("there?");
        }
    }

    private void assertAllIsAsItWas() {
        wire.say(new ClientMessage.Heartbeat());
        wire.await(ServerMessage.HeartbeatAnswered.class);
        assertThat(wire.ended()).isFalse();
        assertThat(house.sessions().log(session).head()).isEqualTo(head);
    }
}
