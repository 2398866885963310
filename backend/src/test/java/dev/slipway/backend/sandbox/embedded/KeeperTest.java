package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The native helper that keeps a sandbox, ended while it is still starting one.
class KeeperTest {
    private static final int TIMES = 80;
    private static final int START_TAKES_NANOS = 15_000_000;

    @TempDir
    Path state;

    @Test
    void aKeeperThatIsEndedAtAnyMomentOfItsStartLeavesNothingBehind() throws Exception {
        String helper = Built.HELPER.toString();
        Random random = new Random(7);
        for (int i = 0; i < TIMES; i++) {
            Process keeper = new ProcessBuilder(helper, "start", "--state", state.toString(), "--runner", helper)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            long until = System.nanoTime() + random.nextInt(START_TAKES_NANOS);
            while (System.nanoTime() < until) Thread.onSpinWait();
            keeper.destroy();
            boolean ended = keeper.waitFor(60, TimeUnit.SECONDS);
            keeper.descendants().forEach(ProcessHandle::destroyForcibly);
            keeper.destroyForcibly();
            assertThat(ended).as("start %d", i).isTrue();
        }
    }
}
