package dev.slipway.backend.files;

/// Texts that are read a part at a time.
public final class Utf8 {
    private Utf8() {}

    /// How many bytes of a part end with a whole character. In what isn't UTF-8 nothing is held back for long.
    ///
    /// @param more whether anything may follow the part; without it the end is the end
    public static int wholeCharacters(byte[] part, boolean more) {
        int end = part.length;
        for (int i = 1; more && i <= 3 && i <= end; i++) {
            int b = part[end - i] & 0xff;
            if (b >= 0xc0) return end - i;
            if (b < 0x80) return end;
        }
        return end;
    }
}
