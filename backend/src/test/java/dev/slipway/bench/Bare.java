package dev.slipway.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// Starts [BareServer] as the launcher starts the backend: from an archive, with the same flags, and with what the JVM
/// learned in a first run, which is kept.
final class Bare {
    private static final String CACHE = "-XX:AOTCache=";
    private static final String CACHE_OUTPUT = "-XX:AOTCacheOutput=";

    private final Path folder;
    private final List<String> command;

    private Bare(Path folder, List<String> command) {
        this.folder = folder;
        this.command = command;
    }

    static Bare prepare(Stage stage) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(stage.target().resolve("bench-bare"));
        Path classes = stage.target().resolve("test-classes").resolve("dev/slipway/bench");
        Path archive = folder.resolve("bare.jar");
        Path cache = folder.resolve("bare.aot");
        List<String> flags = new ArrayList<>(stage.serverCommand());
        flags.removeIf(part -> part.startsWith(CACHE));
        flags.set(flags.size() - 1, archive + ":" + stage.target().resolve("lib") + "/*");
        if (isOlder(cache, classes.resolve("BareServer.class"))
                || isOlder(cache, stage.target().resolve("lib"))) {
            stage.say("preparing a bare server");
            pack(classes, archive);
            new Bare(folder, with(flags, CACHE_OUTPUT + cache)).start().close();
        }
        return new Bare(folder, with(flags, CACHE + cache));
    }

    ServerProcess start() throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(BareServer.class.getName(), Integer.toString(port)));
        return ServerProcess.start(all, port, Map.of(), folder.resolve("bare.log"));
    }

    private static boolean isOlder(Path file, Path source) throws IOException {
        if (!Files.exists(file)) return true;
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(source)) < 0;
    }

    private static List<String> with(List<String> command, String flag) {
        List<String> all = new ArrayList<>(command);
        all.add(1, flag);
        return List.copyOf(all);
    }

    private static void pack(Path classes, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> all = Files.list(classes)) {
            for (Path file : all.filter(f -> f.getFileName().toString().startsWith("BareServer"))
                    .sorted()
                    .toList()) {
                jar.putNextEntry(new JarEntry("dev/slipway/bench/" + file.getFileName()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }
}
