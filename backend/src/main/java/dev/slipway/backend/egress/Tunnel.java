package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes bytes between a sandbox and a server, unopened.
final class Tunnel {
    private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);

    private final Watch watch;
    private final Bounds bounds;

    Tunnel(Watch watch, Bounds bounds) {
        this.watch = watch;
        this.bounds = bounds;
    }

    /// Returns when both have ended, or one broke off.
    ///
    /// @param hello what was read already
    void relay(ClientHello hello, InputStream in, OutputStream out, Routes.Route route)
            throws IOException, InterruptedException {
        try (Upstream server = Upstream.plain(route, watch)) {
            watch.idle(bounds.between());
            server.out().write(hello.raw());
            server.out().flush();
            Thread up = Thread.ofVirtual().name("egress-up").start(() -> up(in, server));
            try {
                pump(server.in(), out, bounds.answerBytes());
            } catch (IOException e) {
                watch.end();
                throw e;
            }
            // The server has said all; what the sandbox still says has nobody to hear it for long.
            watch.within(bounds.head());
            up.join();
        }
    }

    private void up(InputStream in, Upstream server) {
        try {
            pump(in, server.out(), Long.MAX_VALUE);
            server.endOutput();
        } catch (IOException e) {
            LOG.debug("a tunnel ended: {}", e.getMessage());
            watch.end();
        }
    }

    private static void pump(InputStream from, OutputStream to, long atMost) throws IOException {
        byte[] piece = new byte[32 << 10];
        long left = atMost;
        for (int got; (got = from.read(piece)) >= 0; ) {
            left -= got;
            if (left < 0) throw new IOException("the answer is larger than any that is passed on");
            to.write(piece, 0, got);
            to.flush();
        }
    }
}
