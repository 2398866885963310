package dev.slipway.desktop.screens;

import dev.slipway.desktop.screens.ScriptedVendor.Line;
import dev.slipway.desktop.screens.ScriptedVendor.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What the vendor says to the prompts of the pictures.
final class Scripts {
    private static final String SAYS = """
            The timeout is read in two places, and only one of them knows the new setting:

            1. `Client.connect` reads it once, at the start.
            2. `Pool.borrow` keeps a copy of its own, which is never refreshed.

            I'll make the pool ask the client each time, and""";

    private static final String LOAD = "dd if=/dev/urandom of=samples bs=1M count=80 status=none;"
            + " python3 -c 'x = bytearray(700 << 20)\nwhile True: pass'";

    private Scripts() {}

    /// By the first word of the prompt that they answer.
    static Map<String, List<Line>> all() {
        return Map.ofEntries(
                Map.entry("count", count()),
                Map.entry(
                        "refuse", List.of(to -> to.refuse(401, "authentication_error", "invalid x-api-key", Map.of()))),
                Map.entry(
                        "wait",
                        List.of(to -> to.refuse(529, "overloaded_error", "Overloaded", Map.of("retry-after", "240")))),
                Map.entry("break", List.of(breaksOnce())),
                Map.entry("fail", fail()),
                Map.entry("lose", lose()),
                Map.entry("ask", List.of(Scripts::ask)),
                Map.entry("think", List.of(Scripts::looksFirst, Scripts::writes)),
                Map.entry(
                        "note",
                        List.of(bash("I write it down.", "echo '- one more idea' >> ideas.md"), says("Noted."))),
                Map.entry("fetch", fetch()),
                Map.entry("load", List.of(bash("I run the load test.", LOAD))),
                Map.entry("serve", serve()),
                Map.entry("survey", survey()));
    }

    private static List<Line> count() {
        String loop = "for i in $(seq 1 10000); do"
                + " echo \"line $i of a long log: compiled module-$i in $((i % 97)) ms\"; done";
        return List.of(bash("I print all of it.", loop), says("Ten thousand lines, and none of them is a warning."));
    }

    private static List<Line> fail() {
        String failing = "echo 'FAIL  greet says hello: expected \"Hello, Ada!\", got \"Hello, Ada\"' && exit 1";
        return List.of(
                bash("The tests first, as they are.", failing),
                bash("One fails before I changed anything. I look at its dependencies.", "make check"),
                says("The suite fails without my change, too: `greet` leaves out the exclamation mark. I left it as it"
                        + " is; say whether I should mend it."));
    }

    private static List<Line> lose() {
        return List.of(
                bash("I build it.", "sleep 600"),
                bash("The sandbox was started anew. I build it again.", "echo built"),
                says("Built. The first try was lost with its sandbox; the second went through."));
    }

    private static List<Line> fetch() {
        return List.of(
                bash(
                        "The greeting's translations come from a package.",
                        "curl -sS https://registry.npmjs.org/greetings"),
                says("The registry can't be reached from here, so I left the translations out. Allow it, and I fetch"
                        + " them in the next turn."));
    }

    private static List<Line> serve() {
        String serving = "nohup python3 -m http.server 8123 >/dev/null 2>&1 &"
                + " nohup sh -c 'while sleep 5; do make -s watch; done' >/dev/null 2>&1 & echo started";
        return List.of(
                bash("I start the page's server, and the watcher.", serving), says("Both run; look at port 8123."));
    }

    /// Looks around, and then wants to run something.
    private static List<Line> survey() {
        return List.of(
                to -> to.words("I look at what is there.")
                        .tool("read", Map.of("path", "README.md"))
                        .tool("glob", Map.of("pattern", "*"))
                        .end("tool_use"),
                bash("Now the tests, as they are.", "ls parts | wc -l"),
                says("Sixty thousand parts, and each has its test."));
    }

    private static void ask(Reply to) throws IOException {
        List<String> options = List.of(
                "The shop's own, converted at the day's rate",
                "The buyer's, as their profile says",
                "None: one total for each currency");
        String question = "Which currency is the total in, where a cart has items of several?";
        to.thinking("Two readings are possible.")
                .words("The page can be read in two ways, and they lead to different changes.")
                .tool("ask", Map.of("question", question, "options", options))
                .end("tool_use");
    }

    private static void looksFirst(Reply to) throws IOException {
        to.thinking("Where is the timeout read? Two places come to mind.")
                .words("I look for the setting first.")
                .tool("grep", Map.of("pattern", "name"))
                .tool("read", Map.of("path", "greet"))
                .end("tool_use");
    }

    private static void writes(Reply to) throws IOException, InterruptedException {
        to.thinking("The pool has a copy. That explains the report.")
                .words(SAYS)
                .hang();
    }

    private static Line says(String words) {
        return to -> to.words(words).end("end_turn");
    }

    /// Breaks off, and the second time waits in the middle of its words.
    private static Line breaksOnce() {
        AtomicInteger tries = new AtomicInteger();
        String words = "The cache is filled in `Cache.load`, and what I would change there is";
        return to -> {
            boolean first = tries.incrementAndGet() == 1;
            to.words(first ? words : words + " the key: it leaves out the locale.");
            if (!first) to.hang();
        };
    }

    private static Line bash(String words, String command) {
        return to -> to.words(words).tool("bash", Map.of("command", command)).end("tool_use");
    }
}
