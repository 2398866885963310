package dev.slipway.backend.ws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Rejected;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A flood of messages that are no messages and of frames that are no frames, from several sides at once: whoever is
/// well-behaved notices nothing of it, no session is touched, and nothing of it is left.
class MalformedFramesTest {
    private static final int SIDES = 4;
    /// After so many on average comes one that is no frame at all, and ends its connection.
    private static final int RARE = 100;
    /// What the longest of them says that it has.
    private static final byte[] REST = new byte[300];
    private static final byte[] GOODBYE = {3, (byte) 0xe8};
    /// As hexadecimal: opcodes that there are none of, frames without a mask, reserved bits, lengths beyond
    /// all bounds and below zero, control frames that are long or in parts, a continuation of nothing, a
    /// goodbye that is cut short or has no such code, texts that are no UTF-8, and no WebSocket at all.
    private static final List<String> NO_FRAMES = List.of(
            "838000000000",
            "8f8000000000",
            "810568656c6c6f",
            "c1800000000000",
            "f1800000000000",
            "81ffffffffffffffffff00000000",
            "81ff7fffffffffffffff00000000",
            "81ff000000010000000000000000",
            "89fe012c00000000",
            "09800000000000",
            "88fe012c00000000",
            "888100000000ff",
            "88820000000003ed",
            "8882000000000000",
            "808000000000",
            "81840000000000c328a0a1",
            "8184000000006e756c6c018000000000",
            "01810000000041018100000000418001",
            "474554202f20485454502f312e310d0a0d0a");

    @TempDir
    Path root;

    private House house;
    private SessionId session;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        session = house.preparedSession();
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aHundredThousandHarmNobody() throws Exception {
        flooded(100_000, 20_261_130);
    }

    @Test
    @Tag("long")
    void aMillionHarmNobody() throws Exception {
        flooded(1_000_000, 11);
    }

    private void flooded(int frames, long seed) throws Exception {
        try (Wire polite = Wire.greeted(house);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            new Side(seed).send(RARE * NO_FRAMES.size());
            polite.say(new ClientMessage.Subscribe(session, null, 0L, null));
            polite.await(ServerMessage.CaughtUp.class);
            long head = house.sessions().log(session).head();
            Footing before = Footing.own();
            List<Side> sides = new ArrayList<>();
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < SIDES; i++) {
                Side side = new Side(seed + i);
                sides.add(side);
                sending.add(threads.submit(() -> side.send(frames / SIDES)));
            }
            for (Future<?> each : sending) {
                Awaitility.await("all is sent").atMost(Duration.ofMinutes(10)).until(() -> {
                    assertAnswered(polite);
                    return each.isDone();
                });
                each.get();
            }
            for (Side side : sides) {
                assertThat(side.broken)
                        .as("seed " + seed + ": what broke inside")
                        .hasValue(0);
                assertThat(side.refused)
                        .as("seed " + seed + ": what was refused")
                        .hasPositiveValue();
            }
            assertThat(house.sessions().log(session).head()).isEqualTo(head);
            assertThat(polite.ended()).isFalse();
            house.prompt(session, "Are you there?");
            polite.await(ServerMessage.Logged.class, logged -> logged.event() instanceof TurnFinished);
            before.awaitRegained("after " + frames + " malformed frames");
        }
    }

    private static void assertAnswered(Wire polite) {
        int before = polite.heard(ServerMessage.HeartbeatAnswered.class).size();
        polite.say(new ClientMessage.Heartbeat());
        polite.await(
                ServerMessage.HeartbeatAnswered.class,
                a -> polite.heard(ServerMessage.HeartbeatAnswered.class).size() > before);
    }

    /// One that sends them, and comes back each time that it is sent away.
    private final class Side {
        private final Random random;
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger broken = new AtomicInteger();

        Side(long seed) {
            random = new Random(seed);
        }

        Void send(int frames) throws Exception {
            for (int left = frames; left > 0; ) {
                int next = Math.min(left, random.nextInt(1, 2 * RARE));
                left -= next;
                try (RawSocket socket = new RawSocket(house.url())) {
                    visit(socket, next);
                } catch (IOException e) {
                    // It was sent away before it had said all.
                }
            }
            return null;
        }

        private void visit(RawSocket socket, int frames) throws IOException, InterruptedException {
            Thread reader = Thread.ofVirtual().start(() -> read(socket));
            if (random.nextInt(10) > 0)
                socket.send(Json.text(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1")));
            for (int i = 1; i < frames; i++) socket.send(garbled());
            socket.bytes(noFrame());
            socket.bytes(REST);
            socket.frame(RawSocket.CLOSE, true, GOODBYE);
            // All has been read at the other side then, which closes.
            reader.join(Duration.ofSeconds(20));
        }

        private void read(RawSocket socket) {
            try {
                for (RawSocket.Frame frame = socket.read(); frame != null; frame = socket.read()) {
                    if (frame.opcode() != RawSocket.TEXT) continue;
                    if (!(Json.read(frame.text(), ServerMessage.class) instanceof Rejected no)) continue;
                    refused.incrementAndGet();
                    if (no.code() == ErrorCode.internal) broken.incrementAndGet();
                }
            } catch (IOException | BadJson e) {
                // Gone, or told so in plain HTTP, which is the last that is said to what is no WebSocket.
            }
        }

        private byte[] noFrame() {
            return HexFormat.of().parseHex(NO_FRAMES.get(random.nextInt(NO_FRAMES.size())));
        }

        private String garbled() {
            String whole =
                    "{\"type\":\"submit_prompt\",\"requestId\":\"x\",\"sessionId\":\"" + session + "\",\"text\":\"x\"}";
            return switch (random.nextInt(8)) {
                case 0 -> whole.substring(0, random.nextInt(whole.length()));
                case 1 -> "[".repeat(random.nextInt(5_000));
                case 2 -> "{\"type\":\"watch\",\"after\":" + "9".repeat(random.nextInt(1, 2_000)) + "}";
                case 3 -> "{\"type\":\"" + "x".repeat(random.nextInt(2_000)) + "\"}";
                case 4 -> noise();
                default -> scratched(whole);
            };
        }

        private String noise() {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return new String(bytes, ISO_8859_1);
        }

        private String scratched(String whole) {
            char[] letters = whole.toCharArray();
            for (int n = random.nextInt(1, 10); n > 0; n--)
                letters[random.nextInt(letters.length)] = (char) random.nextInt(0x250);
            return new String(letters);
        }
    }
}
