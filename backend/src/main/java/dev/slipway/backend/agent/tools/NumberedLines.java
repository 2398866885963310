package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Lines of a file with their numbers, read in pieces, so that memory is bounded however long file and lines
/// are.
final class NumberedLines {
    static final int MOST_LINES = 2_000;
    private static final int MOST_BYTES = 50_000;
    private static final int MOST_LINE_BYTES = 2_000;
    private static final int PIECE_BYTES = 256 * 1024;

    private final long first;
    private final int limit;
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long lineBytes;
    private long number = 1;
    private int taken;
    private int takenBytes;

    private NumberedLines(long first, int limit) {
        this.first = first;
        this.limit = limit;
    }

    static ToolAnswer read(Sandbox sandbox, String path, long first, int limit) throws InterruptedException {
        NumberedLines lines = new NumberedLines(first, limit);
        long offset = 0;
        while (true) {
            Sandbox.FileBytes piece = sandbox.read(path, offset, PIECE_BYTES);
            byte[] content = piece.content();
            if (offset == 0) {
                String kind = BinaryKind.of(content);
                if (!kind.isEmpty())
                    return new ToolAnswer.Ok(Names.shown(path) + " is " + kind + " of " + piece.sizeBytes()
                            + " bytes; `read` shows only text.");
            }
            if (!lines.take(content))
                return lines.answer("[more lines follow: go on with offset " + lines.number + "]");
            offset += content.length;
            if (content.length == 0 || offset >= piece.sizeBytes()) break;
        }
        return lines.last();
    }

    /// @return false where enough was taken
    private boolean take(byte[] bytes) {
        for (byte b : bytes) {
            if (full()) return false;
            if (b == '\n') {
                endLine();
                continue;
            }
            lineBytes++;
            if (number >= first && line.size() < MOST_LINE_BYTES) line.write(b);
        }
        return true;
    }

    private boolean full() {
        return taken >= limit || takenBytes >= MOST_BYTES;
    }

    private void endLine() {
        if (number >= first) {
            byte[] bytes = line.toByteArray();
            boolean cut = lineBytes > bytes.length;
            int whole = cut ? HeadAndTail.whole(bytes) : bytes.length;
            String shown = new String(bytes, 0, whole, StandardCharsets.UTF_8);
            if (shown.endsWith("\r")) shown = shown.substring(0, shown.length() - 1);
            text.append(String.format("%6d\t%s", number, shown));
            if (cut) text.append(" [… ").append(lineBytes - whole).append(" more bytes in this line]");
            text.append('\n');
            taken++;
            takenBytes += whole + 8;
        }
        line.reset();
        lineBytes = 0;
        number++;
    }

    private ToolAnswer last() {
        if (lineBytes > 0) endLine();
        if (taken > 0) return answer("");
        if (number == 1) return new ToolAnswer.Ok("[the file is empty]");
        return new ToolAnswer.Failed("the file has only " + (number - 1) + " lines");
    }

    private ToolAnswer answer(String end) {
        return new ToolAnswer.Ok((text + end).stripTrailing());
    }
}
