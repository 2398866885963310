package dev.slipway.backend.image;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whole systems that sandboxes stand on in place of this machine's own: each is a layer that is made once, and lies
/// below all others of an image that asks for it. Thread-safe.
public final class Systems {
    private static final String MINE = "system-";
    /// What each is made with, beside the essential packages; the rest is for an environment to ask for.
    private static final List<String> PACKAGES = List.of("ca-certificates", "curl", "git", "procps");
    /// The names that an environment knows them by, and their releases.
    private static final Map<String, String> SUITES = Map.of("debian", "bookworm");

    private final Path folder;
    private final SandboxEngine engine;

    /// @param folder of all layers
    Systems(Path folder, SandboxEngine engine) {
        this.folder = folder;
        this.engine = engine;
    }

    /// Whether something in the folder of all layers is kept here.
    static boolean owns(String name) {
        return name.startsWith(MINE);
    }

    static Set<String> names() {
        return SUITES.keySet();
    }

    static boolean isHost(Environment environment) {
        return environment.base().equals(Environment.HOST);
    }

    /// What lies below the layers of an image: nothing where it stands on this machine's own system.
    ///
    /// @throws SandboxException where the system isn't there
    public List<Path> below(Environment environment) {
        if (isHost(environment)) return List.of();
        Path layer = layer(environment.base());
        if (Files.isDirectory(layer)) return List.of(layer);
        throw SandboxException.failed(
                "The system " + environment.base() + " isn't there any more; `slipway image build` makes it again.");
    }

    /// Makes the system if it isn't there. Blocks; others who want one wait.
    ///
    /// @param log as [SandboxEngine#makeSystem] tells it
    synchronized void prepare(String name, OutputSink log) throws InterruptedException {
        Path layer = layer(name);
        if (Files.isDirectory(layer)) return;
        Path making = folder.resolve(Layers.MAKING + layer.getFileName());
        Layers.deleteQuietly(engine, making);
        try {
            engine.makeSystem(SUITES.getOrDefault(name, name), PACKAGES, making, log);
            Files.move(making, layer, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The system can't be kept: " + e.getMessage(), e);
        } finally {
            Layers.deleteQuietly(engine, making);
        }
    }

    private Path layer(String name) {
        return folder.resolve(MINE + name);
    }
}
