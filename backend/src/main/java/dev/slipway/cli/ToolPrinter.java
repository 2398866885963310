package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tool calls: one line each, the beginning of what they print, and how they ended. Calls of one reply are recorded
/// together before the first runs and run in their order, so a call's line is printed when the one before it has
/// ended. One thread.
final class ToolPrinter {
    private static final int LIVE_LINES = 12;
    private static final int WIDTH_LEFT = 6;

    private final Consumer<String> line;
    private final Style style;
    private final Map<ToolCallId, Call> calls = new LinkedHashMap<>();
    private final Map<BlockId, Call> byBlock = new HashMap<>();

    private static final class Call {
        private final SessionEvent.ToolStarted started;
        private final StringBuilder unfinishedLine = new StringBuilder();
        private boolean announced;
        private int lines;

        Call(SessionEvent.ToolStarted started) {
            this.started = started;
        }
    }

    ToolPrinter(Consumer<String> line, Style style) {
        this.line = line;
        this.style = style;
    }

    void queued(SessionEvent.ToolStarted started) {
        Call call = new Call(started);
        calls.put(started.toolCallId(), call);
        byBlock.put(started.blockId(), call);
    }

    /// All calls of a reply are there, and the first of them runs now.
    void begin() {
        calls.values().stream().findFirst().ifPresent(this::announce);
    }

    void output(BlockId block, String text) {
        Call call = byBlock.get(block);
        if (call == null) return;
        announce(call);
        for (int i = 0; i < text.length() && call.lines <= LIVE_LINES; i++) {
            char c = text.charAt(i);
            if (c == '\n') flush(call);
            else if (call.unfinishedLine.length() < 500) call.unfinishedLine.append(c);
        }
    }

    void finished(SessionEvent.ToolFinished finished) {
        Call call = calls.remove(finished.toolCallId());
        byBlock.remove(finished.blockId());
        if (call == null) return;
        announce(call);
        if (call.lines == 0 && call.unfinishedLine.isEmpty() && showsResult(call.started.tool(), finished.outcome()))
            output(call, finished.output());
        if (!call.unfinishedLine.isEmpty()) flush(call);
        String took = Human.duration(finished.durationMs());
        String size = finished.outputBytes() > 2000 ? ", " + Human.bytes(finished.outputBytes()) : "";
        switch (finished.outcome()) {
            case ok -> line.accept(style.dim("  ✓ " + took + size));
            case failed -> line.accept(style.red("  ✗ failed") + style.dim(", " + took + size));
            case interrupted -> line.accept(style.amber("  ⋯ interrupted") + style.dim(", " + took + size));
        }
        begin();
    }

    /// What reads only is not worth repeating; why something failed is.
    private static boolean showsResult(String tool, @Nullable ToolOutcome outcome) {
        return outcome == ToolOutcome.failed || tool.equals("bash") || tool.equals("todo");
    }

    private void output(Call call, String text) {
        text.lines().limit(LIVE_LINES + 1).forEach(l -> {
            call.unfinishedLine.append(l);
            flush(call);
        });
    }

    private void announce(Call call) {
        if (call.announced) return;
        call.announced = true;
        String title = Human.cut(Plain.line(call.started.title()), style.width() - 14);
        line.accept(style.bold("● " + Plain.line(call.started.tool())) + "  " + title);
    }

    private void flush(Call call) {
        call.lines++;
        String text = Human.cut(Plain.line(call.unfinishedLine.toString()), style.width() - WIDTH_LEFT);
        call.unfinishedLine.setLength(0);
        if (call.lines <= LIVE_LINES) line.accept(style.dim("  │ " + text));
        else if (call.lines == LIVE_LINES + 1) line.accept(style.dim("  │ … (more; slipway show has it all)"));
    }
}
