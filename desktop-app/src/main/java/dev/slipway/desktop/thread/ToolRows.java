package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.client.ThreadItem.ToolCall;
import dev.slipway.desktop.code.Ansi;
import dev.slipway.desktop.session.GrowingText;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.desktop.thread.Row.Lines.Block;
import dev.slipway.desktop.thread.Row.Lines.Line;
import dev.slipway.desktop.thread.Row.Lines.Look;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a tool call: its line, and what it was given and gave, where it is open.
final class ToolRows {
    /// Of the output in place.
    static final int MOST_LINES = 200;

    private static final int LIVE_LINES = 8;
    private static final int LIVE_CHARACTERS = 20_000;

    /// Their input says what they did.
    private static final Set<String> CHANGES = Set.of("edit", "patch", "write");

    private final State state;

    ToolRows(State state) {
        this.state = state;
    }

    static Key key(ToolCall call) {
        return new Key(call.blockId().value(), "call", 0);
    }

    /// @param inside whether it is one of a fold
    void add(List<Row> rows, ToolCall call, boolean inside) {
        boolean open = state.isOpen(key(call));
        boolean running = call.outcome() == null;
        rows.add(new Row.Call(
                key(call),
                call.tool(),
                ToolWords.verb(call.tool(), running),
                Plain.line(call.title(), 400),
                call.outcome(),
                call.durationMs(),
                running ? state.since(call.blockId()) : 0,
                ToolWords.result(call),
                open,
                inside));
        int indent = inside ? 1 : 0;
        if (open) opened(rows, call, indent);
        else if (running) live(rows, call, LIVE_LINES, indent);
    }

    private void opened(List<Row> rows, ToolCall call, int indent) {
        Key input = new Key(call.blockId().value(), "input", 0);
        CodeRows.add(rows, new Block(input, "", Look.input, indent), ToolInput.lines(call), state.isOpen(input));
        if (call.outcome() == null) {
            live(rows, call, MOST_LINES, indent);
            return;
        }
        FullOutput full = state.fullOutput(call.blockId());
        Block block = new Block(new Key(call.blockId().value(), "output", 0), "", Look.output, indent);
        if (full != null && !full.lines().isEmpty()) CodeRows.chunks(rows, block, full.lines());
        else output(rows, call, block, full == null);
        if (full != null && !full.state().isEmpty())
            rows.add(new Row.Quiet(more(call), Row.Quiet.Kind.notice, full.state(), null));
    }

    private static void output(List<Row> rows, ToolCall call, Block block, boolean offer) {
        boolean said = CHANGES.contains(call.tool()) && call.outcome() == ToolOutcome.ok;
        if (call.output().isBlank() || said) return;
        List<String> lines = lines(call.output());
        boolean cut = lines.size() > MOST_LINES;
        CodeRows.chunks(rows, block, CodeRows.plain(cut ? lines.subList(0, MOST_LINES) : lines));
        long given = call.output().length() < 8_000
                ? call.output().getBytes(StandardCharsets.UTF_8).length
                : call.output().length();
        if (offer && (cut || call.outputBytes() > given))
            rows.add(new Row.Quiet(
                    more(call),
                    Row.Quiet.Kind.notice,
                    call.outputBytes() > 0 ? "Show all " + Texts.bytes(call.outputBytes()) : "Show all",
                    new Row.Does.ReadOutput(key(call))));
    }

    /// The last lines of what a running tool has written so far.
    private void live(List<Row> rows, ToolCall call, int most, int indent) {
        GrowingText growing = state.growing(call.blockId());
        if (growing == null || growing.length() == 0) return;
        List<String> lines = lines(growing.end(most > LIVE_LINES ? 4 * LIVE_CHARACTERS : LIVE_CHARACTERS));
        List<String> last = lines.subList(Math.max(0, lines.size() - most), lines.size());
        Block block = new Block(new Key(call.blockId().value(), "output", 0), "", Look.output, indent);
        List<Line> shown = CodeRows.plain(last);
        CodeRows.chunks(rows, block, shown);
    }

    private static List<String> lines(String output) {
        return new ArrayList<>(List.of(Ansi.strip(output).stripTrailing().split("\n", -1)));
    }

    private static Key more(ToolCall call) {
        return new Key(call.blockId().value(), "all", 0);
    }

    /// What the rows of a thread depend on beside the log.
    interface State {
        boolean isOpen(Key key);

        /// When it was heard of while it happened; 0 where that is not known.
        long since(BlockId block);

        /// When the newest event happened, by this machine's clock.
        long lastEventMs();

        boolean isUndone(TurnId turn);

        /// Whether it is the newest turn that counts.
        boolean isCurrent(TurnId turn);

        /// What is being written now, in the order it began.
        List<GrowingText> growing();

        @Nullable
        GrowingText growing(BlockId block);

        @Nullable
        FullOutput fullOutput(BlockId block);

        /// Whether a person opened this host to the session's sandboxes.
        boolean isAllowed(String host);
    }
}
