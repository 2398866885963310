package dev.slipway.backend.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Tells a [Progress] what JGit is doing; an interrupt of its thread ends the work.
final class ReportingMonitor extends EmptyProgressMonitor {
    private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();

    private final Progress progress;
    private final Thread worker = Thread.currentThread();
    private String task = "";
    private int total;
    private int done;
    private long lastNanos = System.nanoTime();

    ReportingMonitor(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void beginTask(String title, int totalWork) {
        task = title;
        total = totalWork;
        done = 0;
    }

    @Override
    public synchronized void update(int completed) {
        done += completed;
        long now = System.nanoTime();
        if (now - lastNanos < EVERY_NANOS) return;
        lastNanos = now;
        progress.report(total > 0 ? task + ": " + 100L * done / total + " %" : task + ": " + done);
    }

    @Override
    public boolean isCancelled() {
        return worker.isInterrupted();
    }
}
