package dev.slipway.backend.git;

import dev.slipway.backend.git.ApplyPlan.Obstacle;
import java.io.File;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/// Brings what a session changed into the person's checkout, as changes that are not committed. Nothing of the
/// person's is overwritten: a file with changes of their own stands against all of it. The index and what is in `.git`
/// are only read; no filter, hook or git of the machine runs. Thread-safe; one at a time in a repository.
public final class Applying {
    private static final int MOST_WALKED = 20_000;
    private static final int NAMED = 10;
    private static final List<String> UNDER_WAY =
            List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply");

    private final Mirror mirror;
    private final Consumer<String> beforeEach;

    public Applying(Mirror mirror) {
        this(mirror, path -> {});
    }

    /// @param beforeEach told each path before it is touched
    Applying(Mirror mirror, Consumer<String> beforeEach) {
        this.mirror = mirror;
        this.beforeEach = beforeEach;
    }

    /// What became of it.
    public sealed interface Outcome {
        /// @param files what was written, by path; empty where all was there already
        record Written(List<String> files) implements Outcome {}

        /// Nothing was changed.
        ///
        /// @param message for the person, with what to do
        record InTheWay(String message) implements Outcome {}

        /// The machine failed.
        ///
        /// @param message for the person; it says whether everything is as it was
        record Failed(String message) implements Outcome {}
    }

    /// Blocks.
    ///
    /// @param base the commit that the session began from
    /// @param tips all that it made, the oldest first; at least one
    /// @param bringCommand what else the person can do, or null
    /// @throws GitRefused where the repository can't be used
    public Outcome apply(String base, List<String> tips, @Nullable String bringCommand) throws InterruptedException {
        mirror.writing().lockInterruptibly();
        try {
            return switch (mirror.origin()) {
                case RemoteOrigin remote ->
                    new Outcome.InTheWay("This repository was added by its address, so there is no checkout to write"
                            + " into." + instead(bringCommand));
                case LocalOrigin local -> apply(local, base, tips, bringCommand);
            };
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException();
        } catch (IOException e) {
            throw new GitRefused(mirror.location() + " can't be read: " + e.getMessage(), e);
        } finally {
            mirror.writing().unlock();
        }
    }

    private Outcome apply(LocalOrigin local, String base, List<String> tips, @Nullable String bringCommand)
            throws IOException, InterruptedException {
        Scratch.sweep(mirror, local.root());
        Optional<String> busy = busy(local);
        if (busy.isPresent()) return new Outcome.InTheWay(busy.get() + instead(bringCommand));
        try (Repository checkout = local.open();
                Contents contents = new Contents(mirror.repository(), checkout)) {
            ObjectId head = checkout.resolve(Constants.HEAD);
            if (head == null)
                return new Outcome.InTheWay("The branch that is checked out in " + local.location()
                        + " has no commit yet." + instead(bringCommand));
            CheckoutRules rules = new CheckoutRules(local, checkout, mirror.identities());
            CheckoutFiles files = new CheckoutFiles(local.root(), contents, rules.modesCount());
            CheckoutLinks links = new CheckoutLinks(contents, rules.makesLinks());
            SessionVersions session = SessionVersions.read(contents.mirror(), base, tips);
            ApplyPlanning.Sides sides = sides(local, contents, rules, head, base, tips, session.paths());
            ApplyPlan plan = new ApplyPlanning(session, sides, files, links, new ThreeWay(contents)).plan();
            if (!plan.obstacles().isEmpty())
                return new Outcome.InTheWay(words(local, plan.obstacles()) + instead(bringCommand));
            return write(local, plan.steps(), new CheckoutWriter(mirror, files, contents, links, beforeEach));
        }
    }

    private static Outcome write(LocalOrigin local, List<FileStep> steps, CheckoutWriter writer)
            throws InterruptedException {
        if (steps.isEmpty()) return new Outcome.Written(List.of());
        try {
            writer.write(steps);
            return new Outcome.Written(steps.stream().map(FileStep::path).toList());
        } catch (IOException e) {
            String why = "The changes could not be written into " + local.location() + ": " + reason(e) + ". ";
            if (e.getSuppressed().length == 0 && e instanceof ClosedByInterruptException)
                throw new InterruptedException();
            return new Outcome.Failed(
                    e.getSuppressed().length == 0
                            ? why + "Everything there is as it was. Try again when that is solved."
                            : why + "What had been written could not be taken back whole: \"git status\" shows it, and"
                                    + " nothing of it was yours alone.");
        }
    }

    private ApplyPlanning.Sides sides(
            LocalOrigin local,
            Contents contents,
            CheckoutRules rules,
            ObjectId head,
            String base,
            List<String> tips,
            SortedSet<String> paths)
            throws IOException {
        ObjectId common = common(contents, head, base, new HashSet<>(tips));
        ObjectId tip = ObjectId.fromString(tips.getLast());
        Map<String, Version> ofHead = SessionVersions.of(contents.origin(), head, paths);
        Map<String, Version> ofCommon = SessionVersions.of(contents.mirror(), common, paths);
        DirCache index = DirCache.read(new File(local.gitFolder(), "index"), FS.DETECTED);
        return new ApplyPlanning.Sides(ofHead, ofCommon, index, new HashMap<>(rules.of(paths, contents.mirror(), tip)));
    }

    /// The session's newest commit that the checkout's contains, else the base.
    private static ObjectId common(Contents contents, ObjectId head, String base, Set<String> tips) throws IOException {
        ObjectId from = ObjectId.fromString(base);
        try (RevWalk walk = new RevWalk(contents.origin())) {
            walk.markStart(walk.parseCommit(head));
            try {
                walk.markUninteresting(walk.parseCommit(from));
            } catch (MissingObjectException e) {
                // Its history was rewritten since.
            }
            RevCommit commit = walk.next();
            for (int i = 0; commit != null && i < MOST_WALKED; i++, commit = walk.next())
                if (tips.contains(commit.name())) return commit.copy();
        }
        return from;
    }

    private static Optional<String> busy(LocalOrigin local) {
        if (local.bare()) return Optional.of(local.location() + " is a bare repository, without files to write into.");
        for (String name : UNDER_WAY)
            if (new File(local.gitFolder(), name).exists())
                return Optional.of(local.location() + " is in the middle of a merge, a rebase or the like. Finish that"
                        + " first, or give it up.");
        File lock = new File(local.gitFolder(), "index.lock");
        if (lock.exists())
            return Optional.of("Something else is working in " + local.location()
                    + " with git. Try again when it has finished; if nothing runs there, remove " + lock + ".");
        return Optional.empty();
    }

    private static String words(LocalOrigin local, List<Obstacle> obstacles) {
        String named = obstacles.stream()
                .limit(NAMED)
                .map(each -> "  " + plain(each.path()) + " " + plain(each.why()) + "\n")
                .collect(Collectors.joining());
        int more = obstacles.size() - NAMED;
        return "The changes can't be applied to " + local.location() + ", and nothing was changed there:\n" + named
                + (more > 0 ? "  and " + more + " more\n" : "")
                + "Commit, stash or move away what is yours and apply again.";
    }

    private static String instead(@Nullable String bringCommand) {
        return bringCommand == null ? "" : " Or bring the session's branch to you: " + bringCommand;
    }

    /// Names come from the session and are shown as one line.
    private static String plain(String name) {
        return name.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", "?");
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(e.getMessage());
    }
}
