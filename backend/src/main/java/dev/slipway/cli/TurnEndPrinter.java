package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.Usage;
import java.util.List;
import java.util.function.Consumer;

/// What a turn leaves: changed files, the commit, how it ended and what it took. One thread.
final class TurnEndPrinter {
    private static final int MOST_FILES = 30;

    private final Consumer<String> line;
    private final Style style;

    TurnEndPrinter(Consumer<String> line, Style style) {
        this.line = line;
        this.style = style;
    }

    void files(SessionEvent.FilesChanged event) {
        List<FileChange> files = event.files();
        if (files.isEmpty()) return;
        line.accept("");
        int width = files.stream().mapToInt(f -> f.path().length()).max().orElse(0);
        for (FileChange file : files.subList(0, Math.min(MOST_FILES, files.size()))) line.accept(file(file, width));
        if (files.size() > MOST_FILES) line.accept(style.dim("  … and " + (files.size() - MOST_FILES) + " more"));
    }

    void commit(SessionEvent.CommitMade event) {
        line.accept("");
        line.accept(style.bold(Plain.line(event.subject())));
        line.accept(
                style.dim("commit " + Plain.line(Human.cut(event.commit(), 13)) + " on ") + Plain.line(event.branch()));
        if (event.notice() != null) line.accept(style.amber(Plain.text(event.notice())));
        if (event.bringCommand() != null)
            line.accept("Bring it to you:  " + style.green(Plain.line(event.bringCommand())));
    }

    void turn(SessionEvent.TurnFinished event) {
        String took = Human.duration(event.durationMs());
        String tokens = tokens(event.usage());
        line.accept("");
        switch (event.outcome()) {
            case done -> line.accept(style.green("✓ done") + style.dim(" in " + took + tokens));
            case stopped -> line.accept(style.amber("■ stopped") + style.dim(" after " + took + tokens));
            case failed -> line.accept(style.red("✗ failed") + style.dim(" after " + took + tokens));
        }
        if (event.message() != null) line.accept(Plain.text(event.message()));
    }

    private String file(FileChange file, int width) {
        String name = Plain.line(file.path());
        String padded = name + " ".repeat(Math.clamp(width - name.length(), 1, 60));
        String kind = switch (file.kind()) {
            case added -> style.green("A");
            case modified -> style.amber("M");
            case deleted -> style.red("D");
        };
        String lines = file.binary()
                ? style.dim("binary")
                : style.green("+" + file.addedLines()) + " " + style.red("−" + file.removedLines());
        return "  " + kind + " " + padded + "  " + lines;
    }

    private static String tokens(Usage usage) {
        long in = usage.inputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
        if (in + usage.outputTokens() == 0) return "";
        return " · " + Human.tokens(in) + " tokens in, " + Human.tokens(usage.outputTokens()) + " out";
    }
}
