package dev.slipway.desktop.prose;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Some words of one look. Immutable.
///
/// @param link where they lead, as it is written; null for nowhere
public record Span(String text, Set<Mark> marks, @Nullable String link) {
    public enum Mark {
        strong,
        emphasis,
        code,
        struck
    }

    public static Span plain(String text) {
        return new Span(text, Set.of(), null);
    }

    boolean isLike(Span other) {
        return marks.equals(other.marks) && java.util.Objects.equals(link, other.link);
    }
}
