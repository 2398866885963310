package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// A line to a server on loopback that lets through what a test allows, and no more.
public final class SlowLine implements AutoCloseable {
    private final ServerSocket front = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Semaphore allowed = new Semaphore(0);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public SlowLine(int port) throws IOException {
        Thread.ofVirtual().start(() -> {
            while (!front.isClosed()) {
                try {
                    Socket client = front.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                    open.add(client);
                    open.add(server);
                    Thread.ofVirtual().start(() -> copy(client, server, false));
                    Thread.ofVirtual().start(() -> copy(server, client, true));
                } catch (IOException e) {
                    // Closed, or one of them is gone.
                }
            }
        });
    }

    public int port() {
        return front.getLocalPort();
    }

    /// Lets so many bytes more come from the server.
    public void allow(int bytes) {
        allowed.release(bytes);
    }

    private void copy(Socket from, Socket to, boolean held) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[1024];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (held) allowed.acquire(n);
                out.write(piece, 0, n);
            }
        } catch (IOException e) {
            // One of them is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        front.close();
        for (Socket socket : open) socket.close();
    }
}
