package dev.slipway.backend.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One engine for the tests of a class, and sandboxes made by it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SandboxScene {
    protected static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    protected Path temp;

    protected SandboxEngine engine;

    protected abstract SandboxEngine open(Path scratch);

    @BeforeAll
    void openEngine(@TempDir Path scratch) {
        engine = open(scratch.resolve("probe"));
    }

    @AfterAll
    void closeEngine() {
        engine.close();
    }

    protected SandboxSpec spec(Path... layers) {
        return spec(Limits.DEFAULT, layers);
    }

    protected SandboxSpec spec(Limits limits, Path... layers) {
        String id = "test-" + NUMBER.incrementAndGet();
        return new SandboxSpec(id, List.of(layers), temp.resolve(id), limits, Map.of("GREETING", "hello there"));
    }

    protected Sandbox start(Path... layers) throws InterruptedException {
        return engine.start(spec(layers));
    }

    /// What a command printed, and how it ended.
    protected record Told(String output, Exit exit) {}

    protected static Told shell(Sandbox sandbox, String script) throws InterruptedException {
        return run(sandbox, Command.shell(script, PATIENCE));
    }

    protected static Told run(Sandbox sandbox, Command command) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Exit exit = sandbox.run(command, output::writeBytes);
        return new Told(output.toString(StandardCharsets.UTF_8), exit);
    }
}
