package dev.slipway.backend.git;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.TrackingRefUpdate;
import org.eclipse.jgit.transport.Transport;

/// Brings a mirror's branches and tags to where its origin's are. The origin is only read.
final class Fetching {
    private static final int TIMEOUT_SECONDS = 60;
    private static final List<RefSpec> EVERYTHING =
            List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

    private Fetching() {}

    /// @throws GitRefused where the origin can't be reached or holds no commit
    static void requireCommits(Origin origin) {
        switch (origin) {
            case LocalOrigin local -> requireCommits(local);
            case RemoteOrigin remote -> requireCommits(remote);
        }
    }

    private static void requireCommits(LocalOrigin local) {
        try (Repository repository = local.open()) {
            boolean some = repository.resolve(Constants.HEAD) != null
                    || !repository
                            .getRefDatabase()
                            .getRefsByPrefix(Constants.R_HEADS)
                            .isEmpty();
            if (!some) throw withoutCommits(local);
        } catch (IOException e) {
            throw new GitRefused(local.location() + " can't be read: " + e.getMessage(), e);
        }
    }

    private static void requireCommits(RemoteOrigin remote) {
        try (Transport transport = Transport.open(remote.address())) {
            transport.setTimeout(TIMEOUT_SECONDS);
            try (FetchConnection connection = transport.openFetch()) {
                if (connection.getRefs().isEmpty()) throw withoutCommits(remote);
            }
        } catch (NotSupportedException | TransportException e) {
            throw unreachable(remote, e);
        }
    }

    static void fetch(Repository mirror, Origin origin, Progress progress) throws InterruptedException {
        String what = "Fetching from " + origin.location();
        progress.report(what, "");
        if (origin instanceof LocalOrigin local && isCurrent(mirror, local)) return;
        try (Transport transport = Transport.open(mirror, origin.address())) {
            transport.setTimeout(TIMEOUT_SECONDS);
            transport.setRemoveDeletedRefs(true);
            transport.setTagOpt(TagOpt.NO_TAGS);
            FetchResult result = transport.fetch(new ReportingMonitor(what, progress), EVERYTHING);
            if (result.getAdvertisedRefs().isEmpty()) throw withoutCommits(origin);
            if (!refused(result).isEmpty()) {
                deleteGone(mirror, result);
                result = transport.fetch(new ReportingMonitor(what, progress), EVERYTHING);
            }
            requireAll(origin, result);
            rememberHead(mirror, origin, result);
        } catch (TransportException e) {
            if (Thread.interrupted()) throw new InterruptedException();
            if (nothingThere(e)) throw withoutCommits(origin);
            throw unreachable(origin, e);
        } catch (IOException e) {
            throw new GitRefused("Fetching from " + origin.location() + " failed: " + e.getMessage(), e);
        }
    }

    /// Whether a fetch would bring nothing. Most sessions begin from what is here already, and this look takes a
    /// fraction of a fetch.
    private static boolean isCurrent(Repository mirror, LocalOrigin local) {
        try (Repository repository = local.open()) {
            Map<String, String> theirs = branchesAndTags(repository);
            return !theirs.isEmpty()
                    && theirs.equals(branchesAndTags(mirror))
                    && head(repository).equals(head(mirror));
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> branchesAndTags(Repository repository) throws IOException {
        Map<String, String> all = new HashMap<>();
        for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS, Constants.R_TAGS))
            all.put(ref.getName(), ObjectId.toString(ref.getObjectId()));
        return all;
    }

    /// The branch that it names, else the commit.
    private static String head(Repository repository) throws IOException {
        Ref head = repository.exactRef(Constants.HEAD);
        if (head == null) return "";
        return head.isSymbolic() ? head.getTarget().getName() : ObjectId.toString(head.getObjectId());
    }

