package dev.slipway.desktop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The network between a client and a backend, which a test can break: on an address of its own, which stays.
/// Thread-safe.
public final class Relay implements AutoCloseable {
    private enum Network {
        works,
        /// Nothing arrives, and nobody is told. A connection that has seen this never works again.
        swallows,
        /// What the backend says doesn't arrive.
        swallowsAnswers,
        /// Every connection is ended at once.
        refuses
    }

    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private volatile int target;
    private volatile Network network = Network.works;

    /// @param url of the backend
    public Relay(String url) throws IOException {
        leadsTo(url);
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// From now on.
    public void leadsTo(String url) {
        target = URI.create(url).getPort();
    }

    public void swallow() {
        become(Network.swallows);
    }

    public void swallowAnswers() {
        become(Network.swallowsAnswers);
    }

    /// Ends all connections, and new ones at once.
    public void refuse() {
        become(Network.refuses);
        lines.forEach(Line::end);
    }

    /// New connections work again.
    public void work() {
        network = Network.works;
    }

    @Override
    public void close() throws IOException {
        server.close();
        lines.forEach(Line::end);
    }

    private void become(Network now) {
        network = now;
        lines.forEach(line -> line.seen = now);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Line line = new Line(server.accept(), network);
                lines.add(line);
                if (line.seen == Network.refuses) line.end();
                else Thread.ofVirtual().start(line::connect);
            } catch (IOException e) {
                // Closed, or the caller is gone already.
            }
        }
    }

    private final class Line {
        private final Socket client;
        private volatile Network seen;
        private volatile Socket backend = new Socket();

        Line(Socket client, Network seen) {
            this.client = client;
            this.seen = seen;
        }

        void connect() {
            try {
                client.setTcpNoDelay(true);
                if (seen == Network.works) backend = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.ofVirtual().start(() -> carry(backend, client, false));
                carry(client, backend, true);
            } catch (IOException e) {
                end();
            }
        }

        private void carry(Socket from, Socket to, boolean asking) {
            if (!from.isConnected()) return;
            byte[] some = new byte[8192];
            try {
                InputStream in = from.getInputStream();
                for (int n = in.read(some); n >= 0; n = in.read(some)) {
                    boolean arrives = seen == Network.works || seen == Network.swallowsAnswers && asking;
                    if (!arrives || !to.isConnected()) continue;
                    OutputStream out = to.getOutputStream();
                    out.write(some, 0, n);
                }
            } catch (IOException e) {
                // It ended, which the other end is told below, if it still can be.
            }
            if (seen == Network.works) end();
        }

        void end() {
            lines.remove(this);
            try (client;
                    Socket behind = backend) {
                client.setSoLinger(true, 0);
            } catch (IOException e) {
                // It has ended.
            }
        }
    }
}
