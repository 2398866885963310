package dev.slipway.backend.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// An ordinary process of this machine, for [FakeSandbox].
final class FakeRunning implements Running {
    private static final Duration BACKGROUND_GRACE = Duration.ofMillis(300);

    private final Process process;
    private final long deadlineNanos;
    private final Thread reader;
    private volatile boolean cancelled;
    private volatile long chunks;

    FakeRunning(Process process, Duration timeout, @Nullable InputStream stdin, OutputSink output) {
        this.process = process;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        this.reader = Thread.ofVirtual().start(() -> copyOut(output));
        Thread.ofVirtual().start(() -> copyIn(stdin));
    }

    @Override
    public Exit await() throws InterruptedException {
        boolean inTime = process.waitFor(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (!inTime) {
            kill();
            process.waitFor();
        }
        // What it left in the background may hold the pipe open for ever: wait only while output comes.
        long seen = -1;
        while (!reader.join(BACKGROUND_GRACE) && seen != chunks) seen = chunks;
        return new Exit(process.exitValue(), !inTime, cancelled, 0);
    }

    @Override
    public void cancel() {
        if (!process.isAlive()) return;
        cancelled = true;
        kill();
    }

    String command() {
        return process.info().commandLine().orElse("");
    }

    boolean alive() {
        return process.isAlive();
    }

    /// @param name of a signal, to the command and all that it started
    void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, "" + process.pid()));
        process.descendants().forEach(child -> command.add("" + child.pid()));
        try {
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private void copyIn(@Nullable InputStream stdin) {
        try (OutputStream to = process.getOutputStream()) {
            if (stdin != null) stdin.transferTo(to);
        } catch (IOException e) {
            // The command ended without reading all of it; its exit code says whether that is wrong.
        }
    }

    private void copyOut(OutputSink output) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream from = process.getInputStream()) {
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                output.output(Arrays.copyOf(buffer, n));
                chunks++;
            }
        } catch (IOException e) {
            // The stream is closed under a killed process.
        }
    }
}
