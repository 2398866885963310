package dev.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javafx.application.Platform;

/// Answers lines on standard input by lines on standard output, and ends the app at the last.
final class Questions {
    private Questions() {}

    /// @param answer called on the FX thread
    static void answer(Function<String[], CompletableFuture<String>> answer) {
        Thread.ofPlatform().name("questions").start(() -> {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] words = line.split(" ");
                    say(CompletableFuture.supplyAsync(() -> answer.apply(words), Platform::runLater)
                            .thenCompose(answered -> answered)
                            .join());
                }
            } catch (IOException | CompletionException e) {
                e.printStackTrace();
            }
            Platform.exit();
        });
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
