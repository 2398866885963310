package dev.slipway.desktop.images;

import dev.slipway.client.Human;
import dev.slipway.client.ImageView;
import dev.slipway.client.Plain;
import dev.slipway.client.PoolWords;
import dev.slipway.protocol.BoardEvent.ImageBuilding;
import dev.slipway.protocol.BoardEvent.ImageFailed;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.RepositoryName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One repository's image as it is shown. Immutable.
///
/// @param dot the word of its state's colour
/// @param state in words
/// @param facts what it is made of
/// @param failure why the newest build came to nothing; empty where it didn't
/// @param warnings what was asked and isn't granted, and what is worth knowing
record ImageCard(
        RepositoryName repository,
        String dot,
        boolean building,
        String state,
        List<Fact> facts,
        String failure,
        List<String> warnings) {
    record Fact(String name, String value) {}

    /// @param told the board's newest words; null where it has none
    static ImageCard of(ImageDetails image, @Nullable ImageView told, long nowMs) {
        ImageBuilding building = told == null ? null : told.building();
        ImageFailed failed = told == null ? null : told.failed();
        ImageDetails.Current current = image.current();
        List<String> warnings = new ArrayList<>();
        String failure = failed == null ? "" : Plain.line(failed.message());
        ImageDetails.Setting setting = image.setting();
        if (setting != null) {
            setting.problems().forEach(problem -> warnings.add("The file can't be used, line " + Plain.line(problem)));
            setting.notGranted().forEach(what -> warnings.add("Asked for and not granted: " + Plain.line(what)));
        }
        if (current != null) current.notes().forEach(note -> warnings.add(Plain.line(note)));
        String state = current == null
                ? "No image yet; sessions begin on the files alone"
                : "Ready · " + Human.ago(current.builtAtMs(), nowMs) + " · " + Plain.line(current.branch()) + " at "
                        + Plain.line(Human.cut(current.commit(), 10)) + " · " + Human.bytes(current.bytes());
        if (building != null) state = Plain.line(building.message());
        String dot = building != null ? "working" : failed != null ? "failed" : current != null ? "done" : "ready";
        return new ImageCard(image.repository(), dot, building != null, state, facts(image), failure, warnings);
    }

    private static List<Fact> facts(ImageDetails image) {
        ImageDetails.Current current = image.current();
        ImageDetails.Setting setting = image.setting();
        PoolFigures pool = image.pool();
        List<Fact> facts = new ArrayList<>();
        if (setting != null) {
            facts.add(new Fact(said(setting), Plain.line(setting.reason())));
            for (ImageDetails.Step step : setting.steps())
                facts.add(new Fact(name(step.name()), Plain.text(String.join("\n", step.commands()))));
            setting.services()
                    .forEach(
                            (name, command) -> facts.add(new Fact("Service " + Plain.line(name), Plain.line(command))));
            if (!setting.egress().isEmpty())
                facts.add(new Fact("Hosts", Plain.line(String.join(", ", setting.egress()))));
        }
        if (current != null)
            facts.add(new Fact(
                    "Built in", Human.duration(current.tookMs()) + ", " + Human.count(current.layers(), "layer")));
        if (pool != null) facts.add(new Fact("Sandboxes", capital(PoolWords.of(pool))));
        return facts;
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String said(ImageDetails.Setting setting) {
        return switch (setting.source()) {
            case file -> "Said by";
            case operator -> "Decided by";
            case detected -> "Guessed from";
            case none -> "What is done";
        };
    }

    private static String name(String step) {
        return switch (step) {
            case "setup" -> "Setup";
            case "build" -> "Build";
            case "warm_up" -> "Warm-up";
            case "test" -> "Test";
            default -> Plain.line(step);
        };
    }
}
