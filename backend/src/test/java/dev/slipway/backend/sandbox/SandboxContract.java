package dev.slipway.backend.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What every engine's sandboxes do with commands.
public abstract class SandboxContract extends SandboxScene {
    @Test
    void bothOutputsComeInTheirOrderAndTheExitCodeComesBack() throws Exception {
        try (Sandbox sandbox = start()) {
            Told told = shell(sandbox, "for i in 1 2 3; do echo out $i; echo err $i >&2; done; exit 7");
            assertThat(told.output()).isEqualTo("out 1\nerr 1\nout 2\nerr 2\nout 3\nerr 3\n");
            assertThat(told.exit()).isEqualTo(new Exit(7, false, false, 0));
        }
    }

    @Test
    void argumentsFolderAndEnvironmentArriveAsTheyAre() throws Exception {
        try (Sandbox sandbox = start()) {
            sandbox.write("a folder/x", new byte[0]);
            Command command = new Command(
                    List.of(
                            "/bin/bash",
                            "-c",
                            "printf '%s|' \"$@\" \"$EXTRA\" \"$GREETING\"; pwd",
                            "-",
                            "a b",
                            "",
                            "c\n'd'"),
                    "a folder",
                    Map.of("EXTRA", "ä €"),
                    PATIENCE);
            assertThat(run(sandbox, command).output())
                    .startsWith("a b||c\n'd'|ä €|hello there|")
                    .endsWith("/a folder\n");
        }
    }

    @Test
    void whatIsGivenAsInputIsReadToItsEnd() throws Exception {
        try (Sandbox sandbox = start()) {
            byte[] sent = new byte[3_000_000];
            new java.util.Random(4).nextBytes(sent);
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            InputStream input = new ByteArrayInputStream(sent);
            Exit exit = sandbox.start(Command.shell("cat", PATIENCE), input, back::writeBytes)
                    .await();
            assertThat(exit.code()).isZero();
            assertThat(back.toByteArray()).isEqualTo(sent);
            assertThat(shell(sandbox, "wc -c").output().strip()).isEqualTo("0");
        }
    }

    /// It takes less at a time than is on its way, so that what waits for it never runs out.
    @Test
    void aReaderThatIsSlowerThanItsInputGetsAllOfIt() throws Exception {
        try (Sandbox sandbox = start()) {
            byte[] sent = new byte[6_000_000];
            new java.util.Random(5).nextBytes(sent);
            String slow = "while dd bs=48k count=1 iflag=fullblock of=/tmp/part 2>/dev/null && [ -s /tmp/part ];"
                    + " do cat /tmp/part; done";
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            Exit exit = sandbox.start(Command.shell(slow, PATIENCE), new ByteArrayInputStream(sent), back::writeBytes)
                    .await();
            assertThat(exit.code()).isZero();
            assertThat(back.size()).isEqualTo(sent.length);
            assertThat(back.toByteArray()).isEqualTo(sent);
        }
    }

    @Test
    void aProgramThatIsntThereIsAnExitCodeWithWords() throws Exception {
        try (Sandbox sandbox = start()) {
            Told told = run(sandbox, new Command(List.of("no-such-program"), ".", Map.of(), PATIENCE));
            assertThat(told.exit().code()).isEqualTo(127);
            assertThat(told.output()).contains("no-such-program");
        }
    }

    @Test
    void outputComesWhileTheCommandRuns() throws Exception {
        try (Sandbox sandbox = start()) {
            CountDownLatch first = new CountDownLatch(1);
            Running running = sandbox.start(
                    Command.shell("echo first; while [ ! -e go-on ]; do sleep 0.02; done; echo second", PATIENCE),
                    null,
                    bytes -> first.countDown());
            assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
            sandbox.write("go-on", new byte[0]);
            assertThat(running.await().code()).isZero();
        }
    }

