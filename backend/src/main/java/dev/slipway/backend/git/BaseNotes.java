package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/// Says which files of a commit are not what they look like in a full checkout: submodules and Git LFS, neither
/// of which is fetched. Looks at two files at the root, so the cost doesn't grow with the tree. One thread.
final class BaseNotes {
    private static final int MOST_BYTES = 1 << 20;
    private static final int NAMED = 3;

    private final Repository repository;

    BaseNotes(Repository repository) {
        this.repository = repository;
    }

    List<String> of(String commit) {
        List<String> notes = new ArrayList<>();
        try (RevWalk revisions = new RevWalk(repository)) {
            RevTree tree = revisions.parseCommit(ObjectId.fromString(commit)).getTree();
            List<String> submodules = submodules(tree);
            if (!submodules.isEmpty())
                notes.add("Submodules are empty folders in a session, and stay as they are: " + some(submodules) + ".");
            if (usesLargeFiles(tree))
                notes.add(
                        "Files kept in Git LFS are small pointer files in a session: their contents are not fetched.");
        } catch (IOException e) {
            throw new GitRefused("The commit " + commit + " can't be read: " + e.getMessage(), e);
        }
        return notes;
    }

    private List<String> submodules(RevTree tree) throws IOException {
        ObjectLoader list = fileAtRoot(tree, Constants.DOT_GIT_MODULES);
        if (list == null) return List.of();
        try {
            BlobBasedConfig config = new BlobBasedConfig(null, list.getCachedBytes(MOST_BYTES));
            List<String> paths = new ArrayList<>();
            for (String name : config.getSubsections("submodule")) {
                String path = config.getString("submodule", name, "path");
                if (path != null && FileMode.GITLINK.equals(modeOf(tree, path))) paths.add(path);
            }
            return paths;
        } catch (ConfigInvalidException e) {
            return List.of();
        }
    }

    private boolean usesLargeFiles(RevTree tree) throws IOException {
        ObjectLoader attributes = fileAtRoot(tree, Constants.DOT_GIT_ATTRIBUTES);
        return attributes != null
                && new String(attributes.getCachedBytes(MOST_BYTES), StandardCharsets.UTF_8)
                        .lines()
                        .anyMatch(line -> !line.startsWith("#") && line.contains("filter=lfs"));
    }

    private @org.jspecify.annotations.Nullable ObjectLoader fileAtRoot(RevTree tree, String name) throws IOException {
        try (TreeWalk found = TreeWalk.forPath(repository, name, tree)) {
            if (found == null || (found.getRawMode(0) & FileMode.TYPE_MASK) != FileMode.TYPE_FILE) return null;
            ObjectLoader blob = repository.open(found.getObjectId(0), Constants.OBJ_BLOB);
            return blob.getSize() > MOST_BYTES ? null : blob;
        }
    }

    private FileMode modeOf(RevTree tree, String path) throws IOException {
        if (path.isEmpty() || path.startsWith("/")) return FileMode.MISSING;
        try (TreeWalk found = TreeWalk.forPath(repository, path, tree)) {
            return found == null ? FileMode.MISSING : found.getFileMode(0);
        }
    }

    private static String some(List<String> paths) {
        int more = paths.size() - NAMED;
        String named = String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())));
        return more > 0 ? named + " and " + more + " more" : named;
    }
}
