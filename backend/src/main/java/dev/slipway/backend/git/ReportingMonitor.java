package dev.slipway.backend.git;

import java.time.Duration;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/// Tells a [Progress] how far JGit is with a piece of work; an interrupt of its thread ends that.
final class ReportingMonitor extends EmptyProgressMonitor {
    private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();

    private static final int LONGEST_TASK = 60;

    private final String what;
    private final Progress progress;
    private final Thread worker = Thread.currentThread();
    private String task = "";
    private int total;
    private int done;
    private long lastNanos = System.nanoTime();

    /// @param what the work that JGit's tasks are steps of
    ReportingMonitor(String what, Progress progress) {
        this.what = what;
        this.progress = progress;
    }

    @Override
    public synchronized void beginTask(String title, int totalWork) {
        // A server names its own tasks.
        String plain = title.replaceAll("[^\\p{Alnum} :]+", " ").strip();
        String bounded = plain.substring(0, Math.min(LONGEST_TASK, plain.length()));
        task = bounded.isEmpty() ? "working" : Character.toLowerCase(bounded.charAt(0)) + bounded.substring(1);
        total = totalWork;
        done = 0;
    }

    @Override
    public synchronized void update(int completed) {
        done += completed;
        long now = System.nanoTime();
        if (now - lastNanos < EVERY_NANOS) return;
        lastNanos = now;
        progress.report(what, task + ", " + (total > 0 ? 100L * done / total + " %" : "%,d".formatted(done)));
    }

    @Override
    public boolean isCancelled() {
        return worker.isInterrupted();
    }
}
