package dev.slipway.cli;

import dev.slipway.client.Plain;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Says on standard error what is waited for, once that takes over a second; on a terminal with the seconds, in
/// a line that goes away. Main thread.
final class Waiting {
    private static final String CLEAR_LINE = "\r\u001b[K";

    private Waiting() {}

    /// Returns when the answer is there, whichever it is, or after so many seconds.
    static void show(CompletableFuture<?> answer, String doing, int patienceS) throws InterruptedException {
        boolean live = Style.here().coloured();
        for (int second = 0; second < patienceS && !isThere(answer); second++) {
            if (live && second > 0) System.err.print(CLEAR_LINE + Plain.line(doing) + "… " + second + " s");
            else if (second == 1) System.err.println(Plain.line(doing) + "…");
            System.err.flush();
        }
        if (live) System.err.print(CLEAR_LINE);
    }

    private static boolean isThere(CompletableFuture<?> answer) throws InterruptedException {
        try {
            answer.get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            // It is a no; who asked gets it.
            return true;
        }
    }
}
