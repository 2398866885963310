package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.RejectedException;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.EgressRefused;
import dev.slipway.protocol.SessionEvent.HostAllowed;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.ToolStarted;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an agent in a real sandbox is refused on the network, through a real backend: seen, allowed, and remembered.
class EgressTest {
    private static final String HOST = "api.invalid";
    private static final String ASK = "{\"command\":\"for i in 1 2 3; do curl -sS -o /dev/null -w '%{http_connect} '"
            + " https://" + HOST + "/ 2>&1; done\"}";

    @TempDir
    Path root;

    @Test
    void aRefusalIsSeenOnceWithItsCallAndAHostThatIsAllowedStaysSo() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            for (int i = 0; i < 3; i++) vendor.then(Replies.openai("I ask.", "bash", ASK), Replies.openai("Well."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                SessionId session = scene.create();
                assertThat(told(scene, session, 1)).contains("403");
                assertThat(vendor.asked().getFirst().body().toString()).contains("The network is shut but for");
                assertThat(scene.witness().all(EgressRefused.class))
                        .containsExactly(new EgressRefused(
                                scene.witness().last(ToolStarted.class).turnId(),
                                scene.witness().last(ToolStarted.class).toolCallId(),
                                HOST,
                                443,
                                null,
                                "the host is not allowed for this repository"));

                scene.witness().ask(new ClientMessage.AllowHost(RequestId.fresh(), session, "API.invalid."));
                assertThat(scene.await(HostAllowed.class, 1).host()).isEqualTo(HOST);
                assertThat(told(scene, session, 2)).contains("502").doesNotContain("403");
                assertThat(vendor.asked().getLast().body().toString()).contains("allowed the host " + HOST);

                scene.end();
                scene.start();
                scene.witness().follow(session);
                assertThat(told(scene, session, 3)).contains("502").doesNotContain("403");
                assertThat(scene.witness().all(EgressRefused.class)).hasSize(1);
            }
        }
    }

    private static String told(Scene scene, SessionId session, int turn) {
        scene.prompt(session, "Ask");
        scene.await(TurnFinished.class, turn);
        return scene.witness().last(ToolFinished.class).output();
    }

    @Test
    void whatTheAgentReadsFromTheWebIsUnderTheSameRules() throws Exception {
        String fetch = "{\"url\":\"https://" + HOST + "/page\"}";
        try (FakeVendor vendor = new FakeVendor()) {
            for (int i = 0; i < 2; i++)
                vendor.then(Replies.openai("I read.", "web_fetch", fetch), Replies.openai("Well."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                SessionId session = scene.create();
                assertThat(told(scene, session, 1)).contains("was refused: the host is not allowed");
                EgressRefused refused = scene.await(EgressRefused.class, 1);
                assertThat(refused.toolCallId())
                        .isEqualTo(scene.witness().last(ToolStarted.class).toolCallId());
                assertThat(refused.method()).isEqualTo("GET");
                scene.witness().ask(new ClientMessage.AllowHost(RequestId.fresh(), session, HOST));
                assertThat(told(scene, session, 2)).contains("there is no such host");
            }
        }
    }

    @Test
    void whatTheOperatorGrantsIsOpenFromTheStartAndToldToTheAgent() throws Exception {
        Path file = Files.writeString(root.resolve("slipway.yaml"), """
                egress:
                  "*":
                    - registries
                    - host: API.invalid
                """);
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(Replies.openai("I ask.", "bash", ASK), Replies.openai("Well."));
            Map<String, String> settings =
                    Map.of("OPENAI_BASE_URL", vendor.url() + "/v1", "SLIPWAY_CONFIG", file.toString());
            try (Scene scene = new Scene(root, settings)) {
                assertThat(told(scene, scene.create(), 1)).contains("502").doesNotContain("403");
                assertThat(vendor.asked().getFirst().body().toString())
                        .contains("the usual registries of packages", HOST);
                assertThat(scene.witness().all(EgressRefused.class)).isEmpty();
            }
        }
    }

    @Test
    void whatIsNoHostCantBeAllowed() throws Exception {
        try (Scene scene = new Scene(root, Map.of())) {
            SessionId session = scene.create();
            for (String host : List.of("http://a.example/", "a.example/path", "a b", "*", "user@a.example"))
                assertThatThrownBy(() ->
                                scene.witness().ask(new ClientMessage.AllowHost(RequestId.fresh(), session, host)))
                        .as(host)
                        .hasRootCauseInstanceOf(RejectedException.class);
        }
    }
}
