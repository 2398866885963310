package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether a repository's image is to be built now. Pure.
final class RebuildPolicy {
    private RebuildPolicy() {}

    enum Look {
        /// It is time to fetch, and to see whether something has changed.
        now,
        later
    }

    /// @param commit of the image that stands; null where there is none
    /// @param agreed as it was made; null as above
    /// @param failed the commit at which the newest build since the backend's start failed or was cancelled; null
    ///     where it didn't
    record Known(
            @Nullable String commit,
            @Nullable Agreed agreed,
            @Nullable String failed) {}

    /// Whether to look at the origin.
    ///
    /// @param checkedAtMs when that was done last; null for not yet
    /// @param building whether a build goes on or waits
    static Look look(@Nullable Long checkedAtMs, Duration cadence, long nowMs, boolean building) {
        if (building) return Look.later;
        boolean past = checkedAtMs == null || nowMs - checkedAtMs >= cadence.toMillis() || nowMs < checkedAtMs;
        return past ? Look.now : Look.later;
    }

    /// Whether to build what was found there: the branch has moved, or something else is to be done than what was done.
    /// What failed isn't tried again by itself before something moves.
    ///
    /// @param commit of the default branch
    static boolean isDue(Known known, String commit, Agreed agreed) {
        if (commit.equals(known.failed())) return false;
        return !commit.equals(known.commit()) || !agreed.equals(known.agreed());
    }
}
