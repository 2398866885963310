package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import dev.slipway.backend.sandbox.Exit;
import java.time.Duration;

/// Runs a shell command and shows its output as it comes, or starts a background job.
final class Bash implements Tool {
    private static final long DEFAULT_TIMEOUT_MS = 120_000;
    private static final long MOST_TIMEOUT_MS = 600_000;
    private static final int LAST_LINES_BYTES = 400;
    private static final ToolSpec SPEC = Specs.of("bash", """
            {"type":"object","properties":{
            "command":{"type":"string","description":"run by bash -c in /workspace"},
            "timeout_ms":{"type":"integer","minimum":1,"maximum":600000,"description":"120000 if left out"},
            "background":{"type":"boolean","description":"start it as a job and return at once"}},
            "required":["command"],"additionalProperties":false}
            """);

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public String title(Arguments arguments) {
        return arguments.filled("command").strip();
    }

    @Override
    public ToolAnswer run(Arguments arguments, ToolContext context) throws InterruptedException {
        String command = arguments.filled("command");
        long timeoutMs =
                arguments.optionalWhole("timeout_ms", 1, MOST_TIMEOUT_MS).orElse(DEFAULT_TIMEOUT_MS);
        if (command.indexOf('\0') >= 0) throw new BadArguments("a command can't hold the character NUL");
        if (arguments.flag("background")) return Jobs.start(context.sandbox(), command);
        HeadAndTail kept = new HeadAndTail(HeadAndTail.MOST_BYTES - LAST_LINES_BYTES);
        Exit exit = Commands.run(context.sandbox(), Commands.shell(command, Duration.ofMillis(timeoutMs)), bytes -> {
            kept.add(bytes);
            context.output(bytes);
        });
        return answer(kept.text(context.callId()), exit, timeoutMs);
    }

    private static ToolAnswer answer(String output, Exit exit, long timeoutMs) {
        StringBuilder text = new StringBuilder(output.stripTrailing());
        if (exit.droppedBytes() > 0) line(text, "[" + exit.droppedBytes() + " more bytes of output were not kept]");
        if (exit.timedOut()) {
            line(
                    text,
                    "[ended: it was still running after " + timeoutMs + " ms. Give it a longer `timeout_ms`, or run"
                            + " it with `background`.]");
            return new ToolAnswer.Failed(text.toString());
        }
        if (exit.cancelled()) {
            line(text, "[cancelled]");
            return new ToolAnswer.Failed(text.toString());
        }
        if (exit.code() == 0) return new ToolAnswer.Ok(text.toString());
        line(text, "[exit code " + exit.code() + "]");
        return new ToolAnswer.Failed(text.toString());
    }

    private static void line(StringBuilder text, String line) {
        if (!text.isEmpty()) text.append('\n');
        text.append(line);
    }
}
