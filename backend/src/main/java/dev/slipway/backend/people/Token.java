package dev.slipway.backend.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// Secrets that let somebody in: 256 bits of chance, of which only the hash is kept.
final class Token {
    private static final int BYTES = 32;
    private static final SecureRandom CHANCE = new SecureRandom();

    private Token() {}

    /// 64 of 0-9 and a-f.
    static String fresh() {
        byte[] random = new byte[BYTES];
        CHANCE.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// A short name for something, which opens nothing.
    static String freshId() {
        byte[] random = new byte[6];
        CHANCE.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /// What is kept of it. There is nothing to guess in 256 bits, so no slow hash is needed.
    static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
