package dev.slipway.backend.agent.tools;

import java.nio.charset.StandardCharsets;

/// Tells by the first bytes of a file what it is, where it is no text.
final class BinaryKind {
    private static final int LOOKED_AT = 8_192;

    private BinaryKind() {}

    /// In words, or empty for a text.
    static String of(byte[] start) {
        String head = new String(start, 0, Math.min(start.length, 12), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG")) return "an image (PNG)";
        if (head.startsWith("\u00ff\u00d8\u00ff")) return "an image (JPEG)";
        if (head.startsWith("GIF8")) return "an image (GIF)";
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) return "an image (WebP)";
        if (head.startsWith("%PDF-")) return "a PDF document";
        for (int i = 0; i < Math.min(start.length, LOOKED_AT); i++) if (start[i] == 0) return "a binary file";
        return "";
    }
}
