package dev.slipway.desktop.code;

import java.util.ArrayList;
import java.util.List;
import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenMakerFactory;
import org.fife.ui.rsyntaxtextarea.TokenTypes;

/// Colours source text line by line, so that a text that grows need not be coloured anew: what a line leaves open (a
/// comment, a string) is remembered for the next. Mutable; one thread.
public final class Highlighter {
    /// Longer lines are not coloured: nobody reads them, and some grammars are slow on them.
    public static final int LONGEST_LINE = 5_000;

    /// What a stretch of text is; each has a token of the same name, such as `-code-keyword`.
    public enum Tint {
        plain,
        keyword,
        string,
        number,
        comment,
        function,
        type
    }

    public record Span(String text, Tint tint) {}

    /// Immutable.
    public record Line(List<Span> spans) {
        public static final Line EMPTY = new Line(List.of());

        public static Line plain(String text) {
            return text.isEmpty() ? EMPTY : new Line(List.of(new Span(text, Tint.plain)));
        }

        public String text() {
            if (spans.size() == 1) return spans.getFirst().text();
            StringBuilder text = new StringBuilder();
            for (Span span : spans) text.append(span.text());
            return text.toString();
        }
    }

    private final Language language;
    private final TokenMaker maker;
    private int state = TokenTypes.NULL;

    public Highlighter(Language language) {
        this.language = language;
        maker = TokenMakerFactory.getDefaultInstance().getTokenMaker(language.style());
    }

    /// A whole text.
    public static List<Line> lines(List<String> text, Language language) {
        Highlighter highlighter = new Highlighter(language);
        List<Line> lines = new ArrayList<>(text.size());
        for (String line : text) lines.add(highlighter.next(line));
        return List.copyOf(lines);
    }

    /// The next line, without its end.
    public Line next(String line) {
        if (language.equals(Language.NONE) || line.length() > LONGEST_LINE) return Line.plain(line);
        List<Span> spans = new ArrayList<>();
        Token token = maker.getTokenList(new Segment(line.toCharArray(), 0, line.length()), state, 0);
        StringBuilder text = new StringBuilder();
        Tint tint = Tint.plain;
        int after = state;
        for (; token != null; token = token.getNextToken()) {
            after = token.getType();
            if (!token.isPaintable()) continue;
            // Some grammars count a character twice on lines that nobody would write.
            if (token.getTextOffset() + token.length() > line.length()) return Line.plain(line);
            Tint next = token.isWhitespace() ? tint : tint(token.getType());
            if (next != tint && !text.isEmpty()) {
                spans.add(new Span(text.toString(), tint));
                text.setLength(0);
            }
            tint = next;
            text.append(token.getTextArray(), token.getTextOffset(), token.length());
        }
        if (!text.isEmpty()) spans.add(new Span(text.toString(), tint));
        state = after;
        Line coloured = new Line(List.copyOf(spans));
        return coloured.text().equals(line) ? coloured : Line.plain(line);
    }

    /// As it would be the next line; the one after it follows on the line before.
    public Line peek(String line) {
        int before = state;
        Line coloured = next(line);
        state = before;
        return coloured;
    }

    private static Tint tint(int type) {
        return switch (type) {
            case TokenTypes.COMMENT_EOL,
                    TokenTypes.COMMENT_MULTILINE,
                    TokenTypes.COMMENT_DOCUMENTATION,
                    TokenTypes.COMMENT_KEYWORD,
                    TokenTypes.COMMENT_MARKUP,
                    TokenTypes.MARKUP_COMMENT -> Tint.comment;
            case TokenTypes.RESERVED_WORD,
                    TokenTypes.RESERVED_WORD_2,
                    TokenTypes.LITERAL_BOOLEAN,
                    TokenTypes.PREPROCESSOR,
                    TokenTypes.MARKUP_TAG_NAME,
                    TokenTypes.MARKUP_DTD,
                    TokenTypes.MARKUP_PROCESSING_INSTRUCTION -> Tint.keyword;
            case TokenTypes.FUNCTION, TokenTypes.MARKUP_TAG_ATTRIBUTE -> Tint.function;
            case TokenTypes.LITERAL_NUMBER_DECIMAL_INT,
                    TokenTypes.LITERAL_NUMBER_FLOAT,
                    TokenTypes.LITERAL_NUMBER_HEXADECIMAL -> Tint.number;
            case TokenTypes.LITERAL_STRING_DOUBLE_QUOTE,
                    TokenTypes.LITERAL_CHAR,
                    TokenTypes.LITERAL_BACKQUOTE,
                    TokenTypes.REGEX,
                    TokenTypes.MARKUP_TAG_ATTRIBUTE_VALUE,
                    TokenTypes.MARKUP_CDATA -> Tint.string;
            case TokenTypes.DATA_TYPE, TokenTypes.ANNOTATION, TokenTypes.VARIABLE, TokenTypes.MARKUP_ENTITY_REFERENCE ->
                Tint.type;
            default -> Tint.plain;
        };
    }
}
