package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.protocol.Attachment;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Numbers and times in words. Pure.
final class Texts {
    static final int FOLDED_LINES = 12;
    static final int FOLDED_CHARACTERS = 1_200;

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy, HH:mm:ss", Locale.UK);

    private Texts() {}

    /// A file's name, which its sender chose.
    static String name(Attachment file) {
        return Plain.line(file.name(), 300);
    }

    static String count(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
    }

    static String duration(long ms) {
        if (ms < 1000) return ms + " ms";
        if (ms < 10_000) return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        long seconds = ms / 1000;
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return seconds / 60 + " min " + seconds % 60 + " s";
        return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    /// Of something that goes on: whole seconds; empty for the first.
    static String elapsed(long sinceMs, long nowMs) {
        long seconds = (nowMs - sinceMs) / 1000;
        return sinceMs == 0 || seconds < 1 ? "" : seconds < 10 ? seconds + " s" : duration(seconds * 1000);
    }

    /// In whole seconds.
    static String left(long ms) {
        long seconds = ms / 1000;
        return seconds < 60 ? seconds + " s" : duration(seconds * 1000);
    }

    static String ago(long atMs, long nowMs) {
        long minutes = (nowMs - atMs) / 60_000;
        if (minutes < 1) return "now";
        if (minutes < 60) return minutes + " min ago";
        if (minutes < 24 * 60) return minutes / 60 + " h ago";
        return count(minutes / (24 * 60), "day") + " ago";
    }

    static String exact(long atMs) {
        return EXACT.format(Instant.ofEpochMilli(atMs).atZone(ZoneId.systemDefault()));
    }

    static String tokens(long tokens) {
        if (tokens < 1000) return Long.toString(tokens);
        if (tokens < 1_000_000) return String.format(Locale.ROOT, "%.1fk", tokens / 1000.0);
        return String.format(Locale.ROOT, "%.1fM", tokens / 1_000_000.0);
    }

    static String bytes(long bytes) {
        if (bytes < 1000) return bytes + " bytes";
        if (bytes < 1_000_000) return bytes / 1000 + " kB";
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1_000_000.0);
    }

    static int lines(String text) {
        int lines = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lines++;
        return lines;
    }

    static int words(String text) {
        int words = 0;
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            boolean letter = !Character.isWhitespace(text.charAt(i));
            if (letter && !inside) words++;
            inside = letter;
        }
        return words;
    }

    static String firstLines(String text, int most, int characters) {
        int end = -1;
        for (int i = 0; i < most; i++) {
            int next = text.indexOf('\n', end + 1);
            if (next < 0) return cut(text, characters);
            end = next;
        }
        return cut(text.substring(0, end), characters);
    }

    private static String cut(String text, int characters) {
        if (text.length() <= characters) return text;
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end);
    }
}
