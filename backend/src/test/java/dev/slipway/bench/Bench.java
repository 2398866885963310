package dev.slipway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// `slipway bench`: measures what is named, and prints a table or JSON lines.
public final class Bench {
    private static final List<Benchmark> OWN = List.of(
            new Boot(),
            new Create(),
            Start.cold(),
            Start.warm(),
            new Alive(),
            new Snapshot(),
            new Fork(),
            new Restore(),
            new FirstToken(),
            new Relay(),
            new Burst(),
            new Idle(),
            new Many(),
            new Edit(),
            new Projects(),
            new Crash());
    private static final List<Benchmark> ALL = all();
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private Bench() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        List<Benchmark> chosen = new ArrayList<>();
        boolean json = false;
        boolean quick = false;
        for (String argument : arguments) {
            switch (argument) {
                case "--json" -> json = true;
                case "--quick" -> quick = true;
                case "--help", "-h" -> {
                    System.out.print(usage());
                    return 0;
                }
                case "all" -> chosen.addAll(ALL);
                default -> {
                    Optional<Benchmark> found = find(argument);
                    if (found.isEmpty()) return unknown(argument);
                    chosen.add(found.get());
                }
            }
        }
        if (chosen.isEmpty()) {
            System.out.print(usage());
            return 0;
        }
        return measure(chosen, json, quick);
    }

    private static int measure(List<Benchmark> chosen, boolean json, boolean quick) {
        boolean failed = false;
        for (Benchmark benchmark : chosen) {
            try (Stage stage = Stage.open(benchmark.name(), quick)) {
                List<Figure> figures = benchmark.run(stage);
                if (json) figures.forEach(figure -> System.out.println(figure.json()));
                else System.out.println(Table.of(benchmark.name() + ": " + benchmark.about(), figures));
                System.out.flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return FAILED;
            } catch (IOException | RuntimeException e) {
                failed = true;
                System.err.println("slipway bench " + benchmark.name() + " could not be measured: " + e);
                if (e instanceof RuntimeException) e.printStackTrace();
            }
        }
        if (!json) System.out.println(Peers.line());
        return failed ? FAILED : 0;
    }

    /// Those of the other modules too, as far as they are there.
    private static List<Benchmark> all() {
        List<Benchmark> all = new ArrayList<>(OWN);
        ServiceLoader.load(Benchmark.class).forEach(all::add);
        return List.copyOf(all);
    }

    private static Optional<Benchmark> find(String name) {
        return ALL.stream().filter(b -> b.name().equals(name)).findFirst();
    }

    private static int unknown(String argument) {
        String what = argument.startsWith("-") ? "isn't an option" : "isn't a benchmark";
        System.err.println(
                "slipway bench: '" + argument + "' " + what + "; slipway bench --help shows those there are");
        return USAGE;
    }

    private static String usage() {
        StringBuilder usage = new StringBuilder("""
                Usage: slipway bench NAME … [--json] [--quick]

                Measures on this machine, with real sockets, files and sandboxes and a model that answers at once. Beside
                each figure stands a peer or a physical limit, measured in the same run, and their ratio.

                """);
        for (Benchmark benchmark : ALL) usage.append("  %-12s %s%n".formatted(benchmark.name(), benchmark.about()));
        return usage.append("  %-12s %s%n"
                        .formatted("all", "all of them, about half an hour; with --quick about eight minutes"))
                .append("""

                  --json       one object per line and figure, times in ms
                  --quick      fewer repetitions
                """)
                .toString();
    }
}
