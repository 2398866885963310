package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.environment.Detection;
import dev.slipway.backend.environment.EnvironmentFile;
import dev.slipway.backend.files.Trees;
import dev.slipway.backend.image.SharedDebian;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.projects.PackageSources;
import dev.slipway.backend.projects.SampleProject;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.EgressRefused;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Real projects, whose images are built with dependencies from real registries through the proxy. Then the network is
/// shut, and sessions run the tests: at once, with nothing compiled or fetched again. All images are built side by
/// side.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectsTest {
    /// Whatever of what tests need was made anew since a file was.
    private static final String MADE_SINCE =
            "find . ~ -newer ~/begun \\( -name '*.class' -o -name '*.jar' -o -name '*.js' -o -name '*.pyc' \\)";

    private final Set<SampleProject> inReach = EnumSet.noneOf(SampleProject.class);
    private volatile Grants granted = Grants.NONE;
    private Path root;
    private House house;

    @BeforeAll
    void begin(@TempDir Path folder) throws Exception {
        root = folder.toRealPath();
        PackageSources sources = PackageSources.ofThisMachine();
        for (SampleProject project : SampleProject.values())
            if (project.programs().stream().allMatch(Files::isExecutable) && sources.isInReach(project))
                inReach.add(project);
        house = House.open(
                root,
                new Worker(),
                EmbeddedEngine.open(
                        Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                        root.resolve("scratch"),
                        EmbeddedEngine.Protection.required),
                () -> granted);
        granted = new Grants(sources.grants());
        for (SampleProject project : inReach) build(project, sources);
        for (SampleProject project : inReach) awaitImage(project);
        granted = Grants.NONE;
    }

    @AfterAll
    void close() throws IOException {
        house.close();
        Trees.delete(house.home());
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aSessionRunsTheTestsOfARealProjectWithoutTheNetworkAndFindsAllOfItMade(SampleProject project) {
        assumeTrue(
                inReach.contains(project),
                () -> "not tried: " + project.programs() + " or the registry that it needs isn't there");
        SessionId session = house.sessions()
                .create(Caller.OPERATOR, new ClientMessage.CreateSession(RequestId.fresh(), name(project), null, null))
                .session();
        String said = run(session, "touch ~/begun; " + project.test() + " 2>&1");
        assertThat(said).contains(project.passed());
        assertThat(events(session, EgressRefused.class))
                .as("what it asked for on the network")
                .isEmpty();
        assertThat(run(session, MADE_SINCE + "; git status --porcelain; curl -sS -m 5 http://registry.example/ 2>&1"))
                .as("made anew")
                .doesNotContain(".class", ".jar", ".js", ".pyc", "??");
        assertThat(events(session, EgressRefused.class))
                .as("a request would be seen")
                .hasSize(1);
        assertThat(house.sessions()
                        .images()
                        .details(name(project), house.pool())
                        .current()
                        .notes())
                .isEmpty();
    }

    @Test
    void theExamplesInTheDocumentationAreTheseAndTheGuessIsOneOfThem() throws IOException {
        String documentation = Files.readString(Path.of("../docs/environments.md"));
        for (SampleProject project : SampleProject.values())
            assertThat(documentation).contains(project.environment().indent(4));
        assertThat(EnvironmentFile.parse(SampleProject.java.environment()).environment())
                .isEqualTo(Detection.of(List.of("pom.xml")).orElseThrow().environment());
    }

    private void build(SampleProject project, PackageSources sources) throws Exception {
        // One of them says nothing, and what it needs is guessed.
        String environment = project == SampleProject.java ? "" : project.environment();
        Path folder =
                project.make(root.resolve(project.name()), sources, environment).folder();
        if (project == SampleProject.python) SharedDebian.plant(house.home().resolve("layers"));
        house.sessions()
                .repositories()
                .add(new RepositoryCommand.AddRepository(RequestId.fresh(), folder.toString(), null));
        house.sessions().images().build(new RepositoryCommand.BuildImage(RequestId.fresh(), name(project), false));
    }

    private void awaitImage(SampleProject project) {
        Awaitility.await("the image of " + project)
                .dontCatchUncaughtExceptions()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofMinutes(8))
                .until(() -> {
                    ImageDetails details = house.sessions().images().details(name(project), house.pool());
                    ImageDetails.State state = details.builds().getFirst().state();
                    assertThat(state).as(log(project)).isNotEqualTo(ImageDetails.State.failed);
                    return state == ImageDetails.State.ready;
                });
    }

    private String log(SampleProject project) {
        return house.sessions().images().log(name(project), null, -4000).text();
    }

    private static RepositoryName name(SampleProject project) {
        return new RepositoryName(project.name());
    }

    private String run(SessionId session, String command) {
        int before = house.finished(session).size();
        house.prompt(session, command);
        Awaitility.await("the turn ends")
                .atMost(Duration.ofMinutes(2))
                .until(() -> house.finished(session).size() > before);
        return events(session, ToolFinished.class).getLast().output();
    }

    private <E extends SessionEvent> List<E> events(SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
