package dev.slipway.backend.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.ObjectMapper;

/// What the rehearsal model says and does next. Pure: the same conversation gets the same line.
final class RehearsalScript {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MARK = "A very small program to try Slipway on.";
    private static final int MOST_STEPS = 12;

    private RehearsalScript() {}

    record Line(String words, List<Action> actions) {
        static Line end(String words) {
            return new Line(words, List.of());
        }

        static Line act(String words, Action... actions) {
            return new Line(words, List.of(actions));
        }
    }

    record Action(String tool, String arguments) {
        static Action of(String tool, Map<String, String> arguments) {
            return new Action(tool, JSON.writeValueAsString(new java.util.TreeMap<>(arguments)));
        }
    }

    /// An option that the script can add to the sample program.
    private record Feature(String option, String effect, String filter, String check, String expected) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature("shout", "greet in capitals", "tr '[:lower:]' '[:upper:]'", "shouts", "HELLO, ADA!"),
            new Feature("whisper", "greet in small letters", "tr '[:upper:]' '[:lower:]'", "whispers", "hello, ada!"));

    static Line next(Rehearsal so) {
        if (so.steps() > MOST_STEPS)
            return Line.end("This is a rehearsal, and its script ends here: too much went another way.");
        if (!so.tried("read", "README.md")) {
            String words = "This is a rehearsal: a script plays the model, with the real tools and a real sandbox."
                    + (so.images() == 0 ? "" : " " + seen(so.images())) + " I look at the repository first.";
            return Line.act(words, Action.of("glob", Map.of("pattern", "*")), read("README.md"));
        }
        boolean sample = so.result("read", "README.md").orElse("").contains(MARK);
        return sample ? inTheSample(so) : elsewhere(so);
    }

    private static String seen(int images) {
        return (images == 1 ? "1 image came" : images + " images came")
                + " with your words, which a script can't look at.";
    }

    private static Line inTheSample(Rehearsal so) {
        Optional<String> greet = so.result("read", "\"greet\"");
        boolean unsure = so.calls().stream()
                .anyMatch(c -> c.call().tool().equals("edit") && c.result().failed());
        if (greet.isEmpty() || unsure && so.calls().getLast().call().tool().equals("edit"))
            return Line.act("Now the program and its tests.", read("greet"), read("tests/run"));
        Optional<Feature> missing = FEATURES.stream()
                .filter(f -> !greet.get().contains("--" + f.option()))
                .findFirst();
        if (missing.isPresent() && !so.tried("edit", "--" + missing.get().option())) return change(missing.get(), so);
        if (!so.tried("edit", "--"))
            return Line.end("Everything that this rehearsal's script can add is there already, so nothing was changed."
                    + " A real model would do what you asked.");
        if (!so.tried("bash", "tests/run") || so.failed("bash", "tests/run") && so.steps() < 6)
            return Line.act("The tests tell whether it works.", Action.of("bash", Map.of("command", "sh tests/run")));
        return end(so);
    }

    private static Line change(Feature feature, Rehearsal so) {
        String option = feature.option();
        List<Action> actions = new ArrayList<>();
        actions.add(edit("greet", "\nusage() {", option + "=no\n\nusage() {"));
        actions.add(edit(
                "greet",
                "  --help        this text",
                "  --" + option + " ".repeat(12 - option.length()) + feature.effect() + "\n  --help        this text"));
        actions.add(edit(
                "greet", "    --help)\n", "    --" + option + ")\n      " + option + "=yes\n      ;;\n    --help)\n"));
        actions.add(edit(
                "greet",
                "echo \"$greeting\"",
                "[ \"$" + option + "\" = no ] || greeting=$(printf '%s' \"$greeting\" | " + feature.filter()
                        + ")\necho \"$greeting\""));
        actions.add(edit(
                "tests/run",
                "\nexit $failed",
                "check \"" + feature.check() + "\" \"" + feature.expected() + "\" \"$(sh greet --name Ada --" + option
                        + ")\"\n\nexit $failed"));
        return new Line("I add `--" + option + "` to `greet`, with its line in the usage and a test.", actions);
    }

    private static Line end(Rehearsal so) {
        Feature done = FEATURES.stream()
                .filter(f -> so.tried("edit", "--" + f.option()))
                .findFirst()
                .orElse(FEATURES.getFirst());
        String tests = so.failed("bash", "tests/run") ? "The tests don't pass." : "The tests pass.";
        return Line.end("`greet --" + done.option() + "` works now: it will " + done.effect() + ". " + tests
                + "\n\nThis was a rehearsal: a script made this change, whatever you asked for. With a model's key, an agent"
                + " does what you ask.\n\nSubject: Add --" + done.option() + " to greet (rehearsal)");
    }

    private static Line elsewhere(Rehearsal so) {
        if (so.tried("write", "REHEARSAL.md"))
            return Line.end(
                    "This was a rehearsal: I wrote `REHEARSAL.md` and changed nothing else. Set ANTHROPIC_API_KEY or"
                            + " OPENAI_API_KEY, and an agent does what you ask.\n\nSubject: Add a note of a rehearsal");
        String asked = so.prompt()
                .lines()
                .findFirst()
                .orElse("")
                .replaceAll("[`\\p{Cntrl}]", " ")
                .strip();
        String cut = asked.length() > 200 ? asked.substring(0, 200) + "…" : asked;
        String content =
                "# A rehearsal\n\nSlipway wrote this file without a model, to show how a session goes. It may be deleted.\n\n"
                        + "The prompt began with:\n\n> " + cut + "\n";
        return Line.act(
                "I don't know this repository, and this is a rehearsal, so I leave its files alone and write one note.",
                Action.of("write", Map.of("path", "REHEARSAL.md", "content", content)));
    }

    private static Action read(String path) {
        return Action.of("read", Map.of("path", path));
    }

    private static Action edit(String path, String old, String now) {
        return new Action(
                "edit",
                JSON.writeValueAsString(
                        new java.util.TreeMap<>(Map.of("path", path, "old_text", old, "new_text", now))));
    }
}
