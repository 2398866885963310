package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.AsideEvent.ServicesFailed;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Images with a real backend: sessions begin on them, and whatever stops the backend, nothing half-made is left.
class ImageTest {
    private static final String LOOK = "{\"command\":\"cat out/built.txt; echo $GREETING; git status --porcelain\"}";

    @TempDir
    Path root;

    @Test
    void aSessionBeginsOnTheImageAndStaysOnItWhenAnotherIsBuilt() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    Replies.openai("I look.", "bash", LOOK),
                    Replies.openai("Fine."),
                    Replies.openai("I look again.", "bash", LOOK),
                    Replies.openai("Fine."),
                    Replies.openai("I look anew.", "bash", LOOK),
                    Replies.openai("Fine."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                commit(scene, "one", "hello");
                RepositoryName name = scene.add(scene.project().folder().toString());
                awaitImage(scene, name, scene.project().head());
                SessionId session = scene.create();
                scene.prompt(session, "Look");
                assertThat(scene.await(ToolFinished.class, 1).output()).isEqualTo("one\nhello");
                assertThat(vendor.asked().getFirst().body().toString())
                        .contains("the project was built already", "Its tests are run with: `make check`");

                scene.await(TurnFinished.class, 1);
                commit(scene, "two", "goodbye");
                scene.witness().ask(new RepositoryCommand.BuildImage(RequestId.fresh(), name, true));
                awaitImage(scene, name, scene.project().head());
                scene.kill();
                scene.start();
                scene.witness().follow(session);
                scene.prompt(session, "Look again");
                assertThat(scene.await(ToolFinished.class, 2).output()).isEqualTo("one\nhello");

                scene.await(TurnFinished.class, 2);
                scene.prompt(scene.create(), "Look anew");
                assertThat(scene.await(ToolFinished.class, 3).output()).isEqualTo("two\ngoodbye");
            }
        }
    }

    @Test
    void killedInTheMiddleOfABuildItLeavesNothingHalfMadeAndBuildsAgainByItself() throws Exception {
        try (Scene scene = new Scene(root, Map.of("SLIPWAY_MODEL", "rehearsal"))) {
            scene.project().write(".slipway/environment.yaml", """
                    setup: |
                      head -c 1000000 /dev/urandom > half
                      echo begun
                      until [ -e .slipway/go ]; do sleep 0.05; done
                    """);
            scene.project().commit("Slow");
            RepositoryName name = scene.add(scene.project().folder().toString());
            awaitLog(scene, name, log -> log.text().contains("begun"));
            assertThat(layers()).anyMatch(layer -> layer.startsWith(".making-"));
            scene.kill();
            scene.project().write(".slipway/go", "");
            String head = scene.project().commit("Go");
            scene.start();
            awaitImage(scene, name, head);
            assertThat(layers()).isNotEmpty().noneMatch(layer -> layer.matches("\\.making-\\d+-project-.*"));
            assertThat(details(scene, name).builds())
                    .extracting(ImageDetails.Build::state)
                    .containsExactly(ImageDetails.State.ready, ImageDetails.State.failed);
            assertThat(details(scene, name).builds().getLast().message()).contains("backend was stopped");
        }
    }

    @Test
    void commandsWaitForServicesAndFilesDont() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    Replies.openai("I let it begin.", "write", "{\"path\":\"go\",\"content\":\"on\"}"),
                    Replies.openai("I ask it.", "bash", "{\"command\":\"cat < /dev/tcp/127.0.0.1/8098; echo\"}"),
                    Replies.openai("Fine."),
                    Replies.openai("Again.", "bash", "{\"command\":\"tail -n 1 ~/.slipway/services/web.log\"}"),
                    Replies.openai("Fine."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                served(scene);
                RepositoryName name = scene.add(scene.project().folder().toString());
                awaitImage(scene, name, scene.project().head());
                SessionId session = scene.create();
                scene.prompt(session, "Use it");
                scene.await(TurnFinished.class, 1);
                assertThat(scene.witness().last(ToolFinished.class).output()).isEqualTo("served");
                assertThat(scene.await(ServicesFailed.class, 1).problems())
                        .singleElement()
                        .asString()
                        .contains("The service broken has ended before it was ready", "there is no room here");
                assertThat(vendor.asked().getLast().body().toString()).contains("there is no room here");
                scene.prompt(session, "Again");
                scene.await(TurnFinished.class, 2);
                assertThat(scene.witness().last(ToolFinished.class).output()).isEqualTo("listening");
                assertThat(scene.witness().count(ServicesFailed.class)).isEqualTo(1);
            }
        }
    }

    /// A service that waits for a file, and one that can't run.
    private static void served(Scene scene) throws IOException {
        scene.project().write("serve.py", """
                import os, socket, time
                while not os.path.exists("go"): time.sleep(0.02)
                listening = socket.create_server(("127.0.0.1", 8098))
                print("listening", flush=True)
                while True:
                    one, _ = listening.accept()
                    one.sendall(b"served")
                    one.close()
                """);
        scene.project().write(".slipway/environment.yaml", """
                services:
                  - name: web
                    command: python3 serve.py
                    ready: {port: 8098}
                  - name: broken
                    command: echo there is no room here; exit 1
                    ready: {port: 8097}
                """);
        scene.project().commit("Served");
    }

    private static void commit(Scene scene, String built, String greeting) throws IOException {
        scene.project().write(".gitignore", "out/\n");
        scene.project().write("source.txt", built + "\n");
        scene.project().write(".slipway/environment.yaml", """
                build: mkdir -p out && cp source.txt out/built.txt
                test: make check
                environment:
                  GREETING: %s
                """.formatted(greeting));
        scene.project().commit(built);
    }

    private static ImageDetails details(Scene scene, RepositoryName name) {
        return asked(scene, api -> api.image(name).get(60, TimeUnit.SECONDS));
    }

    private static void awaitImage(Scene scene, RepositoryName name, String commit) {
        Awaitility.await("the image of " + commit)
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    ImageDetails.Current current = details(scene, name).current();
                    return current != null && current.commit().equals(commit);
                });
    }

    private static void awaitLog(Scene scene, RepositoryName name, Predicate<BuildLog> wanted) {
        Awaitility.await("the log")
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !details(scene, name).builds().isEmpty()
                        && wanted.test(
                                asked(scene, api -> api.buildLog(name, null, 0).get(60, TimeUnit.SECONDS))));
    }

    private interface Question<T> {
        T ask(ApiClient api) throws Exception;
    }

    private static <T> T asked(Scene scene, Question<T> question) {
        try (ApiClient api = ApiClient.open(scene.backend().backend())) {
            return question.ask(api);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> layers() {
        try (Stream<Path> all = Files.list(root.resolve("state/layers"))) {
            return all.map(path -> path.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
