package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// What stands in one commit, read from the mirror and never from a checkout. Thread-safe.
public final class CommitFiles {
    private static final int MOST_NAMES = 10_000;

    private final Mirror mirror;
    private final Repository repository;
    private final String commit;

    public CommitFiles(Mirror mirror, String commit) {
        this.mirror = mirror;
        this.repository = mirror.repository();
        this.commit = commit;
    }

    /// The text of a file; empty where there is no ordinary file of that path. Cut after `atMost` bytes.
    public Optional<String> text(String path, int atMost) {
        try (TreeWalk found = walk()) {
            found.setFilter(org.eclipse.jgit.treewalk.filter.PathFilter.create(path));
            found.setRecursive(true);
            if (!found.next() || !found.getPathString().equals(path)) return Optional.empty();
            if ((found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) return Optional.empty();
            ObjectLoader blob = repository.open(found.getObjectId(0), Constants.OBJ_BLOB);
            try (var text = blob.openStream()) {
                return Optional.of(new String(text.readNBytes(atMost), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// The names of files and folders at the root.
    public List<String> rootNames() {
        try (TreeWalk walk = walk()) {
            List<String> names = new ArrayList<>();
            while (names.size() < MOST_NAMES && walk.next()) names.add(walk.getNameString());
            return names;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Stands for the content of all files whose paths are wanted: another one, where any of them differs.
    public String fingerprint(Predicate<String> wanted) {
        try (TreeWalk walk = walk()) {
            walk.setRecursive(true);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            while (walk.next()) {
                if (!wanted.test(walk.getPathString())) continue;
                String line = walk.getRawMode(0) + " " + walk.getObjectId(0).name() + " " + walk.getPathString() + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private TreeWalk walk() throws IOException {
        try (RevWalk revisions = new RevWalk(repository)) {
            TreeWalk walk = new TreeWalk(repository);
            walk.addTree(revisions.parseCommit(ObjectId.fromString(commit)).getTree());
            return walk;
        }
    }

    private GitRefused unreadable(IOException e) {
        return new GitRefused(
                mirror.location() + ": the commit " + commit + " can't be read (" + e.getMessage() + "). Fetch again",
                e);
    }
}
