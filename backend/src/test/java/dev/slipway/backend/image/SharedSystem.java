package dev.slipway.backend.image;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A Debian of its own, as images stand on it, made once for all tests of a run: that takes a minute and the network.
/// It is never changed. Thread-safe.
public final class SharedSystem {
    private static final String NAME = "debian";

    private static @Nullable Path made;

    private SharedSystem() {}

    /// The layer.
    public static synchronized Path layer() throws IOException, InterruptedException {
        if (made != null) return made;
        Path folder = Files.createTempDirectory("slipway-system").toRealPath();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        try (SandboxEngine engine = EmbeddedEngine.open(
                        Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                        folder.resolve("probe"),
                        EmbeddedEngine.Protection.required);
                Bases bases = new Bases(folder.resolve("layers"), engine)) {
            bases.systems().prepare(NAME, OutputSink.NONE);
            made = folder.resolve("layers").resolve("system-" + NAME);
        }
        return made;
    }

    /// Puts it where a backend keeps its own, which then makes none. Files are shared, not copied, where both are on
    /// one disk.
    ///
    /// @param layers the folder of all layers; made if it isn't there
    public static void lend(Path layers) throws IOException, InterruptedException {
        Path own = Files.createDirectories(layers).resolve("system-" + NAME);
        Process copying = new ProcessBuilder(
                        "bash",
                        "-c",
                        "cp -al \"$1\" \"$2\" || { rm -rf \"$2\"; cp -a \"$1\" \"$2\"; }",
                        "lend",
                        layer().toString(),
                        own.toString())
                .redirectErrorStream(true)
                .start();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        copying.getInputStream().transferTo(said);
        if (copying.waitFor() != 0) throw new IOException(said.toString(StandardCharsets.UTF_8));
    }

    private static void delete(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
