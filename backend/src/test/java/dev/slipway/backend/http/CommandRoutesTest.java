package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.EventPage;
import dev.slipway.protocol.RepositoryList;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionBegun;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionList;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRoutesTest {
    @TempDir
    Path root;

    private House house;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        house.repository();
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private HttpResponse<String> ask(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + House.TOKEN);
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private <T> T get(String path, Class<T> type) throws Exception {
        HttpResponse<String> answer = ask("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.read(answer.body(), type);
    }

    private SessionId begun(String body) throws Exception {
        HttpResponse<String> answer = ask("POST", "/v1/sessions", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        SessionBegun begun = Json.read(answer.body(), SessionBegun.class);
        assertThat(answer.headers().firstValue("location")).contains("/v1/sessions/" + begun.sessionId());
        return begun.sessionId();
    }

    private SessionEvent done(SessionId session, String verb, String body) throws Exception {
        HttpResponse<String> answer = ask("POST", "/v1/sessions/" + session + "/" + verb, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ((ServerMessage.Logged) Json.read(answer.body(), ServerMessage.class)).event();
    }

    private void awaitTurns(SessionId session, int turns) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> house.finished(session).size() == turns);
    }

    @Test
    void aSessionIsRunFromItsBeginningToItsEnd() throws Exception {
        SessionId session = begun("{\"repository\":\"project\",\"prompt\":{\"text\":\"Say hello\"}}");
        awaitTurns(session, 1);
        assertThat(get("/v1/sessions/" + session, SessionListed.class).title()).isEqualTo("Say hello");
        assertThat(done(session, "prompts", "{\"text\":\"Again\"}")).isInstanceOf(SessionEvent.PromptQueued.class);
        awaitTurns(session, 2);
        assertThat(done(session, "rename", "{\"title\":\"Two hellos\"}")).isInstanceOf(SessionEvent.TitleChanged.class);
        var turn = house.finished(session).getFirst().turnId();
        HttpResponse<String> forked = ask("POST", "/v1/sessions/" + session + "/fork", "{\"turnId\":\"" + turn + "\"}");
        assertThat(forked.statusCode()).as(forked.body()).isEqualTo(201);
        assertThat(done(session, "undo", "{\"turnId\":\"" + turn + "\"}")).isInstanceOf(SessionEvent.TurnsUndone.class);
        assertThat(done(session, "archive", "")).isInstanceOf(SessionEvent.SessionArchived.class);
        assertThat(done(session, "restore", "{}")).isInstanceOf(SessionEvent.SessionRestored.class);
        assertThat(ask("POST", "/v1/sessions/" + session + "/stop", "").statusCode())
                .isEqualTo(409);
        assertThat(ask("DELETE", "/v1/sessions/" + session, "").statusCode()).isEqualTo(200);
        assertThat(ask("GET", "/v1/sessions/" + session, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndAddsNothing() throws Exception {
        String key = RequestId.fresh().value();
        String body = "{\"repository\":\"project\",\"prompt\":{\"text\":\"Once\"}}";
        String first = ask("POST", "/v1/sessions", body, "Idempotency-Key", key).body();
        assertThat(ask("POST", "/v1/sessions", body, "Idempotency-Key", key.toUpperCase(java.util.Locale.ROOT))
                        .body())
                .isEqualTo(first);
        SessionId session = Json.read(first, SessionBegun.class).sessionId();
        awaitTurns(session, 1);
        String prompt = "{\"text\":\"Twice\",\"requestId\":\"" + RequestId.fresh() + "\"}";
        String path = "/v1/sessions/" + session + "/prompts";
        assertThat(ask("POST", path, prompt).body())
                .isEqualTo(ask("POST", path, prompt).body());
        awaitTurns(session, 2);
        assertThat(get("/v1/sessions", SessionList.class).sessions()).hasSize(1);
        EventPage page = get("/v1/sessions/" + session + "/events", EventPage.class);
        assertThat(page.events().stream().filter(e -> e.event() instanceof SessionEvent.PromptQueued))
                .hasSize(2);
    }

    @Test
    void listsComeInPagesThatLeaveNothingOutAndRepeatNothing() throws Exception {
        List<SessionId> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) made.addFirst(begun("{\"repository\":\"project\"}"));
        done(made.getFirst(), "archive", "");
        List<SessionId> seen = new ArrayList<>();
        String next = "";
        while (next != null) {
            SessionList page = get("/v1/sessions?limit=2" + next, SessionList.class);
            page.sessions().forEach(listed -> seen.add(listed.sessionId()));
            next = page.next() == null ? null : "&cursor=" + page.next();
        }
        assertThat(seen).isEqualTo(made);
        assertThat(get("/v1/sessions?archived=true", SessionList.class).sessions())
                .extracting(SessionListed::sessionId)
                .containsExactly(made.getFirst());
        assertThat(get("/v1/sessions?repository=project&state=ready&archived=false", SessionList.class)
                        .sessions())
                .hasSize(4);
        assertThat(get("/v1/sessions?repository=other", SessionList.class).sessions())
                .isEmpty();
    }

    @Test
    void eventsComeInPages() throws Exception {
        SessionId session = begun("{\"repository\":\"project\",\"prompt\":{\"text\":\"Hello\"}}");
        awaitTurns(session, 1);
        long after = 0;
        List<Long> seqs = new ArrayList<>();
        while (true) {
            EventPage page = get("/v1/sessions/" + session + "/events?limit=2&after=" + after, EventPage.class);
            page.events().forEach(e -> seqs.add(e.seq()));
            if (page.events().isEmpty()) break;
            after = page.events().getLast().seq();
        }
        long head = house.sessions().log(session).head();
        assertThat(seqs).hasSize((int) head).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void repositoriesComeAndGo() throws Exception {
        assertThat(get("/v1/repositories", RepositoryList.class).repositories()).hasSize(1);
        HttpResponse<String> added = ask(
                "POST",
                "/v1/repositories",
                "{\"name\":\"second\",\"location\":\"" + house.project().folder() + "\"}");
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(ask("DELETE", "/v1/repositories/project", "").statusCode()).isEqualTo(200);
        assertThat(ask("DELETE", "/v1/repositories/project", "").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "\"x\"",
                "{}",
                "{\"repository\":7}",
                "{\"repository\":\"project\",\"requestId\":\"x\"}",
                "{\"repository\":\"project\",\"requestId\":{}}",
                "{\"repository\":\"project\",\"prompt\":\"hello\"}",
                "{\"repository\":\"project\",\"prompt\":{}}",
                "{\"repository\":\"project\",\"prompt\":{\"text\":\" \"}}",
                "{\"repository\":\"project\"} {}",
            })
    void whatCannotBeReadIsAProblemAndMakesNothing(String body) throws Exception {
        HttpResponse<String> no = ask("POST", "/v1/sessions", body);
        assertThat(no.statusCode()).as(no.body()).isEqualTo(400);
        assertThat(no.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(no.body()).contains("invalid_message");
        assertThat(get("/v1/sessions", SessionList.class).sessions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=x", "?state=asleep", "?archived=1", "?cursor=x", "?cursor=x.y"})
    void whatCannotBeAskedForIsAProblem(String query) throws Exception {
        assertThat(ask("GET", "/v1/sessions" + query, "").statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyThatIsTooLargeIsNotRead() throws Exception {
        String large = "x".repeat(Body.LARGEST);
        HttpResponse<String> no = ask("POST", "/v1/sessions", "{\"repository\":\"" + large + "\"}");
        assertThat(no.statusCode()).isEqualTo(413);
        assertThat(no.body()).contains("too_much", "bytes at most");
    }

    @Test
    void whoHasNoTokenSendsLittle() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + "/v1/invitations/redeem"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"code\":\"" + "x".repeat(20_000) + "\"}"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/v1/sessions,'GET, POST'",
        "DELETE,/v1/status,GET",
        "PATCH,/v1/sessions/mwua7ql3uc1wk,'DELETE, GET'",
        "GET,/v1/sessions/mwua7ql3uc1wk/stop,POST",
        "POST,/v1/sessions/mwua7ql3uc1wk/events,GET",
    })
    void anotherMethodIsToldWhichOnesThereAre(String method, String path, String allowed) throws Exception {
        HttpResponse<String> no = ask(method, path, "");
        assertThat(no.statusCode()).isEqualTo(405);
        assertThat(no.headers().firstValue("allow")).contains(allowed);
        assertThat(no.headers().firstValue("content-type")).contains("application/problem+json");
    }
}
