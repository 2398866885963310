package dev.slipway.bench;

import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.projects.PackageSources;
import dev.slipway.backend.projects.SampleProject;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/// How long a project's tests take when they are run for the first time in a session, beside what they took the second
/// time while its image was built. Both are timed inside, by the shell that runs them, one after the other, again and
/// again: each round has a commit, and so an image, of its own.
final class Projects implements Benchmark {
    private static final int IMAGE_PATIENCE_S = 900;
    /// Tells how many seconds a command took, and how many of the processors'.
    private static final String TIMED = "TIMEFORMAT='took %%R %%U %%S'; time { %s; echo; } || exit 1";

    @Override
    public String name() {
        return "projects";
    }

    @Override
    public String about() {
        return "a project's tests, run first in a fresh session, beside their second run on the image builder";
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

    /// One run of the tests, in milliseconds.
    private record Run(double took, double processor) {
        private static final Pattern TOLD = Pattern.compile("took ([0-9.]+) ([0-9.]+) ([0-9.]+)");

        static List<Run> read(String said) {
            return TOLD.matcher(said)
                    .results()
                    .map(told -> new Run(number(told.group(1)), number(told.group(2)) + number(told.group(3))))
                    .toList();
        }

        private static double number(String seconds) {
            return Double.parseDouble(seconds) * 1e3;
        }
    }

    private record Measuring(Stage stage, SampleProject project, ModelServer model, Client client, ApiClient api) {
        List<Figure> run(PackageSources sources) throws IOException, InterruptedException {
            stage.say("building images of the project " + project + " and running its tests");
            String run = "{ " + TIMED.formatted(project.test()) + "; } 2>> ~/took";
            GitRepository repository =
                    project.make(stage.folder(project.name()), sources, project.environment(": > ~/took", run, run));
            RepositoryName name = client.add(repository.folder());
            Samples[] took = {new Samples(), new Samples(), new Samples()};
            Samples[] processor = {new Samples(), new Samples(), new Samples()};
            for (int round = 0; round < stage.times(10, 4); round++) {
                if (round > 0) commit(repository, name, round);
                awaitImage(name, repository.head());
                List<Run> runs = new ArrayList<>(inSession(name, "cat ~/took"));
                runs.addAll(inSession(name, TIMED.formatted(project.test())));
                for (int i = round == 0 ? 0 : 1; i < 3; i++) {
                    took[i].add(runs.get(i).took());
                    processor[i].add(runs.get(i).processor());
                }
            }
            String beside = "second on the builder";
            return List.of(
                    Figure.of("projects", project + ", first on the builder", took[0], beside, took[1]),
                    Figure.of("projects", project + ", first in a session", took[2], beside, took[1]),
                    Figure.of("projects", project + ", processors' time of that", processor[2], beside, processor[1]));
        }

        private void commit(GitRepository repository, RepositoryName name, int round)
                throws IOException, InterruptedException {
            repository.write("notes.txt", "Round " + round + "\n");
            repository.commit("Round " + round);
            client.ask(new RepositoryCommand.BuildImage(RequestId.fresh(), name, false));
        }

        private void awaitImage(RepositoryName name, String commit) throws IOException, InterruptedException {
            for (int tries = 0; tries < 2 * IMAGE_PATIENCE_S; tries++) {
                Thread.sleep(500);
                try {
                    ImageDetails details = api.image(name).get();
                    if (details.current() != null && details.current().commit().equals(commit)) return;
                    if (!details.builds().isEmpty()
                            && details.builds().getFirst().state() == ImageDetails.State.failed)
                        throw new IOException(details.builds().getFirst().message());
                } catch (ExecutionException e) {
                    throw new IOException(e.getCause());
                }
            }
            throw new IOException("the image of " + project + " isn't ready after " + IMAGE_PATIENCE_S + " s");
        }

        /// What a command told of runs in a fresh session, in their order.
        private List<Run> inSession(RepositoryName repository, String command)
                throws IOException, InterruptedException {
            model.answers(Replies.inTurn(
                    Replies.tool("bash", "{\\\"command\\\":\\\"" + command + "\\\"}"), Replies.text("Done.")));
            SessionId session =
                    ((SessionEvent.SessionCreated) client.create(repository).event()).sessionId();
            client.say(Client.subscribe(session));
            client.prompt(session, "Run the tests.");
            String said = ((SessionEvent.ToolFinished)
                            client.awaitEvent(SessionEvent.ToolFinished.class).event())
                    .output();
            client.awaitEvent(SessionEvent.TurnFinished.class);
            client.delete(session);
            List<Run> runs = Run.read(said);
            if (runs.isEmpty()) throw new IOException("the tests of " + project + " failed in a session: " + said);
            return runs;
        }
    }
}
