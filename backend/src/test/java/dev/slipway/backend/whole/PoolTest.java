package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an environment declares, in a sandbox that waited for its session; and nowhere else.
class PoolTest {
    @TempDir
    Path root;

    @Test
    void aServiceOfTheEnvironmentRunsInASandboxThatWaitedAndNotInThatOfAnotherRepository() throws Exception {
        try (FakeVendor vendor = new FakeVendor().always(Replies::working);
                Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
            scene.project().write("serve.py", """
                    import socket, time
                    time.sleep(0.5)
                    listening = socket.create_server(("127.0.0.1", 8099))
                    while True:
                        one, _ = listening.accept()
                        one.sendall(b"served")
                        one.close()
                    """);
            scene.project().write(".slipway/environment.yaml", """
                    environment:
                      SHOP_NAME: of-the-shop-alone
                    services:
                      - name: web
                        command: exec python3 serve.py
                        ready: {port: 8099}
                    """);
            String head = scene.project().commit("Served");
            RepositoryName name = scene.add(scene.project().folder().toString());
            awaitImage(scene, name, head);
            ask(scene, scene.create(), 1);

            Path waiting = scene.backend().awaitWaiting();
            SessionId warm = scene.create();
            assertThat(waiting).endsWith(Path.of(warm.value()));
            assertThat(ask(scene, warm, 2)).isEqualTo("served\nof-the-shop-alone");

            RepositoryName other = scene.add(
                    GitRepository.withCommit(root.resolve("other")).folder().toString());
            assertThat(ask(scene, scene.create(other), 3)).isEqualTo("nothing");
        }
    }

    private static String ask(Scene scene, SessionId session, int turns) {
        scene.prompt(session, "(cat < /dev/tcp/127.0.0.1/8099) 2>/dev/null; echo; env | grep SHOP_ || echo nothing");
        scene.await(TurnFinished.class, turns);
        return scene.witness().last(ToolFinished.class).output().strip().replaceAll("SHOP_NAME=", "");
    }

    private static void awaitImage(Scene scene, RepositoryName name, String commit) throws Exception {
        try (ApiClient api = ApiClient.open(scene.backend().backend())) {
            Awaitility.await("the image")
                    .dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> {
                        ImageDetails.Current current =
                                api.image(name).get(60, TimeUnit.SECONDS).current();
                        return current != null && current.commit().equals(commit);
                    });
        }
    }
}
