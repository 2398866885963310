package dev.slipway.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Consumer;

/// Takes what a person types while a session is shown, line by line, on a thread of its own.
final class TypedLines {
    private TypedLines() {}

    /// Where standard input is a terminal; elsewhere nothing is read.
    static void here(Consumer<String> taker) {
        if (System.console() != null && System.console().isTerminal())
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
}
