package dev.slipway.backend.git;

import dev.slipway.backend.git.Mirror.Diff;
import dev.slipway.protocol.FileChange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.io.NullOutputStream;

/// Compares commits. Its work is bounded by sizes that hostile content can't talk it out of.
final class Differences {
    /// What is longer isn't compared line by line.
    static final int MOST_TEXT = 1 << 20;
    private static final int MOST_COUNTED = 2000;

    private final Repository repository;

    Differences(Repository repository) {
        this.repository = repository;
    }

    List<FileChange> changes(String from, String to) {
        try (DiffFormatter formatter = formatter(NullOutputStream.INSTANCE)) {
            List<FileChange> changes = new ArrayList<>();
            for (DiffEntry entry : scan(formatter, from, to))
                changes.add(change(formatter, entry, changes.size() < MOST_COUNTED));
            return List.copyOf(changes);
        } catch (IOException e) {
            throw new GitRefused("The changes can't be read: " + e.getMessage(), e);
        }
    }

    Diff diff(String from, String to, int atMost) {
        Bounded out = new Bounded(atMost);
        try (DiffFormatter formatter = formatter(out)) {
            for (DiffEntry entry : scan(formatter, from, to)) {
                formatter.format(entry);
                formatter.flush();
                if (out.full) break;
            }
        } catch (IOException e) {
            if (!out.full) throw new GitRefused("The diff can't be read: " + e.getMessage(), e);
        }
        String text = out.kept.toString(StandardCharsets.UTF_8);
        return new Diff(out.full ? text.substring(0, text.lastIndexOf('\n') + 1) : text, out.full);
    }

    /// Which files differ, by path.
    List<DiffEntry> entries(String from, String to) throws IOException {
        try (DiffFormatter formatter = formatter(NullOutputStream.INSTANCE)) {
            return scan(formatter, from, to);
        }
    }

    private List<DiffEntry> scan(DiffFormatter formatter, String from, String to) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit before = walk.parseCommit(ObjectId.fromString(from));
            RevCommit after = walk.parseCommit(ObjectId.fromString(to));
            return formatter.scan(before.getTree(), after.getTree());
        }
    }

    /// The caller closes it.
    DiffFormatter formatter(OutputStream out) {
        DiffFormatter formatter = new DiffFormatter(out);
        formatter.setRepository(repository);
        formatter.setDetectRenames(false);
        formatter.setBinaryFileThreshold(MOST_TEXT);
        // Without the fallback a region without common rare lines is replaced whole, in linear time.
        HistogramDiff algorithm = new HistogramDiff();
        algorithm.setFallbackAlgorithm(null);
        formatter.setDiffAlgorithm(algorithm);
        return formatter;
    }

    private static FileChange change(DiffFormatter formatter, DiffEntry entry, boolean counted) throws IOException {
        FileChange.Kind kind = switch (entry.getChangeType()) {
            case ADD, COPY -> FileChange.Kind.added;
            case DELETE -> FileChange.Kind.deleted;
            case MODIFY, RENAME -> FileChange.Kind.modified;
        };
        String path = path(entry);
        if (!counted) return new FileChange(path, kind, 0, 0, false);
        FileHeader header = formatter.toFileHeader(entry);
        boolean binary = header.getPatchType() != FileHeader.PatchType.UNIFIED;
        long added = 0;
        long removed = 0;
        for (Edit edit : header.toEditList()) {
            added += edit.getLengthB();
            removed += edit.getLengthA();
        }
        return binary ? new FileChange(path, kind, 0, 0, true) : new FileChange(path, kind, added, removed, false);
    }

    static String path(DiffEntry entry) {
        return entry.getChangeType() == DiffEntry.ChangeType.DELETE ? entry.getOldPath() : entry.getNewPath();
    }

    /// Keeps so many bytes; what would be more breaks off.
    static final class Bounded extends OutputStream {
        final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final int atMost;
        boolean full;

        Bounded(int atMost) {
            this.atMost = atMost;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int room = Math.min(length, atMost - kept.size());
            kept.write(bytes, offset, room);
            if (room == length) return;
            full = true;
            throw new IOException("cut");
        }
    }
}
