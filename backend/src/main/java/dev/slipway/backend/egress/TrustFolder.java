package dev.slipway.backend.egress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// Whom sandboxes believe: everybody whom this machine believes, and the installation's own authority. Written for all
/// to read; there is nothing secret in it.
final class TrustFolder {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private final Path folder;
    private final Path authority;

    /// @param authority the file of the installation's own
    TrustFolder(Path folder, Path authority) {
        this.folder = folder;
        this.authority = authority;
    }

    Path path() {
        return folder;
    }

    /// Whether it was written after all that it is made of. Cheap.
    boolean isUpToDate() throws IOException {
        Path stamp = folder.resolve("made-of");
        return Files.exists(stamp)
                && Files.exists(authority)
                && Files.readString(stamp).equals(stamp());
    }

    /// `ca.pem`, and `ca.jks`, which every Java reads without a password.
    void write(Trust trust) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        StringBuilder pem = new StringBuilder();
        try {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            List<X509Certificate> all = trust.authorities();
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("authority-" + i, all.get(i));
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(LINES.encodeToString(all.get(i).getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            replace(folder.resolve("ca.pem"), out -> out.write(pem.toString().getBytes(StandardCharsets.US_ASCII)));
            replace(folder.resolve("ca.jks"), out -> {
                try {
                    store.store(out, "changeit".toCharArray());
                } catch (GeneralSecurityException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        replace(folder.resolve("made-of"), out -> out.write(stamp().getBytes(StandardCharsets.UTF_8)));
    }

    private String stamp() throws IOException {
        return System.getProperty("java.home") + " " + Runtime.version() + "\n" + time(authority) + "\n"
                + time(Trust.SYSTEM);
    }

    private static String time(Path file) throws IOException {
        return Files.exists(file) ? Files.getLastModifiedTime(file) + " " + Files.size(file) : "none";
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static void replace(Path file, Content content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            content.write(out);
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
