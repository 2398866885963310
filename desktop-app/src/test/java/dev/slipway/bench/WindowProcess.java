package dev.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A window in a process of its own. What it is asked by a line it answers by a line; it ends by itself when nothing
/// more is asked. One thread asks.
final class WindowProcess implements AutoCloseable {
    private static final int PATIENCE_S = 60;

    private final Process process;
    private final long startedAt;
    private final Path log;
    private final BufferedReader answers;
    private final PrintStream questions;

    private WindowProcess(Process process, long startedAt, Path log) {
        this.process = process;
        this.startedAt = startedAt;
        this.log = log;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /// Returns at once.
    ///
    /// @param environment all that it gets beside PATH
    static WindowProcess start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(environment);
        long startedAt = System.nanoTime();
        return new WindowProcess(builder.start(), startedAt, log);
    }

    /// By `System.nanoTime`, which all processes share.
    long startedAt() {
        return startedAt;
    }

    /// Blocks until it answers.
    String ask(String question) throws IOException {
        questions.println(question);
        return answer();
    }

    /// The next line that it says. Blocks.
    String answer() throws IOException {
        String answer = answers.readLine();
        if (answer == null) throw new IOException("the window has gone: " + Files.readString(log));
        return answer;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What it holds in memory now, its share of libraries included.
    double residentMb() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")))
            if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        throw new IOException("the process has no size");
    }

    /// What its threads have used of the processors so far.
    double processorMs() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    /// As a person closes it.
    @Override
    public void close() {
        questions.close();
        await();
    }

    /// For one that answers no questions.
    void end() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
