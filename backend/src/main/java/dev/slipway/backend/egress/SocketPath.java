package dev.slipway.backend.egress;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Listens at a path of any length: the system takes about a hundred bytes, and state folders can lie deep.
final class SocketPath {
    private static final int LONGEST = 100;
    private static final int WAITING = 128;

    private SocketPath() {}

    /// Whoever may reach the socket's folder, or was given the socket, may connect. What stood there is replaced.
    static ServerSocketChannel listen(Path socket) throws IOException {
        Path folder = Files.createDirectories(socket.toAbsolutePath().getParent());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (socket.toString().getBytes().length <= LONGEST)
                channel.bind(UnixDomainSocketAddress.of(socket), WAITING);
            else throughLink(channel, folder, socket.getFileName().toString());
            // The sandbox has another user, and sees the socket alone.
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Only the name is short: the socket stands in its folder.
    private static void throughLink(ServerSocketChannel channel, Path folder, String name) throws IOException {
        Path shelter = Files.createTempDirectory(
                "slipway", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path link = shelter.resolve("s");
        try {
            Files.createSymbolicLink(link, folder);
            channel.bind(UnixDomainSocketAddress.of(link.resolve(name)), WAITING);
        } finally {
            Files.deleteIfExists(link);
            Files.deleteIfExists(shelter);
        }
    }
}
