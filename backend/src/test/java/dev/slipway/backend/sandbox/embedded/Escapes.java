package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The program that tries to get out, and what it tries to get at: a service on the host's loopback, an
/// abstract socket, a file, a process.
public final class Escapes implements AutoCloseable {
    private final Path program;
    private final ServerSocket service;
    private final Process listening;
    private final List<String> targets;

    public Escapes(Path folder) throws IOException, InterruptedException {
        program = folder.resolve("escapes");
        Path source = folder.resolve("escapes.c");
        try (InputStream code = Escapes.class.getResourceAsStream("escapes.c")) {
            Files.copy(code, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Process compiler = new ProcessBuilder("cc", "-O1", "-static", "-o", program.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).as("the compiler's exit code").isZero();
        String name = "slipway-" + UUID.randomUUID();
        listening = new ProcessBuilder(program.toString(), "listen", name).start();
        assertThat(listening.inputReader().readLine()).isEqualTo("listening");
        service = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Path file = Files.writeString(folder.resolve("of-the-host"), "secret");
        targets = List.of(
                "" + service.getLocalPort(),
                name,
                file.toString(),
                "" + ProcessHandle.current().pid());
    }

    public byte[] program() throws IOException {
        return Files.readAllBytes(program);
    }

    public List<String> targets() {
        return targets;
    }

    public Path hostFile() {
        return Path.of(targets.get(2));
    }

    /// What is open where nothing isolates.
    Map<String, String> outside() throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(targets);
        command.add("control");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader told = process.inputReader()) {
            return ways(String.join("\n", told.lines().toList()));
        }
    }

    /// @param told `WAY open` or `WAY why it is shut`, a line each
    public static Map<String, String> ways(String told) {
        Map<String, String> ways = new LinkedHashMap<>();
        told.lines().map(line -> line.split(" ", 2)).forEach(way -> ways.put(way[0], way[1]));
        return ways;
    }

    @Override
    public void close() throws IOException {
        listening.destroyForcibly();
        service.close();
    }
}
