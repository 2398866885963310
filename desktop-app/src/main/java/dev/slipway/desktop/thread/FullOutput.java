package dev.slipway.desktop.thread;

import dev.slipway.desktop.code.Ansi;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.thread.Row.Lines.Line;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A tool's whole output, read in parts until its end. FX thread only.
final class FullOutput {
    /// More than this is not read: nobody reads it here.
    private static final int LARGEST = 8_000_000;

    private final Connection connection;
    private final SessionId session;
    private final BlockId block;
    private final Runnable changed;
    private final StringBuilder text = new StringBuilder();
    private List<Line> lines = List.of();
    private String state = "Reading the output…";

    FullOutput(Connection connection, SessionId session, BlockId block, Runnable changed) {
        this.connection = connection;
        this.session = session;
        this.block = block;
        this.changed = changed;
        read(0);
    }

    List<Line> lines() {
        return lines;
    }

    /// What is still to be said of it; empty once it is all there.
    String state() {
        return state;
    }

    private void read(long offset) {
        connection.readOutput(session, block, offset).whenComplete((output, failure) -> {
            if (output == null) state = failed(failure);
            else take(output);
            changed.run();
        });
    }

    private void take(ServerMessage.Output output) {
        text.append(output.text());
        long next = output.nextOffset() == null ? output.offset() : output.nextOffset();
        boolean more = next > output.offset();
        String part = Texts.bytes(next) + " of " + Texts.bytes(output.totalBytes());
        if (more && text.length() < LARGEST) {
            state = "Reading the output… " + part;
            read(next);
            return;
        }
        state = more ? "These are the first " + part + "." : "";
        lines = CodeRows.plain(
                List.of(Ansi.strip(text.toString()).stripTrailing().split("\n", -1)));
        text.setLength(0);
    }

    private static String failed(@Nullable Throwable failure) {
        String why = failure == null ? "" : String.valueOf(failure.getMessage());
        return "The output could not be read. " + why;
    }
}
