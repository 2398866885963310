package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Runs the commands of one step in its sandbox, one after the other. One use.
final class StepRun {
    private static final Duration FINISHING = Duration.ofMinutes(10);

    /// Takes back what was done to files of the commit `$1`, names what is there beside and isn't ignored, and writes
    /// everything to the disk.
    private static final String FINISH = """
            set -e
            export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
            git -c core.hooksPath=/dev/null -c submodule.recurse=false reset -q --hard "$1"
            git status --porcelain | sed -n '1,5s/^?? /not ignored: /p'
            sync -f .
            sync -f "$HOME"
            """;

    private final Sandbox sandbox;
    private final BuildStep step;
    private final Environment environment;
    private final BuildOutput log;
    private final Consumer<String> doing;
    private final List<String> notes = new ArrayList<>();

    /// @param doing told what runs, in words for people
    StepRun(Sandbox sandbox, BuildStep step, Environment environment, BuildOutput log, Consumer<String> doing) {
        this.sandbox = sandbox;
        this.step = step;
        this.environment = environment;
        this.log = log;
        this.doing = doing;
    }

    /// Services run beside all steps but the one that sets up what they need.
    ///
    /// @return what is worth knowing, in sentences for people
    /// @throws BuildFailed where a command failed or took too long; in the warm-up that is only noted
    List<String> run(String commit) throws InterruptedException {
        Services services = new Services(sandbox);
        if (step.compareTo(BuildStep.setup) > 0 && !environment.services().isEmpty()) startServices(services);
        for (String command : step.commands(environment)) run(command, commit);
        services.stop();
        if (step == BuildStep.packages) {
            run("sync -f /", commit);
            return notes;
        }
        StringBuilder left = new StringBuilder();
        Command finish = new Command(List.of("/bin/bash", "-c", FINISH, "finish", commit), ".", Map.of(), FINISHING);
        Exit exit = sandbox.run(finish, bytes -> {
            log.output(bytes);
            if (left.length() < 1000) left.append(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        });
        if (exit.code() != 0) throw new BuildFailed("The repository could not be put back to its commit afterwards.");
        if (left.toString().contains("not ignored: "))
            notes.add("It leaves files that .gitignore doesn't name, and a session that changes them commits them: "
                    + left.toString().strip().replace("not ignored: ", "").replace("\n", ", "));
        return notes;
    }

    private void startServices(Services services) throws InterruptedException {
        doing.accept("Starting services");
        List<String> wrong = services.start(environment.services());
        wrong.forEach(log::say);
        if (wrong.isEmpty()) return;
        String first = wrong.getFirst().lines().findFirst().orElse("");
        if (step != BuildStep.warm_up) throw new BuildFailed(first);
        notes.add(first);
    }

    private void run(String command, String commit) throws InterruptedException {
        String shown = command.lines().findFirst().orElse("") + (command.lines().count() > 1 ? " …" : "");
        doing.accept(step.words() + ": " + shown);
        log.say("$ " + command.stripTrailing());
        long began = System.nanoTime();
        Map<String, String> variables = Map.of("SLIPWAY_BUILD", step.name(), "SLIPWAY_COMMIT", commit, "CI", "true");
        Duration longest = step.longest(environment);
        Exit exit = sandbox.run(new Command(List.of("/bin/bash", "-e", "-c", command), ".", variables, longest), log);
        String took = "%.1f s".formatted((System.nanoTime() - began) / 1e9);
        if (exit.timedOut()) failed("`" + shown + "` was still running after " + words(longest) + " and was ended");
        else if (exit.code() != 0) failed("`" + shown + "` ended with " + exit.code() + " after " + took);
        else log.say("[" + took + "]");
    }

    private void failed(String words) {
        log.say("[" + words + "]");
        if (step != BuildStep.warm_up) throw new BuildFailed(step.words() + " failed: " + words + ".");
        notes.add("Warming up: " + words + ".");
    }

    private static String words(Duration time) {
        return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
