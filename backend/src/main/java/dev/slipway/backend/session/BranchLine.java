package dev.slipway.backend.session;

import dev.slipway.backend.git.Branches;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a session's commits are and where the next one goes. A branch only moves forward, so what comes
/// after an undo is on another one. Immutable.
///
/// @param tip the newest commit that counts, or null; in a fork it may be one of the session it comes from
/// @param own the session's branches so far, in order
/// @param left whether what counts ends elsewhere than that last branch does
record BranchLine(@Nullable CommitMade tip, List<String> own, boolean left) {
    static final BranchLine EMPTY = new BranchLine(null, List.of(), false);

    BranchLine committed(CommitMade commit, SessionId session) {
        if (!Branches.isOf(commit.branch(), session)) return new BranchLine(commit, own, left);
        List<String> all = own.contains(commit.branch())
                ? own
                : Stream.concat(own.stream(), Stream.of(commit.branch())).toList();
        return new BranchLine(commit, all, false);
    }

    /// @param newest the commit that the last branch ends with, or null
    BranchLine undone(@Nullable CommitMade to, @Nullable CommitMade newest) {
        return new BranchLine(to, own, to == null || !to.equals(newest));
    }

    /// The branch that the next commit goes to.
    String next(String title, SessionId session) {
        if (own.isEmpty()) return Branches.name(title, session);
        return left ? Branches.another(own.getFirst(), own.size() + 1) : own.getLast();
    }

    /// Whether the tip's branch ends there and is the session's own, so that it brings just what counts.
    boolean isAtItsEnd() {
        return tip != null && !left && own.contains(tip.branch());
    }
}
