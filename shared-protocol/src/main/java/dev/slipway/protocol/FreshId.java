package dev.slipway.protocol;

import java.security.SecureRandom;

/// Ids of 13 characters, base 36: milliseconds first, so that they sort by age, then chance. Thread-safe.
final class FreshId {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long CHANCE = 36L * 36 * 36 * 36 * 36;

    private FreshId() {}

    static String next() {
        String time = Long.toString(System.currentTimeMillis(), 36);
        String chance = Long.toString(CHANCE + RANDOM.nextLong(CHANCE), 36).substring(1);
        return time + chance;
    }
}
