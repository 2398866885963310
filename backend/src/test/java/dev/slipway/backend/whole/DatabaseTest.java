package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.image.SharedDebian;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository that needs a database: a Debian of its own, PostgreSQL from Debian's packages through the proxy, its
/// schema made at build time, and running in each session's sandbox.
class DatabaseTest {
    private static final String ENVIRONMENT = """
            base: debian
            packages: [postgresql]
            environment:
              PGHOST: /tmp
            setup: |
              export PATH=/usr/lib/postgresql/15/bin:$PATH PGDATA=$HOME/pg
              initdb --wal-segsize=1 -A trust
              pg_ctl -w -o '-k /tmp' start
              createdb shop
              psql shop -c 'create table item (name text)'
              pg_ctl -w stop
            services:
              - name: database
                command: exec /usr/lib/postgresql/15/bin/postgres -D ~/pg -k /tmp
                ready: {port: 5432}
            """;

    @TempDir
    Path root;

    @Test
    void aDatabaseFromDebiansPackagesRunsInEachSessionWithTheSchemaOfTheBuild() throws Exception {
        SharedDebian.plant(root.resolve("state/layers"));
        Path configuration = Files.writeString(root.resolve("slipway.yaml"), "egress:\n  \"*\": [registries]\n");
        String insert = "psql -qAt shop -c \\\"insert into item values ('tea') returning name\\\";"
                + " psql -qAt shop -c 'select count(*) from item'; id -u; touch /usr/x 2>/dev/null || echo refused";
        try (FakeVendor vendor = new FakeVendor()) {
            for (int session = 1; session <= 2; session++)
                vendor.then(
                        Replies.openai("I ask it.", "bash", "{\"command\":\"" + insert + "\"}"),
                        Replies.openai("Fine."));
            Map<String, String> settings =
                    Map.of("OPENAI_BASE_URL", vendor.url() + "/v1", "SLIPWAY_CONFIG", configuration.toString());
            try (Scene scene = new Scene(root, settings)) {
                scene.project().write(".slipway/environment.yaml", ENVIRONMENT);
                String head = scene.project().commit("A shop");
                RepositoryName name = scene.add(scene.project().folder().toString());
                awaitImage(scene, name, head);
                for (int number = 1; number <= 2; number++) {
                    SessionId session = scene.create();
                    scene.prompt(session, "Ask the database");
                    assertThat(scene.await(ToolFinished.class, number).output()).isEqualTo("tea\n1\n1000\nrefused");
                }
            }
        }
    }

    private static void awaitImage(Scene scene, RepositoryName name, String commit) {
        Awaitility.await("the image")
                .dontCatchUncaughtExceptions()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(8))
                .until(() -> {
                    ImageDetails details = details(scene, name);
                    details.builds().stream()
                            .filter(build -> build.state() == ImageDetails.State.failed)
                            .findFirst()
                            .ifPresent(build -> {
                                throw new AssertionError(build.message() + "\n" + log(scene, name));
                            });
                    return details.current() != null
                            && details.current().commit().equals(commit);
                });
    }

    private static ImageDetails details(Scene scene, RepositoryName name) throws Exception {
        try (ApiClient api = ApiClient.open(scene.backend().backend())) {
            return api.image(name).get(60, TimeUnit.SECONDS);
        }
    }

    private static String log(Scene scene, RepositoryName name) {
        try (ApiClient api = ApiClient.open(scene.backend().backend())) {
            String text = api.buildLog(name, null, 0).get(60, TimeUnit.SECONDS).text();
            return text.substring(Math.max(0, text.length() - 4000));
        } catch (Exception e) {
            return e.toString();
        }
    }
}
