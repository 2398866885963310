package dev.slipway.backend.git;

import dev.slipway.backend.git.ApplyPlan.Obstacle;
import dev.slipway.backend.git.CheckoutRules.Rule;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of each path that a session changed: nothing, a step, or an obstacle. Writes nothing. One
/// thread.
final class ApplyPlanning {
    private final SessionVersions session;
    private final Sides sides;
    private final CheckoutFiles files;
    private final CheckoutLinks links;
    private final ThreeWay threeWay;
    private final Map<String, FileStep> steps = new TreeMap<>();
    private final List<Obstacle> obstacles = new ArrayList<>();

    /// What else there is to know of each path.
    ///
    /// @param head what the checkout's commit holds
    /// @param common what the newest commit holds that the checkout's and the session's have in common
    record Sides(Map<String, Version> head, Map<String, Version> common, DirCache index, Map<String, Rule> rules) {
        Version head(String path) {
            return head.getOrDefault(path, Version.NOTHING);
        }

        Version common(String path) {
            return common.getOrDefault(path, Version.NOTHING);
        }

        Rule rule(String path) {
            return rules.getOrDefault(path, Rule.NONE);
        }
    }

    ApplyPlanning(SessionVersions session, Sides sides, CheckoutFiles files, CheckoutLinks links, ThreeWay threeWay) {
        this.session = session;
        this.sides = sides;
        this.files = files;
        this.links = links;
        this.threeWay = threeWay;
    }

    ApplyPlan plan() throws IOException {
        for (String path : session.paths()) {
            String why = obstacle(path);
            if (why != null) obstacles.add(new Obstacle(path, why));
        }
        ApplyWays ways = new ApplyWays(files, steps);
        for (FileStep step : steps.values()) {
            String why = ways.obstacle(step);
            if (why != null) obstacles.add(new Obstacle(step.path(), why));
        }
        return new ApplyPlan(List.copyOf(steps.values()), obstacles);
    }

    private @Nullable String obstacle(String path) throws IOException {
        try {
            return decide(path, session.at(path), sides.head(path));
        } catch (InvalidPathException e) {
            return "has a name that this machine can't write";
        } catch (AccessDeniedException e) {
            return "may not be looked at by this backend";
        } catch (FileSystemException e) {
            return "can't be looked at (" + e.getReason() + ")";
        }
    }

    /// Adds a step where one is needed and nothing stands against it.
    private @Nullable String decide(String path, SessionVersions.Held held, Version head) throws IOException {
        // The checkout's commit is one that the session went on from, or has it all already.
        boolean known = head.equals(held.base()) || held.all().contains(head);
        Optional<Version> merged =
                known ? Optional.of(held.tip()) : threeWay.merge(sides.common(path), head, held.tip());
        if (merged.isEmpty()) return conflict(held, head);
        Version to = merged.get();
        boolean given = to.equals(head);
        // What the session changed for a while only may have been applied then.
        if (given && !held.tip().equals(held.base())) return null;
        Rule rule = sides.rule(path);
        String unwritable = unwritable(path, to, head, rule);
        if (unwritable != null) return given ? null : unwritable;
        if (files.holds(path, to, rule)) return null;
        String dirty = dirty(path, held, head, to);
        if (dirty != null) return given ? null : dirty;
        steps.put(path, new FileStep(path, to, rule, files.at(path)));
        return null;
    }

    private @Nullable String unwritable(String path, Version to, Version head, Rule rule) throws IOException {
        if (!SafeNames.safe(path)) return "has a name that is not safe to write";
        if (to.isSubmodule() || head.isSubmodule()) return "is a submodule";
        if (rule.undone() != null) return "has the attribute " + rule.undone() + ", which is not carried out here";
        return to.isLink() ? links.obstacle(to) : null;
    }

    /// What the person would lose.
    private @Nullable String dirty(String path, SessionVersions.Held held, Version head, Version to)
            throws IOException {
        IndexEntry entry = IndexEntry.of(sides.index(), path);
        if (entry.unmerged()) return "is in the middle of a merge";
        if (entry.skipped()) return "is left out of this checkout, which is sparse";
        Version staged = entry.version();
        if (!staged.equals(head) && !staged.equals(to) && !held.all().contains(staged)) return "has staged changes";
        if (files.holds(path, head, sides.rule(path)) || isOurs(path, held, head)) return null;
        if (head.isNothing() && staged.isNothing()) return "is there already, and git doesn't track it";
        return files.at(path).isEmpty()
                ? "was deleted there, and that isn't committed"
                : "has changes that are not committed";
    }

    /// Whether what stands there is what an earlier turn's changes would have been applied as.
    private boolean isOurs(String path, SessionVersions.Held held, Version head) throws IOException {
        Rule rule = sides.rule(path);
        for (Version version : held.all()) {
            if (files.holds(path, version, rule)) return true;
            Optional<Version> merged = threeWay.merge(sides.common(path), head, version);
            if (merged.isPresent() && files.holds(path, merged.get(), rule)) return true;
        }
        return false;
    }

    private static String conflict(SessionVersions.Held held, Version head) {
        if (head.isNothing()) return "is deleted in your branch, or has another name there";
        if (held.tip().isNothing()) return "was changed in your branch, and deleted in the session";
        if (held.base().isNothing()) return "was added in your branch, too";
        return "was changed in your branch, too, and the two changes don't go together";
    }
}
