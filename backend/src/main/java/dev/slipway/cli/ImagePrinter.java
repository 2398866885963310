package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.PoolWords;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.ImageSource;
import java.util.List;

/// Images as lines.
final class ImagePrinter {
    private final Style style;
    private final long now = System.currentTimeMillis();

    ImagePrinter(Style style) {
        this.style = style;
    }

    void list(ImageList list) {
        if (list.images().isEmpty()) System.out.println("No repositories yet. Add one: slipway repo add PATH|URL");
        int longest = list.images().stream()
                .mapToInt(image -> image.repository().value().length())
                .max()
                .orElse(0);
        for (ImageDetails image : list.images()) {
            String name = Plain.line(image.repository().value());
            System.out.println(name + " ".repeat(longest - name.length() + 2) + state(image));
        }
        System.out.println(style.dim(Human.bytes(list.diskBytes()) + " of " + Human.bytes(list.diskLimitBytes())
                + " are taken by images and what sessions stand on"));
    }

    void show(ImageDetails image) {
        System.out.println(style.bold(Plain.line(image.repository().value())) + "  " + state(image));
        ImageDetails.Current current = image.current();
        if (current != null) {
            System.out.println("  " + Plain.line(current.branch()) + " at "
                    + current.commit()
                            .substring(0, Math.min(12, current.commit().length())) + ", built in "
                    + Human.duration(current.tookMs()) + ", " + Human.count(current.layers(), "layer"));
            current.notes().forEach(note -> System.out.println("  " + style.amber("note: ") + Plain.line(note)));
        }
        if (image.pool() != null) System.out.println("Sandboxes for new sessions: " + PoolWords.of(image.pool()));
        ImageDetails.Setting setting = image.setting();
        if (setting != null) setting(setting);
        if (!image.builds().isEmpty()) System.out.println("Builds");
        for (ImageDetails.Build build : image.builds())
            System.out.println("  " + build.buildId() + "  " + coloured(build.state()) + "  "
                    + Human.ago(build.startedAtMs(), now) + "  " + Human.duration(build.tookMs()) + "  "
                    + Plain.line(build.message()));
    }

    private void setting(ImageDetails.Setting setting) {
        String who = switch (setting.source()) {
            case file -> "said by ";
            case operator -> "decided by ";
            case detected -> "guessed from ";
            case none -> "";
        };
        System.out.println("What is done: " + who + Plain.line(setting.reason()));
        for (String problem : setting.problems()) System.out.println("  " + style.red("line " + Plain.line(problem)));
        for (ImageDetails.Step step : setting.steps())
            for (String command : step.commands())
                System.out.println("  " + pad(step.name().replace('_', '-')) + Plain.line(command));
        setting.services()
                .forEach((name, command) ->
                        System.out.println("  " + pad("service") + Plain.line(name) + ": " + Plain.line(command)));
        line("ports", setting.ports().stream().map(String::valueOf).toList());
        line("hosts", setting.egress());
        line("secrets", setting.secrets());
        for (String what : setting.notGranted())
            System.out.println("  " + style.amber("not granted: ") + Plain.line(what));
        if (setting.source() == ImageSource.none)
            System.out.println(
                    "  .slipway/environment.yaml in the repository says what to do; see docs/environments.md");
    }

    private void line(String name, List<String> all) {
        if (!all.isEmpty()) System.out.println("  " + pad(name) + Plain.line(String.join(", ", all)));
    }

    private String state(ImageDetails image) {
        ImageDetails.Current current = image.current();
        String words = current == null
                ? style.dim("no image yet")
                : style.green("ready")
                        + style.dim("  " + Human.ago(current.builtAtMs(), now) + " · "
                                + current.commit()
                                        .substring(
                                                0, Math.min(10, current.commit().length())) + " · "
                                + Human.bytes(current.bytes()));
        if (image.builds().isEmpty()) return words;
        ImageDetails.Build newest = image.builds().getFirst();
        String message = newest.message().isEmpty() ? "" : ": " + Human.cut(Plain.line(newest.message()), 80);
        return switch (newest.state()) {
            case ready -> words;
            case running, waiting, failed, cancelled -> words + "  " + coloured(newest.state()) + message;
        };
    }

    private String coloured(ImageDetails.State state) {
        return switch (state) {
            case ready -> style.green("ready");
            case running -> style.blue("building");
            case waiting -> style.blue("waiting");
            case failed -> style.red("failed");
            case cancelled -> style.amber("cancelled");
        };
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, 10 - name.length()));
    }
}
