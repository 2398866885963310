package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.changes.DiffLine.Sign;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiffReaderTest {
    @Test
    void aChangedFileHasItsNumberedLines() {
        FileDiff file = one("""
                diff --git a/src/A.java b/src/A.java
                index 1234567..89abcde 100644
                --- a/src/A.java
                +++ b/src/A.java
                @@ -7,3 +7,3 @@ class A {
                 kept
                -old
                +new
                 end
                """);

        assertThat(file.path()).isEqualTo("src/A.java");
        assertThat(file.hunks()).singleElement().satisfies(hunk -> {
            assertThat(hunk.heading()).isEqualTo("class A {");
            assertThat(hunk.lines())
                    .containsExactly(
                            new DiffLine(Sign.context, 7, 7, "kept", true),
                            new DiffLine(Sign.removed, 8, 0, "old", true),
                            new DiffLine(Sign.added, 0, 8, "new", true),
                            new DiffLine(Sign.context, 9, 9, "end", true));
            assertThat(hunk.oldEnd()).isEqualTo(9);
            assertThat(hunk.newEnd()).isEqualTo(9);
        });
    }

    @Test
    void linesThatLookLikeHeadersAreLines() {
        List<FileDiff> files = DiffReader.read("""
                diff --git a/x b/x
                --- a/x
                +++ b/x
                @@ -1,2 +1,2 @@
                --- a/evil
                -diff --git a/evil b/evil
                +++ b/evil
                +@@ -1 +1 @@
                diff --git a/y b/y
                new file mode 100644
                --- /dev/null
                +++ b/y
                @@ -0,0 +1 @@
                +y
                """);

        assertThat(files).extracting(FileDiff::path).containsExactly("x", "y");
        assertThat(files.getFirst().hunks().getFirst().lines())
                .extracting(DiffLine::text)
                .containsExactly("-- a/evil", "diff --git a/evil b/evil", "++ b/evil", "@@ -1 +1 @@");
    }

    @Test
    void aLineEndThatIsMissingIsSaid() {
        FileDiff file = one("""
                diff --git a/x b/x
                --- a/x
                +++ b/x
                @@ -1 +1 @@
                -a
                \\ No newline at end of file
                +a
                """);

        assertThat(file.hunks().getFirst().lines()).extracting(DiffLine::ended).containsExactly(false, true);
    }

    @Test
    void whatChangedBesideTheLinesIsSaidInWords() {
        assertThat(one("diff --git a/run b/run\nold mode 100644\nnew mode 100755\n")
                        .notes())
                .containsExactly("Made executable");
        assertThat(one("diff --git a/l b/l\nnew file mode 120000\n--- /dev/null\n+++ b/l\n")
                        .notes())
                .containsExactly("New symbolic link");
        FileDiff renamed = one("diff --git a/a b b/c d\nsimilarity index 90%\nrename from a b\nrename to c d\n");
        assertThat(renamed.notes()).containsExactly("Renamed from a b");
        assertThat(renamed.path()).isEqualTo("c d");
        assertThat(one("diff --git a/i.png b/i.png\nindex 1..2 100644\nBinary files a/i.png and b/i.png differ\n"))
                .satisfies(f -> assertThat(f.binary()).isTrue())
                .satisfies(f -> assertThat(f.path()).isEqualTo("i.png"));
    }

    @Test
    void quotedPathsAreReadAsTheyAre() {
        assertThat(QuotedPath.path("\"a/\\303\\244 \\t\\\"\\\\\\n\\001\"")).isEqualTo("ä \t\"\\\n\u0001");
        assertThat(QuotedPath.path("a/plain name")).isEqualTo("plain name");
        assertThat(QuotedPath.path("/dev/null")).isNull();
        assertThat(QuotedPath.ofBoth("a/x b/y b/x b/y")).isEqualTo("x b/y");
        assertThat(QuotedPath.ofBoth("\"a/q\\\"\" \"b/q\\\"\"")).isEqualTo("q\"");
    }

    @Test
    void aTextThatIsCutEndsWhereItIsCut() {
        String whole = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,3 +1,3 @@\n a\n-b\n+c\n d\n";
        for (int end = 0; end <= whole.length(); end++) {
            List<FileDiff> files = DiffReader.read(whole.substring(0, end));
            assertThat(files.size()).isLessThanOrEqualTo(1);
        }
        assertThat(DiffReader.read("")).isEmpty();
        assertThat(DiffReader.read("not a diff\n@@ -1 +1 @@\n+x\n")).isEmpty();
    }

    private static FileDiff one(String text) {
        List<FileDiff> files = DiffReader.read(text);
        assertThat(files).hasSize(1);
        return files.getFirst();
    }
}
