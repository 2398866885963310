package dev.slipway.backend.egress;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificates for the hosts that sandboxes speak to, made when they are first asked for. Thread-safe.
final class Leaves {
    private static final char[] NO_PASSWORD = {};
    private static final int MOST = 200;
    private static final Duration FRESH = Duration.ofDays(1);

    private final CertificateAuthority authority;
    private final KeyPair keys = CertificateAuthority.newKeys();
    private final Map<HostName, Leaf> leaves = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<HostName, Leaf> eldest) {
            return size() > MOST;
        }
    };

    private record Leaf(SSLContext context, long madeAt) {
        boolean isFresh() {
            return System.nanoTime() - madeAt < FRESH.toNanos();
        }
    }

    Leaves(CertificateAuthority authority) {
        this.authority = authority;
    }

    /// For a server socket that is this host.
    synchronized SSLContext context(HostName host) {
        Leaf known = leaves.get(host);
        if (known != null && known.isFresh()) return known.context;
        X509Certificate[] chain = {authority.leaf(host, keys.getPublic()), authority.certificate()};
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("leaf", keys.getPrivate(), NO_PASSWORD, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(factory.getKeyManagers(), null, null);
            leaves.put(host, new Leaf(context, System.nanoTime()));
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
