package dev.slipway.bench;

import dev.slipway.backend.projects.PackageSources;
import dev.slipway.backend.projects.SampleProject;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/// How long a project's tests take when they are run for the first time in a session, beside what they took while its
/// image was built. All are timed inside, by the shell that runs them.
final class Projects implements Benchmark {
    private static final int IMAGE_PATIENCE_S = 900;
    /// Writes down how many microseconds a command took.
    private static final String TIMED = "began=$(date +%%s%%N); %s; echo; echo took $((($(date +%%s%%N) - began) / 1000))";

    @Override
    public String name() {
        return "projects";
    }

    @Override
    public String about() {
        return "a project's tests, run first in a fresh session, beside a run on the builder that isn't the first";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        PackageSources sources = PackageSources.ofThisMachine();
        List<Figure> figures = new ArrayList<>();
        try (ModelServer model = ModelServer.open()) {
            Home home = new Home(stage, "home", Map.of("OPENAI_BASE_URL", model.url()));
            home.configure("pool: {most: 0}\n" + sources.configuration());
            try (ServerProcess backend = home.start();
                    Client client = Client.open(backend.port(), home.token());
                    ApiClient api = ApiClient.open(home.backend())) {
                for (SampleProject project : SampleProject.values()) {
                    if (project.programs().stream().allMatch(Files::isExecutable) && sources.isInReach(project))
                        figures.addAll(new Measuring(stage, project, model, client, api).run(sources));
                    else stage.say(project + " is left out: a program or the registry that it needs isn't there");
                }
            }
        }
        return figures;
    }

    private record Measuring(Stage stage, SampleProject project, ModelServer model, Client client, ApiClient api) {
        List<Figure> run(PackageSources sources) throws IOException, InterruptedException {
            stage.say("building the image of the project " + project);
            List<String> runs = Collections.nCopies(
                    stage.times(11, 6), TIMED.formatted(project.test() + " || exit 1") + " >> ~/took");
            Path folder = project.make(
                            stage.folder(project.name()), sources, project.environment(runs.toArray(String[]::new)))
                    .folder();
            RepositoryName repository = client.add(folder);
            awaitImage(repository);
            Samples first = new Samples();
            Samples later = new Samples();
            for (double took : tookInSession(repository, "cat ~/took")) (first.count() == 0 ? first : later).add(took);
            stage.say("running the tests of " + project + " in fresh sessions");
            Samples sessions = new Samples();
            for (int i = 0; i < stage.times(10, 5); i++)
                tookInSession(repository, TIMED.formatted(project.test() + " || exit 1"))
                        .forEach(sessions::add);
            String beside = "later runs on the builder";
            return List.of(
                    Figure.of("projects", project + ", first on the builder", first, beside, later),
                    Figure.of("projects", project + ", first in a session", sessions, beside, later));
        }

        private void awaitImage(RepositoryName repository) throws IOException, InterruptedException {
            for (int tries = 0; tries < IMAGE_PATIENCE_S; tries++) {
                Thread.sleep(1_000);
                try {
                    ImageDetails details = api.image(repository).get();
                    if (details.current() != null) return;
                    if (!details.builds().isEmpty()
                            && details.builds().getFirst().state() == ImageDetails.State.failed)
                        throw new IOException(details.builds().getFirst().message());
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause());
                }
            }
            throw new IOException("the image of " + project + " isn't ready after " + IMAGE_PATIENCE_S + " s");
        }

        /// In milliseconds, in their order.
        private List<Double> tookInSession(RepositoryName repository, String command)
                throws IOException, InterruptedException {
            String escaped = command.replace("\\", "\\\\\\\\").replace("\"", "\\\\\\\"");
            model.answers(Replies.inTurn(
                    Replies.tool("bash", "{\\\"command\\\":\\\"" + escaped + "\\\"}"), Replies.text("Done.")));
            SessionId session =
                    ((SessionEvent.SessionCreated) client.create(repository).event()).sessionId();
            client.say(Client.subscribe(session));
            client.prompt(session, "Run the tests.");
            String said = ((SessionEvent.ToolFinished)
                            client.awaitEvent(SessionEvent.ToolFinished.class).event())
                    .output();
            client.awaitEvent(SessionEvent.TurnFinished.class);
            client.delete(session);
            List<Double> took = said.lines()
                    .filter(line -> line.startsWith("took "))
                    .map(line -> Double.parseDouble(line.substring(5)) / 1e3)
                    .toList();
            if (took.isEmpty()) throw new IOException("the tests of " + project + " failed in a session: " + said);
            return took;
        }
    }
}
