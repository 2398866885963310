package dev.slipway.backend.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.util.QuotedString;

/// The unified diff between two commits for showing it file by file: at most 4 MB, each file whole or named only.
/// Files over 1 MB are named only. Thread-safe.
public final class DiffText {
    private static final int MOST_BYTES = 4 << 20;
    /// For the name of a file that isn't shown: twice a longest path, with all its characters quoted.
    private static final int ROOM_FOR_NAMES = 40 << 10;

    private final Mirror mirror;
    private final int mostBytes;

    public DiffText(Mirror mirror) {
        this(mirror, MOST_BYTES);
    }

    DiffText(Mirror mirror, int mostBytes) {
        this.mirror = mirror;
        this.mostBytes = mostBytes;
    }

    /// All files that differ.
    ///
    /// @param context lines around each change
    public String all(String from, String to, int context) {
        Differences differences = new Differences(mirror.repository());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            List<DiffEntry> entries = differences.entries(from, to);
            for (int i = 0; i < entries.size(); i++) {
                int room = mostBytes - text.size();
                if (room < ROOM_FOR_NAMES) {
                    text.writeBytes(utf8("Files that are not shown here: " + (entries.size() - i) + "\n"));
                    break;
                }
                DiffEntry entry = entries.get(i);
                text.writeBytes(
                        one(differences, entry, context, room - ROOM_FOR_NAMES).orElseGet(() -> utf8(named(entry))));
            }
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// One file.
    ///
    /// @param path as [Mirror#changes] has it
    /// @return empty text where it doesn't differ; empty where it is too large to be shown
    public Optional<String> file(String from, String to, String path, int context) {
        Differences differences = new Differences(mirror.repository());
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            // A file that became a link is one that went and one that came.
            for (DiffEntry entry : differences.entries(from, to)) {
                if (!path(entry).equals(path)) continue;
                Optional<byte[]> one = one(differences, entry, context, mostBytes - text.size());
                if (one.isEmpty()) return Optional.empty();
                text.writeBytes(one.get());
            }
            return Optional.of(text.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Empty where it is too large.
    private Optional<byte[]> one(Differences differences, DiffEntry entry, int context, int atMost) throws IOException {
        boolean oldLarge = isLarge(entry.getOldMode(), entry.getOldId());
        boolean newLarge = isLarge(entry.getNewMode(), entry.getNewId());
        boolean binary = (oldLarge && isBinary(entry.getOldId())) || (newLarge && isBinary(entry.getNewId()));
        if ((oldLarge || newLarge) && !binary) return Optional.empty();
        Differences.Bounded out = new Differences.Bounded(atMost);
        try (DiffFormatter formatter = differences.formatter(out)) {
            formatter.setContext(context);
            formatter.format(entry);
            formatter.flush();
        } catch (IOException e) {
            if (!out.full) throw e;
            return Optional.empty();
        }
        return Optional.of(out.kept.toByteArray());
    }

    private boolean isLarge(FileMode mode, AbbreviatedObjectId id) throws IOException {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE
                && blob(id).getSize() > Differences.MOST_TEXT;
    }

    private boolean isBinary(AbbreviatedObjectId id) throws IOException {
        try (InputStream content = blob(id).openStream()) {
            return RawText.isBinary(content);
        }
    }

    private ObjectLoader blob(AbbreviatedObjectId id) throws IOException {
        return mirror.repository().open(id.toObjectId());
    }

    private static String named(DiffEntry entry) {
        String before = QuotedString.GIT_PATH.quote("a/" + path(entry));
        String after = QuotedString.GIT_PATH.quote("b/" + path(entry));
        return "diff --git " + before + " " + after + "\nThe diff of " + before + " and " + after
                + " is too large to show\n";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String path(DiffEntry entry) {
        return Differences.path(entry);
    }

    private static GitRefused unreadable(IOException e) {
        return new GitRefused("The diff can't be read: " + e.getMessage(), e);
    }
}
