package dev.slipway.backend.egress;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A connection to a server. One thread reads, one writes; whoever dialled closes it.
final class Upstream implements Closeable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket raw;
    private final InputStream in;
    private final OutputStream out;

    private Upstream(Socket raw, Socket spoken, Watch watch) throws IOException {
        this.raw = raw;
        this.in = new BufferedInputStream(new Moving(spoken.getInputStream(), watch), 32 << 10);
        this.out = new BufferedOutputStream(spoken.getOutputStream(), 32 << 10);
    }

    /// Tells the watch of each byte.
    private static final class Moving extends InputStream {
        private final InputStream in;
        private final Watch watch;

        Moving(InputStream in, Watch watch) {
            this.in = in;
            this.watch = watch;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            watch.moved();
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int size) throws IOException {
            int got = in.read(bytes, offset, size);
            watch.moved();
            return got;
        }
    }

    /// Dials one of the route's addresses, as they are.
    static Upstream plain(Routes.Route route, Watch watch) throws IOException {
        Socket socket = dial(route, watch);
        return new Upstream(socket, socket, watch);
    }

    /// As [#plain], and speaks TLS; the server must prove that it is the route's host.
    static Upstream secure(Routes.Route route, SSLContext trust, Watch watch) throws IOException {
        Socket socket = dial(route, watch);
        try {
            HostName host = route.target().host();
            InetAddress literal = host.address();
            String name = literal == null ? host.text() : literal.getHostAddress();
            SSLSocket tls = (SSLSocket) trust.getSocketFactory()
                    .createSocket(socket, name, route.target().port(), true);
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setApplicationProtocols(new String[] {"http/1.1"});
            if (literal == null) parameters.setServerNames(List.of(new SNIHostName(name)));
            tls.setSSLParameters(parameters);
            tls.startHandshake();
            return new Upstream(socket, tls, watch);
        } catch (IOException | RuntimeException e) {
            watch.forgets(socket);
            socket.close();
            throw e;
        }
    }

    private static Socket dial(Routes.Route route, Watch watch) throws IOException {
        IOException first = null;
        for (InetAddress address : route.addresses()) {
            Socket socket = new Socket();
            watch.closes(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(address, route.target().port()), PATIENCE_MS);
                return socket;
            } catch (IOException e) {
                watch.forgets(socket);
                socket.close();
                if (first == null) first = e;
                else first.addSuppressed(e);
            }
        }
        throw first == null ? new IOException("no address") : first;
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    void endOutput() throws IOException {
        out.flush();
        raw.shutdownOutput();
    }

    /// Without a farewell, which could block.
    @Override
    public void close() throws IOException {
        raw.close();
    }
}
