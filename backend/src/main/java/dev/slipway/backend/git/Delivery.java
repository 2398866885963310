package dev.slipway.backend.git;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/// Brings a session's branch from the mirror into the repository that it came from: forward only, one at a
/// time, and never a branch that is checked out. What can't be delivered stays in the mirror. Thread-safe.
public final class Delivery {
    private static final int TIMEOUT_SECONDS = 60;

    private final Mirror mirror;

    public Delivery(Mirror mirror) {
        this.mirror = mirror;
    }

    /// Delivers what the branch is now; repeating it does no harm. A failure is a notice and never an
    /// exception.
    ///
    /// @param branch as [Branches#name] gave it
    public Delivered deliver(String branch) throws InterruptedException {
        Branches.require(branch);
        mirror.writing().lockInterruptibly();
        try {
            Ref ref = mirror.repository().exactRef(Branches.inMirror(branch));
            if (ref == null || ref.getObjectId() == null)
                return new Delivered(null, "The branch " + branch + " holds no commit yet");
            return switch (mirror.origin()) {
                case LocalOrigin local -> local(local, branch, ref.getObjectId());
                case RemoteOrigin remote -> remote(remote, branch, ref.getObjectId());
            };
        } catch (IOException | GitRefused e) {
            return kept(branch, mirror.location() + " could not take it: " + e.getMessage());
        } finally {
            mirror.writing().unlock();
        }
    }

    /// Objects and reference are put there directly: a push would start the repository's own garbage
    /// collection.
    private Delivered local(LocalOrigin local, String branch, ObjectId commit) throws IOException {
        String name = Constants.R_HEADS + branch;
        try (Repository target = local.open();
                RevWalk walk = new RevWalk(mirror.repository())) {
            Ref there = target.exactRef(name);
            ObjectId old = there == null ? null : there.getObjectId();
            String command = local.bare() ? fetchCommand("origin", branch) : "git switch " + branch;
            if (commit.equals(old)) return new Delivered(command, null);
            if (local.checkedOut(target).contains(name))
                return kept(branch, "The branch is checked out in " + local.location() + ", so it was left alone");
            if (old != null && !forward(walk, old, commit)) return movedOn(branch, local);
            ObjectTransfer.copy(mirror.repository(), target, commit);
            RefUpdate update = target.updateRef(name);
            update.setNewObjectId(commit);
            update.setExpectedOldObjectId(old == null ? ObjectId.zeroId() : old);
            update.setRefLogIdent(WorkspaceCommit.committer(Instant.now()));
            update.setRefLogMessage("slipway: delivered", false);
            RefUpdate.Result result = update.update();
            return switch (result) {
                case NEW, FAST_FORWARD, NO_CHANGE -> new Delivered(command, null);
                case FORCED,
                        IO_FAILURE,
                        LOCK_FAILURE,
                        NOT_ATTEMPTED,
                        REJECTED,
                        REJECTED_CURRENT_BRANCH,
                        REJECTED_MISSING_OBJECT,
                        REJECTED_OTHER_REASON,
                        RENAMED ->
                    kept(branch, "The branch could not be written in " + local.location() + " (" + words(result) + ")");
            };
        }
    }

    private boolean forward(RevWalk walk, ObjectId old, ObjectId commit) throws IOException {
        if (!mirror.repository().getObjectDatabase().has(old)) return false;
        return walk.isMergedInto(walk.parseCommit(old), walk.parseCommit(commit));
    }

    private Delivered remote(RemoteOrigin remote, String branch, ObjectId commit) throws IOException {
        try (Transport transport = Transport.open(mirror.repository(), remote.address())) {
            transport.setTimeout(TIMEOUT_SECONDS);
            RemoteRefUpdate wanted = new RemoteRefUpdate(
                    mirror.repository(),
                    Branches.inMirror(branch),
                    commit,
                    Constants.R_HEADS + branch,
                    false,
                    null,
                    null);
            Collection<RemoteRefUpdate> all = transport
                    .push(new ReportingMonitor("Delivering", Progress.NONE), List.of(wanted))
                    .getRemoteUpdates();
            RemoteRefUpdate.Status status = all.iterator().next().getStatus();
            return switch (status) {
                case OK, UP_TO_DATE -> new Delivered(fetchCommand("origin", branch), null);
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> movedOn(branch, remote);
                case AWAITING_REPORT, NON_EXISTING, NOT_ATTEMPTED, REJECTED_NODELETE, REJECTED_OTHER_REASON ->
                    kept(branch, remote.location() + " refused the branch (" + words(status) + ")");
            };
        }
    }

    private Delivered movedOn(String branch, Origin origin) {
        return kept(branch, "The branch has other commits in " + origin.location() + ", which were left alone");
    }

    /// The commit can still be brought by the person's own hand.
    private Delivered kept(String branch, String why) {
        String command =
                "git fetch " + quoted(mirror.repository().getDirectory().getPath()) + " " + Branches.inMirror(branch);
        return new Delivered(
                command + " && git merge --ff-only FETCH_HEAD",
                why + ". The commit is kept. To bring it yourself, run: " + command);
    }

    private static String fetchCommand(String remote, String branch) {
        return "git fetch " + remote + " " + branch + " && git switch " + branch;
    }

    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9_./+@:-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static String words(Enum<?> status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
