package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffTextTest {
    @TempDir
    Path temp;

    private Mirrors mirrors;
    private GitRepository project;
    private String from;
    private String to;

    @BeforeEach
    void open() throws Exception {
        temp = temp.toRealPath();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.init(temp.resolve("project"));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    private DiffText text(int mostBytes) throws InterruptedException {
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        return new DiffText(mirror, mostBytes);
    }

    private static String lines(int first, int last) {
        StringBuilder text = new StringBuilder();
        for (int i = first; i <= last; i++) text.append("line " + i + "\n");
        return text.toString();
    }

    @Test
    void aFileIsShownWithAsManyLinesAroundAsAreAskedFor() throws Exception {
        project.write("src/a.txt", lines(1, 100));
        project.write("src/b.txt", "b\n");
        from = project.commit("From");
        project.write("src/a.txt", lines(1, 49) + "changed\n" + lines(51, 100));
        project.write("src/b.txt", "c\n");
        to = project.commit("To");
        DiffText text = text(4 << 20);
        assertThat(text.file(from, to, "src/a.txt", 3).orElseThrow())
                .contains("@@ -47,7 +47,7 @@", " line 47\n", "-line 50\n+changed\n", " line 53\n")
                .doesNotContain("line 46", "b.txt");
        assertThat(text.file(from, to, "src/a.txt", 0).orElseThrow()).endsWith("@@ -50 +50 @@\n-line 50\n+changed\n");
        assertThat(text.file(from, to, "src/a.txt", 1_000_000).orElseThrow())
                .contains("@@ -1,100 +1,100 @@\n line 1\n")
                .endsWith(" line 100\n");
        assertThat(text.all(from, to, 3)).contains("+changed", "-b\n+c\n");
        for (String other : List.of("src", "src/", "", "/", "src/a.tx", "a.txt", "../src/a.txt", "src\\a.txt"))
            assertThat(text.file(from, to, other, 3)).as(other).contains("");
    }

    @Test
    void binaryFilesAreNamedAsSuchAlsoWhenTheyAreLarge() throws Exception {
        from = project.commit("From");
        Files.write(project.folder().resolve("small"), new byte[] {0, 1, 2});
        byte[] large = new byte[2 << 20];
        Files.write(project.folder().resolve("large"), large);
        to = project.commit("To");
        DiffText text = text(4 << 20);
        assertThat(text.file(from, to, "large", 3).orElseThrow()).contains("Binary files");
        assertThat(text.all(from, to, 3))
                .contains("+++ b/large\nBinary files differ\n", "+++ b/small\nBinary files differ\n");
    }

    @Test
    void aFileThatIsTooLargeIsNamedAmongOthersAndNothingAlone() throws Exception {
        project.write("long", "x\n");
        from = project.commit("From");
        project.write("a", "a\n");
        project.write("long", lines(1, 200_000));
        project.write("name with \"quotes\" and ä", lines(1, 200_000));
        project.write("wide", "ä".repeat(100_000));
        project.write("z", "z\n");
        to = project.commit("To");
        DiffText text = text(256 << 10);
        assertThat(text.file(from, to, "long", 3)).isEmpty();
        assertThat(text.file(from, to, "wide", 3))
                .hasValueSatisfying(wide -> assertThat(wide).contains("+ä"));
        assertThat(text.all(from, to, 3))
                .contains("+a\n", "+z\n", "+ä")
                .contains("diff --git a/long b/long\nThe diff of a/long and b/long is too large to show\n")
                .contains("quotes\\\" and \\303\\244\" is too large to show\n")
                .doesNotContain("line 7");
        assertThat(text(220_000).all(from, to, 3)).contains("wide is too large").endsWith("+z\n");
        assertThat(text(41 << 10).all(from, to, 3)).contains("+a\n");
        assertThat(text(39 << 10).all(from, to, 3)).isEqualTo("Files that are not shown here: 5\n");
    }

    @Test
    void aFileThatBecameALinkIsShownGoingAndComing() throws Exception {
        project.write("x", "text\n");
        from = project.commit("From");
        Files.delete(project.folder().resolve("x"));
        Files.createSymbolicLink(project.folder().resolve("x"), Path.of("/etc/passwd"));
        to = project.commit("To");
        Optional<String> shown = text(4 << 20).file(from, to, "x", 3);
        assertThat(shown.orElseThrow()).contains("-text\n", "+/etc/passwd\n").doesNotContain("root:");
    }
}
