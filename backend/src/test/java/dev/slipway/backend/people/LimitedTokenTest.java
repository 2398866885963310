package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.JumpingClock;
import dev.slipway.backend.Talker;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens for a part of what their person may do, and for a time.
class LimitedTokenTest {
    private static final String ADA = "ada@example.org";

    @TempDir
    Path root;

    private final JumpingClock clock = new JumpingClock();
    private House house;

    private record Fresh(People.Given given, String secret) {}

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"), clock);
        house.people().add(new Person("Ada", ADA), true);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private HttpResponse<String> ask(String token, String method, String path, String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + path))
                    .header("Authorization", "Bearer " + token)
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void oneForAPartMakesAndEndsNoOtherAndEndsItself() throws Exception {
        People.Fresh whole = house.people().issue(ADA, Role.administer, "whole", null);
        People.Fresh part = house.people().issue(ADA, Role.take_part, "part", null);
        assertThat(ask(part.secret(), "POST", "/v1/tokens", "{\"scope\":\"view\",\"label\":\"x\"}")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(part.secret(), "DELETE", "/v1/tokens/" + whole.given().id(), "")
                        .statusCode())
                .isEqualTo(403);
        assertThat(house.people().tokens(ADA)).hasSize(2);
        assertThat(ask(part.secret(), "DELETE", "/v1/tokens/" + part.given().id(), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(house.people().tokens(ADA)).containsExactly(whole.given());
    }

    @Test
    void noTokenOutlivesTheOneThatMadeIt() throws Exception {
        People.Fresh short_ = house.people().issue(ADA, Role.administer, "short", Duration.ofDays(1));
        for (String days : new String[] {"", ",\"days\":300"}) {
            HttpResponse<String> made =
                    ask(short_.secret(), "POST", "/v1/tokens", "{\"scope\":\"view\",\"label\":\"x\"" + days + "}");
            assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
            assertThat(Json.read(made.body(), Fresh.class).given().untilMs())
                    .isNotNull()
                    .isLessThanOrEqualTo(short_.given().untilMs() + 1_000);
        }
    }

    @Test
    void aConnectionEndsWithTheTimeOfItsToken() {
        People.Fresh fresh = house.people().issue(ADA, Role.administer, "short", Duration.ofDays(1));
        AtomicReference<ConnectionListener.State> state = new AtomicReference<>();
        try (SlipwayClient client =
                SlipwayClient.open(house.url(), fresh.secret(), "test", "1", (now, reason) -> state.set(now))) {
            Awaitility.await().until(() -> state.get() == ConnectionListener.State.online);
            clock.isOff(Duration.ofDays(2));
            Awaitility.await().until(() -> state.get() == ConnectionListener.State.refused);
        }
    }
}