    @Test
    void cancelEndsTheCommandAndWhatItStarted() throws Exception {
        try (Sandbox sandbox = start()) {
            CountDownLatch begun = new CountDownLatch(1);
            Running running = sandbox.start(
                    Command.shell("sleep 4711 & echo begun; sleep 4711", PATIENCE), null, b -> begun.countDown());
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            running.cancel();
            running.cancel();
            assertThat(running.await().cancelled()).isTrue();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> shell(sandbox, LEFT).output().isBlank());
        }
    }

    @Test
    void oneThatDoesntListenIsKilled() throws Exception {
        try (Sandbox sandbox = start()) {
            CountDownLatch begun = new CountDownLatch(1);
            Running running = sandbox.start(
                    Command.shell("trap '' TERM INT HUP; echo begun; while :; do sleep 0.1; done", PATIENCE),
                    null,
                    b -> begun.countDown());
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            running.cancel();
            assertThat(running.await()).isEqualTo(new Exit(137, false, true, 0));
        }
    }

    @Test
    void anInterruptCancelsTheCommand() throws Exception {
        try (Sandbox sandbox = start()) {
            AtomicReference<Throwable> ended = new AtomicReference<>();
            CountDownLatch begun = new CountDownLatch(1);
            Thread waiting = Thread.ofVirtual().start(() -> {
                try {
                    sandbox.run(Command.shell("echo begun; sleep 4711", PATIENCE), b -> begun.countDown());
                } catch (Throwable e) {
                    ended.set(e);
                }
            });
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            waiting.interrupt();
            waiting.join();
            assertThat(ended.get()).isInstanceOf(InterruptedException.class);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> shell(sandbox, LEFT).output().isBlank());
        }
    }

    @Test
    void aTimeoutEndsIt() throws Exception {
        try (Sandbox sandbox = start()) {
            Exit exit = run(sandbox, Command.shell("echo x; sleep 4711", Duration.ofMillis(80)))
                    .exit();
            assertThat(exit.timedOut()).isTrue();
            assertThat(exit.code()).isNotZero();
        }
    }

    @Test
    void whatIsLeftInTheBackgroundGoesOnAndHoldsNothingUp() throws Exception {
        try (Sandbox sandbox = start()) {
            Told told = shell(sandbox, "(sleep 0.2; echo late > later) > /dev/null 2>&1 & echo started");
            assertThat(told.output()).isEqualTo("started\n");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> sandbox.status("later").isPresent());
        }
    }

    @Test
    void aHundredCommandsAtOnceDontMix() throws Exception {
        try (Sandbox sandbox = start()) {
            List<Thread> threads = new java.util.ArrayList<>();
            Map<Integer, String> told = new java.util.concurrent.ConcurrentHashMap<>();
            for (int i = 0; i < 100; i++) {
                int number = i;
                threads.add(Thread.ofVirtual().start(() -> {
                    try {
                        told.put(
                                number,
                                shell(sandbox, "echo a" + number + "; cat /dev/null; echo b" + number)
                                        .output());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            for (Thread thread : threads) thread.join();
            for (int i = 0; i < 100; i++) assertThat(told.get(i)).isEqualTo("a" + i + "\nb" + i + "\n");
        }
    }

    @Test
    void closeEndsEverythingAndLaterCallsSaySo() throws Exception {
        Sandbox sandbox = start();
        Running running = sandbox.start(Command.shell("sleep 4711", PATIENCE), null, OutputSink.NONE);
        sandbox.close();
        sandbox.close();
        sandbox.awaitEnd();
        assertThatThrownBy(running::await)
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.lost()).isTrue());
        assertThat(sandbox.alive()).isFalse();
        assertThatThrownBy(() -> shell(sandbox, "true"))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.lost()).isTrue());
        assertThatThrownBy(() -> sandbox.read("x", 0, 1)).isInstanceOf(SandboxException.class);
    }

    /// The processes that a cancelled command should not have left.
    private static final String LEFT =
            "for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep '^sleep 4711'; done; true";
}
