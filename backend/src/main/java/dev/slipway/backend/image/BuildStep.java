package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import java.time.Duration;
import java.util.List;

/// A step of a build, each of which makes one layer. In their order.
enum BuildStep {
    /// As root inside; all others as who will work there.
    packages("Installing packages"),
    setup("Setting up"),
    build("Building"),
    warm_up("Warming up");

    private final String words;

    BuildStep(String words) {
        this.words = words;
    }

    /// What is being done, for people.
    String words() {
        return words;
    }

    List<String> commands(Environment environment) {
        return switch (this) {
            case packages -> install(environment);
            case setup -> environment.setup();
            case build -> environment.build();
            case warm_up -> environment.warmUp();
        };
    }

    private static List<String> install(Environment environment) {
        if (environment.packages().isEmpty() || Systems.isHost(environment)) return List.of();
        return List.of(
                "export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -y -q --no-install-recommends "
                        + String.join(" ", environment.packages())
                        + " && apt-get clean && rm -rf /var/lib/apt/lists/*");
    }

    /// After which one command is ended.
    Duration longest(Environment environment) {
        return switch (this) {
            case packages, setup -> environment.timeouts().setup();
            case build -> environment.timeouts().build();
            case warm_up -> environment.timeouts().warmUp();
        };
    }

    LayerManifest.Kind kind() {
        return switch (this) {
            case packages -> LayerManifest.Kind.packages;
            case setup -> LayerManifest.Kind.setup;
            case build -> LayerManifest.Kind.build;
            case warm_up -> LayerManifest.Kind.warm_up;
        };
    }
}
