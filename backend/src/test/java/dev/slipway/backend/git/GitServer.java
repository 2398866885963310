package dev.slipway.backend.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/// Native git that serves the repositories of a folder on loopback, for tests.
public final class GitServer implements AutoCloseable {
    private final Process process;
    private final int port;

    /// Answers when this returns.
    public GitServer(Path folder) throws IOException {
        port = freePort();
        List<String> command = List.of(
                "git",
                "daemon",
                "--reuseaddr",
                "--listen=127.0.0.1",
                "--port=" + port,
                "--base-path=" + folder,
                "--export-all",
                "--enable=receive-pack");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(GitRepository.ENVIRONMENT);
        process = builder.redirectOutput(folder.resolve("daemon.log").toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answers(port));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "git://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.waitFor();
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
