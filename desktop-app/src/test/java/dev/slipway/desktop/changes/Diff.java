package dev.slipway.desktop.changes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.util.QuotedString;

/// Diffs as JGit writes them.
final class Diff {
    private Diff() {}

    /// @param before empty for a new file
    /// @param after empty for one that went
    static String of(String path, String before, String after, int context) {
        String a = QuotedString.GIT_PATH.quote("a/" + path);
        String b = QuotedString.GIT_PATH.quote("b/" + path);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String mode = before.isEmpty() ? "new file mode 100644\n" : after.isEmpty() ? "deleted file mode 100644\n" : "";
        out.writeBytes(("diff --git " + a + " " + b + "\n" + mode + "--- " + (before.isEmpty() ? "/dev/null" : a)
                        + "\n+++ " + (after.isEmpty() ? "/dev/null" : b) + "\n")
                .getBytes(StandardCharsets.UTF_8));
        RawText old = new RawText(before.getBytes(StandardCharsets.UTF_8));
        RawText now = new RawText(after.getBytes(StandardCharsets.UTF_8));
        try (DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setContext(context);
            formatter.format(new HistogramDiff().diff(RawTextComparator.DEFAULT, old, now), old, now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
