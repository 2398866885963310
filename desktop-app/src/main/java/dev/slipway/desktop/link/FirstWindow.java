package dev.slipway.desktop.link;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One window for each person and state folder: the first start listens on a socket in that folder, every later one
/// hands over what it was started with and ends. Closed by the first.
public final class FirstWindow implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FirstWindow.class);
    private static final int LONGEST = 4096;

    private final ServerSocketChannel socket;
    private final Path path;

    private FirstWindow(ServerSocketChannel socket, Path path) {
        this.socket = socket;
        this.path = path;
    }

    /// @param folder made if it isn't there, for its owner alone
    /// @param started what this start was given, a link or an empty text
    /// @param later told, on a thread of its own, what a later start was given
    /// @return null where another window took it over
    public static @Nullable FirstWindow claim(Path folder, String started, Consumer<String> later) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix"))
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Path path = folder.resolve("window.sock");
        if (handOver(path, started)) return null;
        Files.deleteIfExists(path);
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path));
        FirstWindow first = new FirstWindow(socket, path);
        Thread.ofPlatform().daemon().name("first-window").start(() -> first.listen(later));
        return first;
    }

    @Override
    public void close() {
        try {
            socket.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("{} can't be removed", path, e);
        }
    }

    private static boolean handOver(Path path, String started) {
        if (!Files.exists(path)) return false;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap((started + "\n").getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (IOException e) {
            // One that was killed left its socket behind.
            return false;
        }
    }

    private void listen(Consumer<String> later) {
        while (socket.isOpen()) {
            try (SocketChannel channel = socket.accept()) {
                byte[] said = Channels.newInputStream(channel).readNBytes(LONGEST);
                later.accept(new String(said, StandardCharsets.UTF_8).strip());
            } catch (IOException e) {
                if (socket.isOpen()) LOG.warn("what another start said can't be read", e);
            }
        }
    }
}
