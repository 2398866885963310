package dev.slipway.desktop.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Plain;
import dev.slipway.desktop.code.Highlighter.Span;
import dev.slipway.desktop.code.Highlighter.Tint;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlighterTest {
    private static final String[] PARTS = {
        "/*", "*/", "\"", "'", "`", "${", "}", "<", ">", "<!--",
        "-->", "\\", "é", "\ud83d\ude00", "\t", "{", "#", "//", "'''", "=",
        "a1", "0x", "<?php", "@", "$", "%", "[[", "]]", "\ud83d", "\uffff",
        " ",
    };

    @Test
    void aLineIsColoured() {
        assertThat(new Highlighter(Language.ofFence("java"))
                        .next("int i = 42; // \"x\"")
                        .spans())
                .containsExactly(
                        new Span("int ", Tint.type),
                        new Span("i = ", Tint.plain),
                        new Span("42", Tint.number),
                        new Span("; ", Tint.plain),
                        new Span("// \"x\"", Tint.comment));
    }

    @Test
    void aCommentGoesOnInTheNextLine() {
        List<Highlighter.Line> lines =
                Highlighter.lines(List.of("a /* b", "c", "d */ int", ""), Language.ofFile("src/Main.java"));
        assertThat(lines.get(1).spans()).containsExactly(new Span("c", Tint.comment));
        assertThat(lines.get(3)).isEqualTo(Highlighter.Line.EMPTY);
    }

    @Test
    void aPeekLeavesNothingOpen() {
        Highlighter highlighter = new Highlighter(Language.ofFence("java"));
        highlighter.peek("/* open");
        assertThat(highlighter.next("int").spans().getFirst().tint()).isEqualTo(Tint.type);
    }

    @Test
    void lineThatIsTooLongIsNotColoured() {
        String line = "int ".repeat(2000);
        assertThat(new Highlighter(Language.ofFence("java")).next(line)).isEqualTo(Highlighter.Line.plain(line));
    }

    @ParameterizedTest
    @CsvSource({
        "bash,text/unix",
        "sh,text/unix",
        "python,text/python",
        "ts,text/typescript",
        "tsx,text/typescript",
        "Rust,text/rust",
        "go,text/golang",
        "json,text/json",
        "yaml,text/yaml",
        "c++,text/cpp",
        "nonsense,text/plain",
        "diff,text/plain",
        "sql,text/sql",
        "html,text/html",
        "dockerfile,text/dockerfile"
    })
    void aFenceNamesALanguage(String fence, String style) {
        assertThat(Language.ofFence(fence).style()).isEqualTo(style);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/Makefile", "x.java", "Dockerfile", "b.py", "pom.xml", "c.yml"})
    void aFilesNameTellsItsLanguage(String name) {
        assertThat(Language.ofFile(name)).isNotEqualTo(Language.NONE);
    }

    static List<String> languages() {
        return List.of(("java py sh ts js html css json yaml xml c cpp go rs kt sql md rb php pl lua scala groovy make"
                        + " proto cs dockerfile ini tex bat")
                .split(" "));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void everyLanguageBearsAnyLine(String fence) {
        Random random = new Random(7);
        Highlighter highlighter = new Highlighter(Language.ofFence(fence));
        for (int i = 0; i < 2000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(14); n > 0; n--) line.append(PARTS[random.nextInt(PARTS.length)]);
            assertThat(highlighter.next(line.toString()).text()).isEqualTo(line.toString());
        }
    }

    @Test
    void whatATerminalWouldObeyIsLeftOut() {
        assertThat(Ansi.strip(
                        "\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007 10%\r 20%\r 30%\r\nnext"))
                .isEqualTo(" 30%\nnext");
        assertThat(Ansi.strip("a\u001b[1;32mb\u001b(Bc\u0007")).isEqualTo("abc\u2407");
    }

    @Test
    void aLineIsCutWhereItIsTooLong() {
        assertThat(Plain.line("a\nb", 10)).isEqualTo("a b");
        assertThat(Plain.line("\ud83d\ude00".repeat(100), 10))
                .hasSizeLessThanOrEqualTo(10)
                .endsWith("…");
    }
}
