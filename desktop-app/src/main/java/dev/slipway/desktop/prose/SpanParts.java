package dev.slipway.desktop.prose;

import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What words look like.
final class SpanParts {
    private static final Pattern OPENS = Pattern.compile("(?i)(https?://|mailto:).+");

    private SpanParts() {}

    /// @param style of all of them, beside their own
    static List<Part> of(List<Span> spans, String style) {
        List<Part> parts = new ArrayList<>(spans.size());
        for (Span span : spans) parts.add(new Part(span.text(), style(span, style), span.link()));
        return parts;
    }

    /// Whether a link is one that may be opened; others are only shown.
    static boolean opens(@Nullable String link) {
        return link != null && OPENS.matcher(link).matches();
    }

    private static String style(Span span, String style) {
        StringBuilder all = new StringBuilder(style);
        for (Span.Mark mark : Span.Mark.values()) {
            if (!span.marks().contains(mark)) continue;
            all.append(
                    switch (mark) {
                        case strong -> " strong";
                        case emphasis -> " emphasis";
                        case code -> " word-code grounded";
                        case struck -> " struck";
                    });
        }
        if (opens(span.link())) all.append(" link");
        return all.toString();
    }
}
