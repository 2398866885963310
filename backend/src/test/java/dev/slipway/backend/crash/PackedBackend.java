package dev.slipway.backend.crash;

import dev.slipway.backend.Backend;
import dev.slipway.protocol.SessionEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// The classes under test as one archive, beside their native helper. Only from an archive can a JVM start from
/// what it learned before, and only so does a hundredfold restart fit into a test.
public record PackedBackend(String classPath, List<String> flags) {
    public static PackedBackend make(String name) throws IOException {
        // The protocol comes as a folder, or from a whole build as an archive, which is fine as it is.
        List<Path> folders = Stream.of(codeOf(SessionEvent.class), codeOf(Backend.class))
                .filter(Files::isDirectory)
                .toList();
        Path archive = codeOf(Backend.class).resolveSibling(name + ".jar");
        try (OutputStream out = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path folder : folders) pack(folder, jar);
        }
        List<String> libraries = Arrays.stream(
                        System.getProperty("java.class.path").split(":"))
                .filter(part -> part.endsWith(".jar"))
                .toList();
        return new PackedBackend(archive + ":" + String.join(":", libraries), List.of());
    }

    /// Starts from what a run with [#learning] kept there.
    PackedBackend from(Path learned) {
        return new PackedBackend(classPath, List.of("-XX:AOTCache=" + learned));
    }

    /// Keeps, at a clean end, what it took to start.
    PackedBackend learning(Path kept) {
        return new PackedBackend(classPath, List.of("-XX:AOTCacheOutput=" + kept));
    }

    private static void pack(Path folder, JarOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }

    private static Path codeOf(Class<?> any) {
        try {
            return Path.of(
                    any.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
