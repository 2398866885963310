package dev.slipway.backend.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A sandbox, or a server, that takes what it can get of the proxy gets no more than its share.
class ProxyBoundsTest extends ProxyScene {
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final Bounds TIGHT = new Bounds(4, SHORT, SHORT, Duration.ofMinutes(5), 100_000);
    private static final Duration LONG = Duration.ofMinutes(5);
    /// For what ends by its bytes alone.
    private static final Bounds NARROW = new Bounds(4, LONG, LONG, LONG, 100_000);

    @Test
    void aHeadThatTricklesEnds() throws Exception {
        Gate tight = tight(TIGHT, openGrant());
        Inside inside = inside(tight);
        CountDownLatch ended = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                inside.say("GET http://api.example.org/ HTTP/1.1\r\nX: ");
                while (true) inside.say("a");
            } catch (IOException e) {
                ended.countDown();
            }
        });
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoSaysNothingIsLetGo() throws Exception {
        Gate tight = tight(TIGHT, secureGrant(), tunnel());
        assertThat(inside(tight).isEnded()).isTrue();
        Inside silent = inside(tight);
        silent.connect(HOST + ":" + secure.port());
        assertThat(silent.isEnded()).isTrue();
        Inside half = inside(tight).say("GET http://api.example.org/ HTTP/1.1\r\nHos");
        assertThat(half.isEnded()).isTrue();
    }

    @Test
    void aConnectionDoesntLiveForEver() throws Exception {
        Bounds brief = new Bounds(4, Duration.ofMinutes(5), Duration.ofMinutes(5), SHORT, 100_000);
        assertThat(inside(tight(brief, openGrant())).isEnded()).isTrue();
    }

    @Test
    void onlySoManyConnectionsAreOpenAtOnce() throws Exception {
        Bounds few = new Bounds(4, Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5), 100_000);
        Gate tight = tight(few, openGrant());
        List<Inside> all = new ArrayList<>();
        String authority = HOST + ":" + open.port();
        String request = "GET http://" + authority + "/ HTTP/1.1\r\nHost: " + authority + "\r\n\r\n";
        for (int i = 0; i < 4; i++) {
            all.add(inside(tight));
            assertThat(all.getLast().ask(request).status()).isEqualTo(200);
        }
        assertThat(inside(tight).told("GET").status()).isEqualTo(503);
        all.getFirst().close();
        Awaitility.await().until(() -> {
            try (Inside next = inside(tight)) {
                return next.ask(request).status() == 200;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void anAnswerThatNeverEndsIsCut() throws Exception {
        try (ServerSocket endless = server(out -> {
            out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[10_000];
            while (true) out.write(piece);
        })) {
            String there = HOST + ":" + endless.getLocalPort();
            Inside inside = inside(tight(NARROW, grant(endless.getLocalPort())));
            inside.say("GET http://" + there + "/ HTTP/1.1\r\nHost: " + there + "\r\n\r\n");
            assertThatThrownBy(() -> inside.told("GET")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n",
                "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\n",
                "X: a\r\n",
                "aaaaaaaa",
                "1;aaaa",
                "1\r\na\r\n",
            })
    void anAnswerThatRepeatsItselfForEverIsCut(String again) throws Exception {
        boolean isChunk = again.startsWith("1");
        String begin = isChunk ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" : "";
        if (!isChunk && !again.startsWith("HTTP")) begin = "HTTP/1.1 200 OK\r\n";
        String first = begin;
        try (ServerSocket endless = server(out -> {
            out.write(first.getBytes(StandardCharsets.US_ASCII));
            byte[] pieces = again.repeat(500).getBytes(StandardCharsets.US_ASCII);
            while (true) out.write(pieces);
        })) {
            String there = HOST + ":" + endless.getLocalPort();
            Inside inside = inside(tight(NARROW, grant(endless.getLocalPort())));
            inside.say("GET http://" + there + "/ HTTP/1.1\r\nHost: " + there + "\r\n\r\n");
            if (isChunk) assertThatThrownBy(() -> inside.told("GET")).isInstanceOf(IOException.class);
            else assertThat(inside.told("GET").status()).isEqualTo(502);
        }
    }

    @Test
    void anAnswerThatStandsStillIsCut() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (ServerSocket slow = server(out -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(done);
        })) {
            String there = HOST + ":" + slow.getLocalPort();
            Inside inside = inside(tight(TIGHT, grant(slow.getLocalPort())));
            Inside.Told told = inside.ask("GET http://" + there + "/ HTTP/1.1\r\nHost: " + there + "\r\n\r\n");
            assertThat(told.body()).isEqualTo("abc");
            assertThat(inside.isEnded()).isTrue();
        } finally {
            done.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "HTTP/1.1 200 OK\nContent-Length: 1\n\na",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nBad Name: a\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                ""
            })
    void anAnswerThatIsNotStrictlyOneIsNotPassedOn(String answer) throws Exception {
        try (ServerSocket odd = server(out -> out.write(answer.getBytes(StandardCharsets.US_ASCII)))) {
            allow(grant(odd.getLocalPort()));
            String there = HOST + ":" + odd.getLocalPort();
            Inside.Told told = inside().ask("GET http://" + there + "/ HTTP/1.1\r\nHost: " + there + "\r\n\r\n");
            assertThat(told.status()).isEqualTo(502);
        }
    }

    @Test
    void aClosedGateEndsWhatGoesThroughIt() throws Exception {
        allow(secureGrant());
        Inside inside = inside();
        inside.connect(HOST + ":" + secure.port());
        gate.close();
        assertThat(inside.isEnded()).isTrue();
        assertThatThrownBy(() -> inside(gate)).isInstanceOf(IOException.class);
    }

    private interface Answering {
        void answer(OutputStream out) throws IOException;
    }

    /// Reads a head and answers so, to everybody.
    private static ServerSocket server(Answering answering) throws IOException {
        ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    RequestHead.lines(socket.getInputStream());
                    answering.answer(socket.getOutputStream());
                } catch (IOException e) {
                    // The proxy has had enough, or the test is over.
                }
            }
        });
        return server;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Grant grant(int port) {
        return new Grant(HOST, port, Set.of(), List.of(), null, false, List.of());
    }

    private Gate tight(Bounds bounds, Grant... grants) {
        Egress own = later(egress(bounds, AddressRulesHere.ANY));
        return own.gate(folder.resolve("tight/socket"), () -> new Grants(List.of(grants)), refusals::add);
    }
}
