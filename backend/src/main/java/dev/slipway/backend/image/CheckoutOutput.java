package dev.slipway.backend.image;

import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.OutputSink;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What git says in a sandbox: how far it is, which is handed on, and the end of all the rest. The sandbox's own
/// words never get further than that. Thread-safe.
final class CheckoutOutput implements OutputSink {
    private static final int KEPT = 4000;
    private static final int LONGEST_LINE = 2000;
    private static final Map<String, String> STEPS = Map.of(
            "Receiving objects", "receiving",
            "Resolving deltas", "unpacking",
            "Updating files", "laying out");
    private static final Pattern FAR = Pattern.compile("([A-Z][a-z]+ [a-z]+): +(\\d{1,3})% \\(\\d+/\\d+\\).*");

    private final Progress progress;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();

    CheckoutOutput(Progress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void output(byte[] chunk) {
        for (char c : new String(chunk, StandardCharsets.UTF_8).toCharArray()) {
            if (c == '\r' || c == '\n') endLine();
            else if (line.length() < LONGEST_LINE) line.append(c);
        }
    }

    /// The last that it said, but for how far it was.
    synchronized String end() {
        endLine();
        return rest.toString().strip();
    }

    private void endLine() {
        Matcher far = FAR.matcher(line);
        String step = far.matches() ? STEPS.get(far.group(1)) : null;
        if (step != null) progress.report("", step + ", " + far.group(2) + " %");
        else rest.append(line).append('\n');
        line.setLength(0);
        if (rest.length() > 2 * KEPT) rest.delete(0, rest.length() - KEPT);
    }
}
