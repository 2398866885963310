package dev.slipway.backend.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    /// In a JVM of its own, as the launcher starts the backend: giving way helps only where there are more carriers
    /// than
    /// processors.
    @Test
    void whoAlwaysHasSomethingToDoLetsOthersRun() throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        Process busy = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.virtualThreadScheduler.parallelism=" + 4 * processors,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Busy.class.getName(),
                        Integer.toString(16 * processors)))
                .inheritIO()
                .start();
        try {
            assertThat(busy.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(busy.exitValue()).isZero();
        } finally {
            busy.destroyForcibly();
        }
    }

    static final class Busy {
        private Busy() {}

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch started = new CountDownLatch(Integer.parseInt(args[0]));
            for (long i = started.getCount(); i > 0; i--)
                Thread.ofVirtual().start(() -> {
                    Courtesy courtesy = new Courtesy();
                    started.countDown();
                    while (true) courtesy.step();
                });
            started.await();
            for (int i = 0; i < 20; i++) Thread.ofVirtual().start(() -> {}).join();
            System.exit(0);
        }
    }
}
