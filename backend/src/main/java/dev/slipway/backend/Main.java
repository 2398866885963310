package dev.slipway.backend;

import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.config.ConfigurationProblems;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Starts the backend and runs until it is told to end: by Ctrl-C, a signal, or `slipway down`.
public final class Main {
    private static final int CANNOT_START = 3;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        Logging.begin();
        CountDownLatch end = new CountDownLatch(1);
        Backend backend;
        try {
            Configuration configuration = Configuration.read(System.getenv(), port(arguments));
            backend = Backend.start(configuration, System.getenv(), end::countDown);
        } catch (ConfigurationProblems e) {
            System.err.println("The configuration can't be used:\n" + e.getMessage());
            System.exit(CANNOT_START);
            return;
        } catch (CannotStart e) {
            System.err.println("slipway: " + e.getMessage());
            System.exit(CANNOT_START);
            return;
        }
        Thread main = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(() -> {
                    end.countDown();
                    join(main);
                }));
        System.out.println("Slipway is ready at " + backend.url() + "  (Ctrl-C ends it)");
        end.await();
        System.out.println("Going down; turns that run go on after the next start.");
        backend.close();
    }

    private static Optional<Integer> port(String[] arguments) {
        for (int i = 0; i + 1 < arguments.length; i++) {
            if (!arguments[i].equals("--port")) continue;
            try {
                int port = Integer.parseInt(arguments[i + 1]);
                if (port >= 0 && port <= 65_535) return Optional.of(port);
            } catch (NumberFormatException e) {
                // told below
            }
            throw new CannotStart("--port wants a number from 0 to 65535");
        }
        return Optional.empty();
    }

    private static void join(Thread main) {
        try {
            main.join(15_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
