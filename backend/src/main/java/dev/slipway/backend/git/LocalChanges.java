package dev.slipway.backend.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.FS;

/// Whether a checkout has changes to tracked files, told from sizes, times and ids alone: no content is read,
/// so that no filter of the repository can run.
final class LocalChanges {
    private static final int MOST_FILES = 200_000;

    private LocalChanges() {}

    static boolean any(LocalOrigin origin) {
        if (origin.bare()) return false;
        try (Repository repository = origin.open()) {
            DirCache index = DirCache.read(new File(origin.gitFolder(), "index"), FS.DETECTED);
            return staged(repository, index) || edited(origin.root(), index);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean staged(Repository repository, DirCache index) throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        try (RevWalk revisions = new RevWalk(repository);
                TreeWalk walk = new TreeWalk(repository)) {
            if (head == null) walk.addTree(new EmptyTreeIterator());
            else walk.addTree(revisions.parseCommit(head).getTree());
            walk.addTree(new DirCacheIterator(index));
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            return walk.next();
        }
    }

    private static boolean edited(Path root, DirCache index) throws IOException {
        for (int i = 0; i < Math.min(MOST_FILES, index.getEntryCount()); i++) {
            DirCacheEntry entry = index.getEntry(i);
            boolean looked = entry.isAssumeValid()
                    || entry.isSkipWorkTree()
                    || entry.isSmudged()
                    || entry.getFileMode().equals(FileMode.GITLINK);
            if (!looked && edited(root, entry)) return true;
        }
        return false;
    }

    private static boolean edited(Path root, DirCacheEntry entry) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(
                    root.resolve(entry.getPathString()), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.size() != Integer.toUnsignedLong(entry.getLength())) return found.size() < 1L << 32;
            Instant then = entry.getLastModifiedInstant();
            Instant now = found.lastModifiedTime().toInstant();
            return then.getEpochSecond() != now.getEpochSecond()
                    || (then.getNano() != 0 && then.getNano() != now.getNano());
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
