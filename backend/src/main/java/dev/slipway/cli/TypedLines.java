package dev.slipway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Takes what a person types while a session is shown, line by line, on a thread of its own.
final class TypedLines {
    private TypedLines() {}

    /// Where standard input is a terminal; elsewhere nothing is read, and neither in the background, where who reads
    /// from the terminal is suspended.
    static void here(Consumer<String> taker) {
        if (System.console() != null && System.console().isTerminal() && isInForeground())
            read(new BufferedReader(System.console().reader()), taker);
    }

    /// Until its end; lines without words are left out. Returns at once.
    static void read(BufferedReader lines, Consumer<String> taker) {
        Thread.ofPlatform().daemon().name("typed-lines").start(() -> {
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine())
                    if (!line.isBlank()) taker.accept(line);
            } catch (IOException e) {
                // The terminal is gone; what is shown goes on.
            }
        });
    }

    /// By proc_pid_stat(5): the process group is the third field after the name, the terminal's own the sixth.
    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields[2].equals(fields[5]);
        } catch (IOException e) {
            // No Linux.
            return true;
        }
    }
}
