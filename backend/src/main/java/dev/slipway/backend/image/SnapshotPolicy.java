package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import org.jspecify.annotations.Nullable;

/// How the files of a moment are kept. Pure: sizes and counts in, what to do out.
final class SnapshotPolicy {
    /// More own layers than this are merged into one. With those of a base and the layer that is written
    /// they stay under the hundred that a sandbox can have.
    static final int DEEPEST = 60;

    static final long LARGEST_COPY = 64L << 20;
    static final long MOST_COPIED = 2_000;
    /// Processes stand still while it is copied, and it takes the disk twice.
    static final long LARGEST_BESIDE_TASKS = 2L << 30;

    /// The workspace and the home themselves.
    private static final long ENTRIES_OF_NOTHING = 2;
    /// Kernels before 6.13 tell times of change in steps as large as this.
    private static final long CLOCK_STEP_NANOS = 20_000_000;

    private static final int FULL = DEEPEST + 15;

    enum Way {
        /// What the sandbox has written is copied while it stands still.
        copy,
        /// The sandbox is ended, what it has written becomes a layer, and it starts again above that.
        seal,
        /// It is too much to be copied, and what runs can't be ended for it.
        too_large
    }

    /// What a sandbox had written when it was copied last.
    ///
    /// @param atNanos since 1970
    record Copied(Extent extent, long atNanos) {}

    private SnapshotPolicy() {}

    /// Whether the layer that a sandbox writes hides nothing of what is below.
    static boolean isEmpty(Extent written) {
        return written.entries() <= ENTRIES_OF_NOTHING;
    }

    /// Whether nothing was written since the copy; a doubt counts as a change.
    static boolean isUnchanged(@Nullable Copied last, Extent written) {
        return last != null
                && last.extent().equals(written)
                && last.atNanos() - written.newestChangeNanos() > CLOCK_STEP_NANOS;
    }

    /// Whether what a sandbox that is gone has written should become a layer.
    ///
    /// @param depth how many layers of its own it stood on
    static boolean isToBeSealed(Extent written, @Nullable Copied last, int depth) {
        return !isEmpty(written) && !isUnchanged(last, written) && depth < FULL;
    }

    /// @param tasks that run in the sandbox
    /// @param depth how many layers of its own it stands on
    static Way way(Extent written, int tasks, int depth) {
        if (written.bytes() <= LARGEST_COPY && written.entries() <= MOST_COPIED) return Way.copy;
        if (tasks == 0) return depth < FULL ? Way.seal : Way.copy;
        return written.bytes() <= LARGEST_BESIDE_TASKS ? Way.copy : Way.too_large;
    }

    /// Why it can't be kept, for people.
    static String tooLarge(Extent written) {
        return "There are " + (written.bytes() >> 20)
                + " MB to be copied while processes run there. Let the agent end them in its next turn.";
    }

    /// Whether the layers should become one.
    static boolean isDeep(int depth) {
        return depth > DEEPEST;
    }
}
