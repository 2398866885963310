package dev.slipway.backend.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.SessionId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsTest {
    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(House house, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + path))
                .header("Authorization", "Bearer " + House.TOKEN)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aTurnIsCountedWithItsWaysAndItsTokens() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.session();
            for (int i = 1; i <= 2; i++) {
                int turns = i;
                house.prompt(session, "Hello");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> house.finished(session).size() == turns);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(get(house, "/v1/metrics").body())
                            .contains(
                                    "slipway_turns_total{outcome=\"done\"} 2.0",
                                    "slipway_turns_total{outcome=\"failed\"} 0.0",
                                    "slipway_turn_seconds_count 2",
                                    "slipway_tokens_total{kind=\"output\"} 2.0",
                                    "slipway_first_output_seconds_count{phase=\"queued\"} 2",
                                    "slipway_first_output_seconds_count{phase=\"prepared\"} 2",
                                    "slipway_first_output_seconds_count{phase=\"first_token\"} 2",
                                    "slipway_first_output_seconds_count{phase=\"total\"} 2",
                                    "slipway_sessions{state=\"done\"} 1.0",
                                    "slipway_sessions{state=\"failed\"} 0.0",
                                    "slipway_turns_running 0.0",
                                    "slipway_subscribers{kind=\"stream\"} 0.0",
                                    "slipway_pool_sandboxes{state=\"waiting\"} 0.0",
                                    "jvm_memory_used_bytes",
                                    "jvm_threads_current",
                                    "jvm_gc_collection_seconds"));
            assertThat(get(house, "/v1/metrics").headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        }
    }

    @Test
    void itIsReadyOnceWhatWasLeftHasBeenLookedThrough() throws Exception {
        try (House house = House.unrecovered(root, Talker.saying("Hello"))) {
            HttpResponse<String> early = get(house, "/v1/ready");
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.body()).isEqualTo("{\"recovered\":false,\"writable\":true}");
            house.recover();
            assertThat(get(house, "/v1/ready").statusCode()).isEqualTo(200);
            assertThat(Files.exists(house.home().resolve(".ready"))).isFalse();
        }
    }
}
