package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.backend.environment.Detection;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.environment.EnvironmentFile;
import dev.slipway.backend.environment.Granted;
import dev.slipway.backend.environment.Operator;
import dev.slipway.backend.git.CommitFiles;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.image.Image.Ingredients;
import dev.slipway.protocol.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What repositories get, as of a commit of their default branch. Thread-safe.
///
/// @param granted what is opened to a repository
/// @param most what one sandbox may use where nothing else is said
public record Environments(Operator operator, Function<RepositoryName, Granted> granted, Environment.Amount most) {
    /// Where the operator said nothing.
    public static final Environments NOTHING_SAID =
            new Environments(Operator.NONE, repository -> Granted.NOTHING, Environment.Amount.NONE);

    /// What is in an image is of this form; another one makes all of them anew.
    private static final String FORM = "1";

    Agreed agreed(Mirror mirror, String commit) {
        CommitFiles files = new CommitFiles(mirror, commit);
        String name = mirror.name().value();
        return Agreed.of(
                name,
                files.text(Environment.FILE, EnvironmentFile.LARGEST_BYTES + 1).map(EnvironmentFile::parse),
                files.rootNames(),
                operator,
                granted.apply(mirror.name()),
                most);
    }

    /// @param machine stands for the base's own system
    static Ingredients ingredients(Mirror mirror, String commit, Environment environment, String machine) {
        List<String> setup = environment.setup();
        List<String> ground = new ArrayList<>(List.of(FORM, environment.base(), machine));
        ground.addAll(environment.packages());
        ground.add("setup");
        ground.addAll(setup);
        environment.variables().forEach((name, value) -> ground.add(name + "=" + value));
        boolean some = !setup.isEmpty();
        String manifests =
                some ? new CommitFiles(mirror, commit).fingerprint(path -> Detection.decidesSetup(path, setup)) : "";
        return new Ingredients(
                Fingerprint.of(ground),
                manifests,
                step(environment.build(), environment, commit),
                step(environment.warmUp(), environment, commit));
    }

    private static String step(List<String> commands, Environment environment, String commit) {
        if (commands.isEmpty()) return "";
        List<String> parts = new ArrayList<>(commands);
        parts.add(commit);
        parts.add(environment.services().toString());
        return Fingerprint.of(parts);
    }
}
