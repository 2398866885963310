package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.image.SnapshotPolicy.Copied;
import dev.slipway.backend.image.SnapshotPolicy.Way;
import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import org.junit.jupiter.api.Test;

class SnapshotPolicyTest {
    private static final long MB = 1L << 20;

    @Test
    void littleIsCopiedWhetherSomethingRunsOrNot() {
        assertThat(SnapshotPolicy.way(new Extent(64 * MB, 2_000, 0), 0, 0)).isEqualTo(Way.copy);
        assertThat(SnapshotPolicy.way(new Extent(64 * MB, 2_000, 0), 3, 0)).isEqualTo(Way.copy);
    }

    @Test
    void muchIsMovedAsideWhereNothingRuns() {
        assertThat(SnapshotPolicy.way(new Extent(64 * MB + 1, 3, 0), 0, 0)).isEqualTo(Way.seal);
        assertThat(SnapshotPolicy.way(new Extent(3, 2_001, 0), 0, 0)).isEqualTo(Way.seal);
        assertThat(SnapshotPolicy.way(new Extent(100L << 30, 2_001, 0), 0, 0)).isEqualTo(Way.seal);
    }

    @Test
    void muchIsCopiedWhereSomethingRunsAndTooMuchIsLeft() {
        assertThat(SnapshotPolicy.way(new Extent(2_048 * MB, 9_000, 0), 1, 0)).isEqualTo(Way.copy);
        assertThat(SnapshotPolicy.way(new Extent(2_048 * MB + 1, 9, 0), 1, 0)).isEqualTo(Way.too_large);
    }

    @Test
    void aStackThatCannotGrowIsCopiedInstead() {
        assertThat(SnapshotPolicy.isDeep(SnapshotPolicy.DEEPEST)).isFalse();
        assertThat(SnapshotPolicy.isDeep(SnapshotPolicy.DEEPEST + 1)).isTrue();
        Extent much = new Extent(65 * MB, 9, 0);
        assertThat(SnapshotPolicy.way(much, 0, SnapshotPolicy.DEEPEST + 1)).isEqualTo(Way.seal);
        assertThat(SnapshotPolicy.way(much, 0, 80)).isEqualTo(Way.copy);
    }

    @Test
    void onlyWhatSurelyIsTheSameIsUnchanged() {
        Extent was = new Extent(5, 5, 1_000_000_000);
        assertThat(SnapshotPolicy.isUnchanged(null, was)).isFalse();
        assertThat(SnapshotPolicy.isUnchanged(new Copied(was, 1_100_000_000), was))
                .isTrue();
        assertThat(SnapshotPolicy.isUnchanged(new Copied(was, 1_100_000_000), new Extent(5, 5, 1_000_000_001)))
                .isFalse();
        assertThat(SnapshotPolicy.isUnchanged(new Copied(was, 1_010_000_000), was))
                .as("a clock that goes in steps could have told the same time twice")
                .isFalse();
    }

    @Test
    void theWorkspaceAndTheHomeAloneAreNothing() {
        assertThat(SnapshotPolicy.isEmpty(new Extent(8192, 2, 7))).isTrue();
        assertThat(SnapshotPolicy.isEmpty(new Extent(8192, 3, 7))).isFalse();
    }
}
