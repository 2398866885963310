package dev.slipway.backend.image;

import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A Debian as an image would stand on, made once for all tests and kept between runs for as long as nothing changes
/// that makes it: that takes half a minute.
public final class SharedDebian {
    private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));
    private static final String NAME = "slipway-test-debian-";
    private static final Path HELPER = Path.of("target/native/slipway-sandbox").toAbsolutePath();

    private SharedDebian() {}

    /// The layer; never to be changed.
    public static Path layer() throws Exception {
        Path folder = TEMP.resolve(NAME + System.getProperty("user.name") + "-" + stamp());
        try (FileChannel lock = FileChannel.open(
                        TEMP.resolve(NAME + System.getProperty("user.name") + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var _ = lock.lock();
                SandboxEngine engine =
                        EmbeddedEngine.open(HELPER, TEMP.resolve(NAME + "probe"), EmbeddedEngine.Protection.required)) {
            if (!Files.exists(folder)) removeOlder(engine);
            Files.createDirectories(folder);
            new Systems(folder, engine).prepare("debian", OutputSink.NONE);
        }
        return folder.resolve("system-debian");
    }

    /// Puts it where a backend looks for it before it makes one. Nothing for an ordinary user, who may not link what
    /// other ids own.
    ///
    /// @param layers the backend's folder of layers
    public static void plant(Path layers) throws Exception {
        if (!System.getProperty("user.name").equals("root")) return;
        Files.createDirectories(layers);
        Process copying = new ProcessBuilder("cp", "-al", layer().toString(), layers.toString())
                .inheritIO()
                .start();
        if (copying.waitFor() != 0) throw new IOException("the system can't be linked");
    }

    private static void removeOlder(SandboxEngine engine) throws IOException {
        List<Path> older;
        try (Stream<Path> all = Files.list(TEMP)) {
            older = all.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().startsWith(NAME + System.getProperty("user.name")))
                    .toList();
        }
        older.forEach(engine::delete);
    }

    /// Of the code that makes it.
    private static String stamp() throws IOException {
        CRC32 sum = new CRC32();
        sum.update(Files.readAllBytes(HELPER));
        for (String code : List.of("Systems.class", "/dev/slipway/backend/sandbox/embedded/SystemMaker.class")) {
            try (InputStream in = Systems.class.getResourceAsStream(code)) {
                sum.update(in.readAllBytes());
            }
        }
        return Long.toHexString(sum.getValue());
    }
}
