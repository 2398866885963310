package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/// Every path that any of a session's commits changed, with all that it held. Costs what the commits changed, not
/// what their trees hold. One thread.
final class SessionVersions {
    /// A path's version in the base commit, in the newest one, and in all of the session's.
    record Held(Version base, Version tip, Set<Version> all) {}

    private final Map<String, Held> paths = new TreeMap<>();

    /// @param tips the oldest first; at least one
    static SessionVersions read(ObjectReader reader, String base, List<String> tips) throws IOException {
        SessionVersions versions = new SessionVersions();
        Map<String, Integer> changedIn = new HashMap<>();
        try (RevWalk commits = new RevWalk(reader)) {
            RevTree from = tree(commits, base);
            for (String tip : tips) versions.add(reader, from, tree(commits, tip), changedIn);
        }
        // Where a commit didn't change it, it held the base's.
        changedIn.forEach((path, times) -> {
            Held held = versions.at(path);
            if (times < tips.size()) held.all().add(held.base());
        });
        return versions;
    }

    private void add(ObjectReader reader, RevTree from, RevTree to, Map<String, Integer> changedIn) throws IOException {
        // What this commit doesn't change is as in the base again.
        paths.replaceAll((path, held) -> new Held(held.base(), held.base(), held.all()));
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(from);
            walk.addTree(to);
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                String path = path(walk);
                Version now = version(walk, 1);
                Held before = paths.get(path);
                Set<Version> all = before == null ? new HashSet<>() : before.all();
                all.add(now);
                paths.put(path, new Held(version(walk, 0), now, all));
                changedIn.merge(path, 1, Integer::sum);
            }
        }
    }

    /// In order.
    SortedSet<String> paths() {
        return new TreeSet<>(paths.keySet());
    }

    Held at(String path) {
        Held held = paths.get(path);
        if (held == null) throw new IllegalArgumentException("not changed: " + path);
        return held;
    }

    /// What a commit holds at these paths; those where it holds nothing are not there.
    static Map<String, Version> of(ObjectReader reader, ObjectId commit, Set<String> paths) throws IOException {
        Map<String, Version> found = new HashMap<>();
        if (paths.isEmpty()) return found;
        try (RevWalk commits = new RevWalk(reader);
                TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(commits.parseCommit(commit).getTree());
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            while (walk.next()) if (paths.contains(path(walk))) found.put(path(walk), version(walk, 0));
        }
        return found;
    }

    /// With replacement characters where it isn't UTF-8; JGit would take that for another name.
    private static String path(TreeWalk walk) {
        return new String(walk.getRawPath(), StandardCharsets.UTF_8);
    }

    private static RevTree tree(RevWalk commits, String commit) throws IOException {
        return commits.parseCommit(ObjectId.fromString(commit)).getTree();
    }

    private static Version version(TreeWalk walk, int tree) {
        Version found = new Version(walk.getFileMode(tree), walk.getObjectId(tree));
        return found.isNothing() ? Version.NOTHING : found;
    }
}
