package dev.slipway.backend.agent.tools;

import dev.slipway.backend.sandbox.Sandbox;

/// Background jobs. All that is known of one stands in the sandbox's /tmp and goes with it, like the job
/// itself: its process group, its output and its exit code.
final class Jobs {
    private static final int SHOWN_BYTES = 8_000;
    private static final String FOLDER = "d=\"${TMPDIR:-/tmp}/slipway-jobs\"\n";

    private static final String START = FOLDER + """
            mkdir -p "$d" || exit 1
            n=1
            while ! mkdir "$d/$n" 2>/dev/null; do
                n=$((n + 1))
                if [ "$n" -gt 10000 ]; then echo "no job could be made in $d"; exit 1; fi
            done
            setsid bash -c '/bin/bash -c "$1" > "$2/log" 2>&1 < /dev/null; echo $? > "$2/exit"' \\
                bash "$1" "$d/$n" > /dev/null 2>&1 < /dev/null &
            echo $! > "$d/$n/group"
            echo "$n $d/$n/log"
            """;
    /// Prints `STATE SIZE FROM`, and then the output from there.
    private static final String READ = FOLDER + """
            if [ ! -d "$d/$1" ]; then echo "no job has the id $1"; exit 1; fi
            size=$(stat -c %s "$d/$1/log" 2>/dev/null || echo 0)
            from=$2
            if [ "$from" -lt 0 ]; then from=$((size > $3 ? size - $3 : 0)); fi
            if [ -s "$d/$1/exit" ]; then echo "ended:$(head -c 10 "$d/$1/exit") $size $from"
            elif group=$(cat "$d/$1/group"); kill -0 -- "-$group" 2>/dev/null || kill -0 "$group" 2>/dev/null; then echo "running $size $from"
            else echo "killed $size $from"; fi
            tail -c "+$((from + 1))" "$d/$1/log" 2>/dev/null | head -c "$3"
            """;
    private static final String KILL = FOLDER + """
            if [ ! -d "$d/$1" ]; then echo "no job has the id $1"; exit 1; fi
            group=$(cat "$d/$1/group")
            kill -TERM -- "-$group" 2>/dev/null || { echo "job $1 had ended before"; exit 0; }
            for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                kill -0 -- "-$group" 2>/dev/null || break
                sleep 0.1
            done
            kill -KILL -- "-$group" 2>/dev/null
            echo "job $1 was ended"
            """;

    private Jobs() {}

    static ToolAnswer start(Sandbox sandbox, String command) throws InterruptedException {
        Commands.Done done = Commands.script(sandbox, START, command);
        String[] words = done.output().strip().split(" ", 2);
        if (done.exit().code() != 0 || words.length < 2) return new ToolAnswer.Failed(done.output());
        return new ToolAnswer.Ok("Job " + words[0] + " runs in the background; its output goes to " + words[1]
                + ". See how it does with `job` {\"id\": " + words[0] + "}.");
    }

    static ToolAnswer kill(Sandbox sandbox, long id) throws InterruptedException {
        Commands.Done done = Commands.script(sandbox, KILL, Long.toString(id));
        String text = done.output().strip();
        return done.exit().code() == 0 ? new ToolAnswer.Ok(text) : new ToolAnswer.Failed(text);
    }

    /// @param offset in bytes; below 0 for the end of the output
    static ToolAnswer read(Sandbox sandbox, long id, long offset) throws InterruptedException {
        Commands.Done done =
                Commands.script(sandbox, READ, Long.toString(id), Long.toString(offset), Integer.toString(SHOWN_BYTES));
        if (done.exit().code() != 0) return new ToolAnswer.Failed(done.output().strip());
        String[] halves = done.output().split("\n", 2);
        String[] head = halves[0].split(" ");
        if (head.length != 3) return new ToolAnswer.Failed(done.output());
        String output = halves.length == 2 ? halves[1] : "";
        long next = Math.min(Long.parseLong(head[1]), Long.parseLong(head[2]) + SHOWN_BYTES);
        String state =
                head[0].startsWith("ended:") ? "ended with exit code " + head[0].substring("ended:".length()) : head[0];
        String place = output.isEmpty()
                ? "no output from byte " + head[2] + " on"
                : "bytes " + head[2] + " to " + next + " of " + head[1] + " so far";
        return new ToolAnswer.Ok("[job " + id + ": " + state + "; " + place + "]\n" + output);
    }
}
