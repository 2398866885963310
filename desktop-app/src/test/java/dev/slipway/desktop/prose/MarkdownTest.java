package dev.slipway.desktop.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.prose.Piece.Align;
import dev.slipway.desktop.prose.Piece.Inset;
import dev.slipway.desktop.prose.Piece.Leaf;
import dev.slipway.desktop.prose.Span.Mark;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {
    @Test
    void wordsHaveLooks() {
        assertThat(only("a **b *c*** `d` ~~e~~"))
                .isEqualTo(new Leaf.Paragraph(List.of(
                        Span.plain("a "),
                        new Span("b ", Set.of(Mark.strong), null),
                        new Span("c", Set.of(Mark.strong, Mark.emphasis), null),
                        Span.plain(" "),
                        new Span("d", Set.of(Mark.code), null),
                        Span.plain(" "),
                        new Span("e", Set.of(Mark.struck), null))));
    }

    @Test
    void listsAreLaidOutItemByItem() {
        assertThat(Markdown.parse("- a\n- b\n  1. c\n\n- [x] d").stream().map(Piece::insets))
                .containsExactly(
                        List.of(new Inset.Item("•")),
                        List.of(new Inset.Item("•")),
                        List.of(new Inset.Item(""), new Inset.Item("1.")),
                        List.of(new Inset.Task(true)));
    }

    @Test
    void whatIsInAQuoteSaysSo() {
        assertThat(Markdown.parse("> a\n>\n> ```java\n> int i;\n> ```"))
                .containsExactly(
                        new Piece(List.of(new Inset.Quote()), false, new Leaf.Paragraph(List.of(Span.plain("a")))),
                        new Piece(List.of(new Inset.Quote()), false, new Leaf.Code("java", List.of("int i;"))));
    }

    @Test
    void tablesHaveAsManyCellsInEachRow() {
        Leaf.Table table = (Leaf.Table) only("|a|b|\n|:-:|--:|\n|1|\n|1|2|3|");
        assertThat(table.columns()).containsExactly(Align.centre, Align.right);
        assertThat(table.rows()).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(2));
        assertThat(Markdown.parse("|a|b|\n|-|-|\n|1|2|").getFirst().text()).isEqualTo("a\tb\n1\t2");
    }

    @Test
    void htmlIsText() {
        assertThat(only("<script>alert(1)</script>"))
                .isEqualTo(new Leaf.Code("html", List.of("<script>alert(1)</script>")));
        assertThat(Markdown.parse("a <b onclick=x>c</b>").getFirst().text()).isEqualTo("a <b onclick=x>c</b>");
    }

    @Test
    void anImageIsItsWordsAndWhereItIs() {
        assertThat(only("![a cat](https://example.org/cat.png)"))
                .isEqualTo(
                        new Leaf.Paragraph(List.of(new Span("image: a cat", Set.of(), "https://example.org/cat.png"))));
    }

    @Test
    void anAddressInATextLeadsThere() {
        assertThat(only("see https://example.org/a_b_c."))
                .isEqualTo(new Leaf.Paragraph(List.of(
                        Span.plain("see "),
                        new Span("https://example.org/a_b_c", Set.of(), "https://example.org/a_b_c"),
                        Span.plain("."))));
    }

    @Test
    void whatTurnsTextAroundIsShown() {
        assertThat(Markdown.parse("a\u202eb\u001bc\u200fd").getFirst().text()).isEqualTo("a\ufffdb\u241bcd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "*a **b ",
                "> ",
                "- ",
                "`",
                "![",
                "|a",
                "\u202e",
                "<",
                "~~",
                "1. ",
                "# ",
                "    ",
                "\ud83d\ude00"
            })
    void noTextIsTooMuch(String part) {
        assertThat(Markdown.parse(part.repeat(5_000))).isNotNull();
        assertThat(Markdown.parse((part.repeat(100) + "\n").repeat(50))).isNotNull();
        assertThat(Markdown.parse((part + "\n").repeat(3_000))).isNotNull();
    }

    @Test
    void aParagraphThatIsTooLongGoesOnInTheNextPiece() {
        String words = "word ".repeat(10_000);
        List<Piece> pieces = Markdown.parse(words);
        assertThat(pieces).hasSizeGreaterThan(5);
        assertThat(String.join("", pieces.stream().map(Piece::text).toList())).isEqualTo(words.strip());
    }

    @Test
    void aTableThatIsTooLargeIsItsText() {
        assertThat(only("|a|\n|-|\n" + "|1|\n".repeat(1000))).isInstanceOf(Leaf.Code.class);
    }

    private static final String[] PARTS = {
        "word ",
        "word\n",
        "\n",
        "\n\n",
        "# ",
        "## head\n",
        "- item\n",
        "  - item\n",
        "1. one\n",
        "```java\n",
        "```\n",
        "    code\n",
        "> quote\n",
        "> ",
        "|a|b|\n",
        "|-|-|\n",
        "|1|2|\n",
        "---\n",
        "===\n",
        "**b",
        "**",
        "`c`",
        "<div>\n",
        "</div>\n",
        "<!-- x\n",
        "-->\n",
        "[a]",
        "[a]: http://e.org\n",
        "[t](u)",
        "- [ ] todo\n",
        "* * *\n",
        "~~~\n",
        "\t",
        "-",
        "+ ",
        "2) ",
        "\\",
        "\r\n",
        "é",
        "\ud83d\ude00",
        "<br>",
        "http://example.org ",
        "  \n",
        "![i](j)",
        "a|b\n",
        "-|-\n"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatIsReadWhileItGrowsIsWhatIsReadAtOnce(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            GrowingProse growing = new GrowingProse();
            StringBuilder text = new StringBuilder();
            int parts = 5 + random.nextInt(60);
            for (int i = 0; i < parts; i++) text.append(PARTS[random.nextInt(PARTS.length)]);
            int length = 0;
            while (length < text.length()) {
                length = Math.min(text.length(), length + 1 + random.nextInt(12));
                String whole = text.substring(0, length);
                assertThat(growing.update(whole))
                        .as("seed %d round %d: %s", seed, round, whole.replace("\n", "\\n"))
                        .isEqualTo(Markdown.parse(whole));
            }
        }
    }

    @Test
    void whatIsFinishedStaysTheSameObject() {
        GrowingProse growing = new GrowingProse();
        Piece first = growing.update("one\n\ntwo\n\nthr").getFirst();
        List<Piece> later = growing.update("one\n\ntwo\n\nthree and more");
        assertThat(later.getFirst()).isSameAs(first);
        assertThat(later.getLast().text()).isEqualTo("three and more");
    }

    private static Leaf only(String text) {
        List<Piece> pieces = Markdown.parse(text);
        assertThat(pieces).hasSize(1);
        return pieces.getFirst().leaf();
    }
}
