package dev.slipway.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A repository's image: what stands, what it is made of, and how it came to be.
///
/// @param current what sessions begin on; null where there is none
/// @param setting what it is made by; null where that isn't known yet
/// @param builds the newest first
/// @param pool the sandboxes that wait over it; null where an older backend doesn't tell
public record ImageDetails(
        RepositoryName repository,
        @Nullable Current current,
        @Nullable Setting setting,
        List<Build> builds,
        @Nullable PoolFigures pool) {
    public ImageDetails {
        Check.present("repository", repository);
        builds = Check.copy("builds", builds);
    }

    /// @param branch the default branch, or the commit where HEAD names none
    /// @param bytes on disk
    /// @param notes what is worth knowing of it, in sentences for people
    public record Current(
            String commit, String branch, long builtAtMs, long tookMs, long bytes, int layers, List<String> notes) {
        public Current {
            Check.present("commit", commit);
            Check.present("branch", branch);
            Check.notNegative("bytes", bytes);
            Check.notNegative("layers", layers);
            notes = Check.copy("notes", notes);
        }
    }

    /// What is done to make an image, as the repository asked and the operator granted.
    ///
    /// @param reason where it was said, or why it was guessed, for people
    /// @param steps in their order; `test` is only told to the agent
    /// @param services names, and the commands that run
    /// @param egress hosts that can be reached
    /// @param secrets by name
    /// @param notGranted what was asked and isn't granted, in words for people
    /// @param problems of the repository's file; where there are some, nothing is built
    public record Setting(
            ImageSource source,
            String reason,
            String base,
            List<Step> steps,
            Map<String, String> services,
            List<Integer> ports,
            List<String> egress,
            List<String> secrets,
            List<String> notGranted,
            List<String> problems,
            long rebuildMs) {
        public Setting {
            Check.present("source", source);
            Check.present("reason", reason);
            Check.present("base", base);
            steps = Check.copy("steps", steps);
            services = Map.copyOf(Check.present("services", services));
            ports = Check.copy("ports", ports);
            egress = Check.copy("egress", egress);
            secrets = Check.copy("secrets", secrets);
            notGranted = Check.copy("notGranted", notGranted);
            problems = Check.copy("problems", problems);
        }
    }

    public record Step(String name, List<String> commands) {
        public Step {
            Check.present("name", name);
            commands = Check.copy("commands", commands);
        }
    }

    /// @param message how it ended, or what is being done
    /// @param logBytes of its log so far
    public record Build(
            BuildId buildId, State state, String commit, long startedAtMs, long tookMs, String message, long logBytes) {
        public Build {
            Check.present("buildId", buildId);
            Check.present("state", state);
            Check.present("commit", commit);
            Check.present("message", message);
            Check.notNegative("logBytes", logBytes);
        }
    }

    public enum State {
        waiting,
        running,
        ready,
        failed,
        cancelled
    }
}
