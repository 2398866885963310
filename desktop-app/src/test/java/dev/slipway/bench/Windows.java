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

/// Starts the app as the launcher does, and a bare window in the same way: with the same flags, and with what the JVM
/// learned in a first run. All without a screen, drawn by software.
final class Windows {
    private static final List<String> NO_SCREEN = List.of("-Dglass.platform=Headless", "-Dprism.order=sw");
    private static final String CACHE = "-XX:AOTCache=";
    private static final String CACHE_OUTPUT = "-XX:AOTCacheOutput=";

    private final List<String> command;
    private final Path tests;
    private final List<String> bare;
    private final Path folder;

    private Windows(List<String> command, Path tests, List<String> bare, Path folder) {
        this.command = command;
        this.tests = tests;
        this.bare = bare;
        this.folder = folder;
    }

    /// @throws IOException where the launcher didn't start this
    static Windows prepare(Stage stage) throws IOException {
        String given = System.getenv("SLIPWAY_DESKTOP");
        if (given == null) throw new IOException("start it as `slipway bench`, which knows how the app is started");
        List<String> command = with(List.of(given.split("\n")), NO_SCREEN);
        Path target = stage.target().resolve("../../desktop-app/target").normalize();
        Path archive =
                Files.createDirectories(stage.target().resolve("bench-bare")).resolve("bare-window.jar");
        Path cache = archive.resolveSibling("bare-window.aot");
        List<String> flags = new ArrayList<>(command);
        flags.removeIf(part -> part.startsWith(CACHE));
        flags.set(flags.size() - 1, archive.toString());
        Path tests = target.resolve("test-classes");
        if (isOlder(cache, tests.resolve("dev/slipway/bench/BareWindow.class"))
                || isOlder(cache, target.resolve("lib"))) {
            stage.say("preparing a bare window");
            pack(target, archive);
            learn(with(flags, List.of(CACHE_OUTPUT + cache)), stage.folder("bare"));
        }
        return new Windows(command, tests, with(flags, List.of(CACHE + cache)), stage.folder("windows"));
    }

    /// The app itself.
    ///
    /// @param home a person's folder, with the state folder in it
    WindowProcess app(Path home) throws IOException {
        List<String> all = with(command, List.of());
        all.add("dev.slipway.desktop.Main");
        return WindowProcess.start(all, environment(home), folder.resolve("app.log"));
    }

    /// The same window, which can be asked. See [WatchedWindow].
    WindowProcess watched(Path home) throws IOException {
        List<String> all = with(command, List.of());
        all.set(all.size() - 1, all.getLast() + ":" + tests);
        all.add("dev.slipway.bench.WatchedWindow");
        return WindowProcess.start(all, environment(home), folder.resolve("watched.log"));
    }

    /// A window with a label. See [BareWindow].
    WindowProcess bare() throws IOException {
        return bare(bare, folder);
    }

    private static WindowProcess bare(List<String> command, Path folder) throws IOException {
        List<String> all = with(command, List.of());
        all.add("dev.slipway.bench.BareWindow");
        return WindowProcess.start(all, Map.of("HOME", folder.toString()), folder.resolve("bare.log"));
    }

    private static void learn(List<String> command, Path folder) throws IOException {
        try (WindowProcess window = bare(command, folder)) {
            window.answer();
            window.ask("frames 500");
        }
    }

    private static Map<String, String> environment(Path home) {
        return Map.of(
                "HOME", home.toString(), "SLIPWAY_HOME", home.resolve("state").toString());
    }

    private static List<String> with(List<String> command, List<String> flags) {
        List<String> all = new ArrayList<>(command);
        all.addAll(1, flags);
        return all;
    }

    private static boolean isOlder(Path file, Path source) throws IOException {
        if (!Files.exists(file)) return true;
        return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(source)) < 0;
    }

    private static void pack(Path target, Path archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(archive);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : List.of("BareWindow", "FrameTimes", "Questions"))
                pack(jar, target.resolve("test-classes"), "dev/slipway/bench", name);
            pack(jar, target.resolve("classes"), "dev/slipway/desktop/design", "Painted");
        }
    }

    private static void pack(JarOutputStream jar, Path root, String folder, String name) throws IOException {
        try (Stream<Path> all = Files.list(root.resolve(folder))) {
            for (Path file : all.filter(f -> f.getFileName().toString().matches(name + "(\\$.*)?\\.class"))
                    .sorted()
                    .toList()) {
                jar.putNextEntry(new JarEntry(folder + "/" + file.getFileName()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
    }
}
