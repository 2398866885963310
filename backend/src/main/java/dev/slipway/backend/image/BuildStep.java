package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import java.time.Duration;
import java.util.List;

/// A step of a build, each of which makes one layer. In their order.
enum BuildStep {
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
            case setup -> environment.setup();
            case build -> environment.build();
            case warm_up -> environment.warmUp();
        };
    }

    /// After which one command is ended.
    Duration longest(Environment environment) {
        return switch (this) {
            case setup -> environment.timeouts().setup();
            case build -> environment.timeouts().build();
            case warm_up -> environment.timeouts().warmUp();
        };
    }

    LayerManifest.Kind kind() {
        return switch (this) {
            case setup -> LayerManifest.Kind.setup;
            case build -> LayerManifest.Kind.build;
            case warm_up -> LayerManifest.Kind.warm_up;
        };
    }
}
