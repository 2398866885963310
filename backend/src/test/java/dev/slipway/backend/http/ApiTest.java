package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.SessionId;
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
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    @TempDir
    Path root;

    private House house;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private HttpResponse<String> ask(String method, String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.url() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (!token.isEmpty()) request.header("Authorization", token);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return ask("GET", path, "Bearer " + House.TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer wrong", "Basic eDp5", "bearer x"})
    void nothingIsToldWithoutTheToken(String token) throws Exception {
        SessionId session = house.session();
        for (String path : new String[] {
            "/v1/status",
            "/v1/models",
            "/v1/doctor",
            "/v1/repositories/project/branches",
            "/v1/sessions/" + session + "/diff",
            "/v1/sessions/" + session + "/changes",
            "/v1/sessions/" + session + "/details",
            "/v1/nothing",
            "/"
        }) {
            HttpResponse<String> no = ask("GET", path, token);
            assertThat(no.statusCode()).as(path).isEqualTo(401);
            assertThat(no.body()).contains("unauthenticated").doesNotContain(House.TOKEN);
        }
        assertThat(ask("POST", "/v1/shutdown", token).statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/v1/backup", token).statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/v1/sessions/" + session + "/apply", token).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoAsksOnlyWhetherItRunsNeedsNone() throws Exception {
        assertThat(ask("GET", "/v1/health", "").body()).isEqualTo("ok\n");
    }

    @Test
    void theStatusIsJsonThatNobodyKeepsOrRuns() throws Exception {
        HttpResponse<String> status = get("/v1/status");
        assertThat(status.statusCode()).isEqualTo(200);
        assertThat(status.headers().firstValue("content-type")).contains("application/json");
        assertThat(status.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(status.headers().firstValue("cache-control")).contains("no-store");
        assertThat(status.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'");
    }

    @Test
    void aSessionWithoutCommitsHasAnEmptyDiff() throws Exception {
        HttpResponse<String> diff = get("/v1/sessions/" + house.session() + "/diff");
        assertThat(diff.statusCode()).isEqualTo(200);
        assertThat(diff.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions/nosuchsession/diff",
                "/v1/sessions/NO/diff",
                "/v1/sessions/..%2f..%2fsecrets/diff",
                "/v1/sessions/nosuchsession/changes",
                "/v1/sessions/NO/changes",
                "/v1/sessions/nosuchsession/details",
                "/v1/sessions/%0a/details",
                "/v1/repositories/nothing/branches",
                "/v1/repositories/-/branches",
                "/v1/repositories/..%2f/branches",
                "/v1/nothing",
                "/v1/socket",
                "/favicon.ico"
            })
    void whatIsNotThereIsAProblemInJson(String path) throws Exception {
        HttpResponse<String> no = get(path);
        assertThat(no.statusCode()).isEqualTo(404);
        assertThat(no.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(no.body()).contains("\"title\":\"not_found\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/../../../../etc/passwd",
                "/v1/sessions/%2e%2e/%2e%2e/secrets/token",
                "//secrets/token",
                "/v1/health/../status"
            })
    void noPathLeadsToFiles(String path) throws Exception {
        URI uri = URI.create(house.url());
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(answer).matches("HTTP/1.1 4\\d\\d");
        }
    }
}
