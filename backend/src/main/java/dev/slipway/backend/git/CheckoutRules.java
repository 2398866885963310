package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.attributes.Attributes;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.CoreConfig.SymLinks;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.TreeWalk.OperationType;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;
import org.jspecify.annotations.Nullable;

/// How a checkout's settings and attributes turn what a commit holds into files and back. Nothing that they name is
/// ever run. One thread.
final class CheckoutRules {
    private static final int LONGEST_NAME = 40;

    private final LocalOrigin origin;
    private final Repository repository;
    private final WorkingTreeOptions options;

    /// How one path's line ends are changed on the way in and out.
    ///
    /// @param undone what git would do to the content, and is not done here; null where there is nothing of it
    record Rule(
            EolStreamType in, EolStreamType out, @Nullable String undone) {
        static final Rule NONE = new Rule(EolStreamType.DIRECT, EolStreamType.DIRECT, null);
    }

    /// @param repository the origin's
    CheckoutRules(LocalOrigin origin, Repository repository, Identities settings) {
        this.origin = origin;
        this.repository = repository;
        Config core = new Config();
        for (String key : new String[] {"autocrlf", "eol", "filemode", "symlinks"}) {
            String value = settings.core(origin, repository.getConfig(), key);
            if (value != null) core.setString("core", null, key, value);
        }
        this.options = core.get(WorkingTreeOptions.KEY);
    }

    /// Whether the executable bit of files means anything.
    boolean modesCount() {
        return options.isFileMode();
    }

    boolean makesLinks() {
        return options.getSymLinks() != SymLinks.FALSE;
    }

    /// The rules of these paths; one that isn't there has none.
    ///
    /// @param mirror reads the commit
    /// @param tip a commit whose attributes hold where the checkout has no file of them, and that of which hold
    ///     everywhere if the paths have one among them
    Map<String, Rule> of(Set<String> paths, ObjectReader mirror, ObjectId tip) throws IOException {
        Map<String, Rule> rules = new HashMap<>();
        if (paths.isEmpty()) return rules;
        boolean changed = paths.stream().anyMatch(p -> p.equals(".gitattributes") || p.endsWith("/.gitattributes"));
        try (TreeWalk now = walk(paths, mirror, tip, OperationType.CHECKIN_OP);
                TreeWalk then =
                        walk(paths, mirror, tip, changed ? OperationType.CHECKOUT_OP : OperationType.CHECKIN_OP)) {
            while (now.next() & then.next())
                rules.put(new String(now.getRawPath(), StandardCharsets.UTF_8), rule(now, then));
        }
        return rules;
    }

    private TreeWalk walk(Set<String> paths, ObjectReader mirror, ObjectId tip, OperationType as) throws IOException {
        TreeWalk walk = new TreeWalk(repository, mirror);
        walk.setAttributesNodeProvider(repository.createAttributesNodeProvider());
        walk.setOperationType(as);
        walk.addTree(new FileTreeIterator(origin.root().toFile(), FS.DETECTED, options));
        try (var commits = new org.eclipse.jgit.revwalk.RevWalk(mirror)) {
            walk.addTree(commits.parseCommit(tip).getTree());
        }
        walk.setRecursive(true);
        walk.setFilter(PathFilterGroup.createFromStrings(paths));
        return walk;
    }

    private Rule rule(TreeWalk now, TreeWalk then) {
        Attributes in = now.getAttributes();
        Attributes out = then.getAttributes();
        String undone = undone(in);
        return new Rule(
                EolStreamTypeUtil.detectStreamType(OperationType.CHECKIN_OP, options, in),
                EolStreamTypeUtil.detectStreamType(OperationType.CHECKOUT_OP, options, out),
                undone == null ? undone(out) : undone);
    }

    private static @Nullable String undone(Attributes attributes) {
        for (String name : new String[] {"filter", "working-tree-encoding"})
            if (attributes.isSet(name) || attributes.isCustom(name))
                return name + "=" + plain(attributes.getValue(name));
        return attributes.isSet("ident") ? "ident" : null;
    }

    private static String plain(@Nullable String value) {
        String plain = value == null ? "" : value.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}