    /// All branches and tags move together or none does: one that can't would leave the others where they were.
    private static List<TrackingRefUpdate> refused(FetchResult result) {
        return result.getTrackingRefUpdates().stream()
                .filter(update -> switch (update.getResult()) {
                    case NEW, NO_CHANGE, FAST_FORWARD, FORCED, RENAMED -> false;
                    case NOT_ATTEMPTED,
                            LOCK_FAILURE,
                            IO_FAILURE,
                            REJECTED,
                            REJECTED_CURRENT_BRANCH,
                            REJECTED_MISSING_OBJECT,
                            REJECTED_OTHER_REASON -> true;
                })
                .toList();
    }

    /// What the origin has no more may stand in the way of what it has: `a/b` of `a`.
    private static void deleteGone(Repository mirror, FetchResult result) throws IOException {
        for (TrackingRefUpdate update : result.getTrackingRefUpdates()) {
            if (!ObjectId.zeroId().equals(update.getNewObjectId())) continue;
            RefUpdate gone = mirror.updateRef(update.getLocalName());
            gone.setForceUpdate(true);
            gone.delete();
        }
    }

    private static void requireAll(Origin origin, FetchResult result) {
        List<TrackingRefUpdate> refused = refused(result);
        if (refused.isEmpty()) return;
        String names = refused.stream()
                .limit(3)
                .map(update -> Repository.shortenRefName(update.getLocalName()))
                .collect(Collectors.joining(", "));
        throw new GitRefused("What is new in " + origin.location() + " could not be written here: " + names + ". Is"
                + " there room on the disk? Try again");
    }

    private static void rememberHead(Repository mirror, Origin origin, FetchResult result) throws IOException {
        switch (origin) {
            case LocalOrigin local -> {
                try (Repository repository = local.open()) {
                    Ref head = repository.exactRef(Constants.HEAD);
                    setHead(mirror, Optional.ofNullable(head));
                }
            }
            case RemoteOrigin remote -> {
                Ref head = result.getAdvertisedRef(Constants.HEAD);
                setHead(mirror, head == null || head.isSymbolic() ? Optional.ofNullable(head) : named(head, result));
            }
        }
    }

    /// Old servers don't say which branch HEAD is: then it's the best known of those at the same commit.
    private static Optional<Ref> named(Ref head, FetchResult result) {
        ObjectId commit = head.getObjectId();
        Collection<Ref> all = result.getAdvertisedRefs();
        List<String> known = List.of(Constants.R_HEADS + "main", Constants.R_HEADS + "master");
        return all.stream()
                .filter(ref -> ref.getName().startsWith(Constants.R_HEADS)
                        && ref.getObjectId() != null
                        && ref.getObjectId().equals(commit))
                .min((a, b) -> Boolean.compare(known.contains(b.getName()), known.contains(a.getName())))
                .or(() -> Optional.of(head));
    }

    private static void setHead(Repository mirror, Optional<Ref> head) throws IOException {
        if (head.isEmpty()) return;
        Ref ref = head.get();
        String branch = ref.isSymbolic() ? ref.getTarget().getName() : ref.getName();
        if (branch.startsWith(Constants.R_HEADS)) {
            mirror.updateRef(Constants.HEAD).link(branch);
            return;
        }
        ObjectId commit = ref.getObjectId();
        if (commit == null || !mirror.getObjectDatabase().has(commit)) return;
        RefUpdate update = mirror.updateRef(Constants.HEAD, true);
        update.setNewObjectId(commit);
        update.forceUpdate();
    }

    private static boolean nothingThere(Exception e) {
        return String.valueOf(e.getMessage()).contains("Nothing to fetch");
    }

    private static GitRefused withoutCommits(Origin origin) {
        return new GitRefused(origin.location() + " has no commits yet. Commit something there first");
    }

    private static GitRefused unreachable(Origin origin, Exception e) {
        return new GitRefused(
                origin.location() + " can't be reached, or is no repository that may be read without signing in. Check"
                        + " the address, or add a clone of it on this machine by its path",
                e);
    }
}
