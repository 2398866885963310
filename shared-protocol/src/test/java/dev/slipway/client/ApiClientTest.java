package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the client asks, and what it makes of answers that aren't what it asked for.
class ApiClientTest {
    private static final SessionId SESSION = new SessionId("session1");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private ApiClient client;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean silent;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
        client = ApiClient.open(url(), "the token");
    }

    @AfterEach
    void close() {
        end.countDown();
        client.close();
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getProtocol() + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization"));
        try {
            if (silent) end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static <T> T done(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }

    @Test
    void questionsCarryTheTokenAndWhatTheyAreAbout() throws Exception {
        body = "{\"files\":[\"a\"]}";
        assertThat(done(client.apply(SESSION)).files()).containsExactly("a");
        body = "+a\n-ä\n";
        assertThat(done(client.diff(SESSION, new TurnId("turn01"), "src/a b&c+ä.txt", 1_000_000)))
                .isEqualTo(body);
        done(client.diff(SESSION, null, null, 3));
        body = "{\"names\":[]}";
        done(client.branches(new RepositoryName("a.b")));
        assertThat(asked)
                .containsExactly(
                        "HTTP/1.1 POST /v1/sessions/session1/apply Bearer the token",
                        "HTTP/1.1 GET /v1/sessions/session1/diff?turn=turn01&path=src%2Fa%20b%26c%2B%C3%A4.txt"
                                + "&context=1000000 Bearer the token",
                        "HTTP/1.1 GET /v1/sessions/session1/diff?context=3 Bearer the token",
                        "HTTP/1.1 GET /v1/repositories/a.b/branches Bearer the token");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "409 | {\"title\":\"conflict\",\"status\":409,\"detail\":\"Do this.\"} | conflict | Do this.",
                "418 | {\"title\":\"a_new_one\",\"detail\":\"Do that.\"}           | internal | Do that.",
                "500 | {\"title\":\"conflict\"}                                 | internal | The backend answered with the HTTP status 500 alone.",
                "502 | <html>Bad gateway                                        | internal | The backend answered with the HTTP status 502 alone.",
                "302 | {}                                                       | internal | The backend answered with the HTTP status 302 alone.",
            })
    void aNoHasItsCodeAndItsWords(int code, String answer, ErrorCode expected, String words) {
        status = code;
        body = answer;
        assertThatThrownBy(() -> done(client.models()))
                .cause()
                .isInstanceOfSatisfying(
                        RejectedException.class, no -> assertThat(no.code()).isEqualTo(expected))
                .hasMessage(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html>", "{\"standard\":\"x\"}"})
    void anAnswerOfAnotherKindIsSaidToBeOne(String answer) {
        body = answer;
        assertThatThrownBy(() -> done(client.models()))
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("same version");
    }

    @Test
    void whoIsNotThereOrSilentIsSaidNotToAnswer() throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        try (ApiClient lost = ApiClient.open("http://127.0.0.1:" + nobody, "x")) {
            doesNotAnswer(() -> done(lost.doctor()));
        }
        silent = true;
        try (ApiClient hasty = ApiClient.open(url(), "x", Duration.ofMillis(200))) {
            doesNotAnswer(() -> done(hasty.doctor()));
        }
    }

    @Test
    void whatIsUnderWayAtItsEndFails() {
        silent = true;
        CompletableFuture<?> unanswered = client.details(SESSION);
        client.close();
        doesNotAnswer(() -> done(unanswered));
        doesNotAnswer(() -> done(client.details(SESSION)));
    }

    private static void doesNotAnswer(ThrowingCallable question) {
        assertThatThrownBy(question)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("doesn't answer at http://127.0.0.1:")
                .cause()
                .isNotNull();
    }
}
