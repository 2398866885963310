package dev.slipway.desktop.thread;

import dev.slipway.client.ThreadItem.ToolCall;
import dev.slipway.protocol.ToolOutcome;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is said of a tool call in its one line. Pure.
final class ToolWords {
    private static final Set<String> READS = Set.of("read", "glob", "grep", "list");
    private static final Pattern EXIT = Pattern.compile("\\[exit code (\\d{1,3})]\\s*$");

    private ToolWords() {}

    /// Whether it only looks at things, so that many of it are one line.
    static boolean reads(String tool) {
        return READS.contains(tool);
    }

    static String verb(String tool, boolean running) {
        return switch (tool) {
            case "bash" -> running ? "Running" : "Ran";
            case "read" -> running ? "Reading" : "Read";
            case "glob", "list" -> running ? "Listing" : "Listed";
            case "grep" -> running ? "Searching" : "Searched";
            case "edit", "patch" -> running ? "Editing" : "Edited";
            case "write" -> running ? "Writing" : "Wrote";
            case "web_fetch" -> running ? "Reading" : "Read";
            case "todo" -> "Plan";
            case "job", "output" -> "Job";
            case "ask" -> "Asked";
            default -> dev.slipway.client.Plain.line(tool, 40);
        };
    }

    static String result(ToolCall call) {
        ToolOutcome outcome = call.outcome();
        if (outcome == null) return "";
        return switch (outcome) {
            case ok -> found(call);
            case failed -> failed(call.output());
            case interrupted -> "interrupted";
        };
    }

    private static String found(ToolCall call) {
        if (!Set.of("bash", "grep", "glob").contains(call.tool())) return "";
        if (call.output().isBlank()) return call.tool().equals("bash") ? "" : "nothing found";
        if (call.output().startsWith("no line matches")) return "nothing found";
        // What is here is its beginning and its end.
        if (call.outputBytes() > 2L * call.output().length()) return Texts.bytes(call.outputBytes());
        return Texts.count(Texts.lines(call.output().strip()), "line");
    }

    private static String failed(String output) {
        String end = output.substring(Math.max(0, output.length() - 40));
        Matcher exit = EXIT.matcher(end);
        return exit.find() ? "exit " + exit.group(1) : "failed";
    }
}
