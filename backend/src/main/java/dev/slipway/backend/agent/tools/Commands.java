package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Running;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs commands for tools, to their end or to the turn's.
final class Commands {
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final Duration CANCEL_TAKES = Duration.ofSeconds(5);
    private static final Map<String, String> QUIET =
            Map.of("PAGER", "cat", "GIT_PAGER", "cat", "GIT_TERMINAL_PROMPT", "0", "TERM", "dumb");

    private Commands() {}

    record Done(Exit exit, String output) {}

    /// `bash -c` in `/workspace`, where nothing waits for a person.
    static Command shell(String script, Duration timeout, String... parameters) {
        List<String> fixed = List.of("/bin/bash", "-c", script, "bash");
        List<String> arguments = new ArrayList<>(fixed);
        arguments.addAll(List.of(parameters));
        return new Command(arguments, ".", QUIET, timeout);
    }

    /// A script of our own that takes no time.
    ///
    /// @param parameters `$1` and on; never part of the script
    static Done script(Sandbox sandbox, String script, String... parameters) throws InterruptedException {
        HeadAndTail kept = new HeadAndTail(HeadAndTail.MOST_BYTES);
        Exit exit = run(sandbox, shell(script, SHORT, parameters), kept::add);
        return new Done(exit, kept.text(""));
    }

    /// An interrupt cancels the command and waits a moment for its end, so that what the turn leaves behind
    /// stands still.
    static Exit run(Sandbox sandbox, Command command, OutputSink output) throws InterruptedException {
        Running running = sandbox.start(command, null, output);
        try {
            return running.await();
        } catch (InterruptedException e) {
            running.cancel();
            awaitBriefly(running);
            throw e;
        }
    }

    private static void awaitBriefly(Running running) throws InterruptedException {
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                running.await();
            } catch (InterruptedException | SandboxException e) {
                // It has ended, or nobody will ever know.
            }
        });
        waiter.join(CANCEL_TAKES);
        waiter.interrupt();
    }
}
