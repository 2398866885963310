package dev.slipway.backend.agent.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class PatchTest {
    private static final String HEAD = "--- a/f\n+++ b/f\n";
    private static final String SEVERAL = """
                diff --git a/change b/change
                index 1234..5678 100644
                --- a/change
                +++ b/change
                @@ -1,2 +1,2 @@
                -1
                +one
                 2

                diff --git a/old name b/new/name
                similarity index 100%
                rename from old name
                rename to new/name
                diff --git a/made b/made
                new file mode 100755
                --- /dev/null
                +++ b/made
                @@ -0,0 +1,2 @@
                +#!/bin/sh
                +echo made
                diff --git a/gone b/gone
                deleted file mode 100644
                --- a/gone
                +++ /dev/null
                @@ -1 +0,0 @@
                -bye
                """;
    private Workshop workshop;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb\nc\n', '@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n', 'a\nB\nc\n'",
        "'a\nb\nc\n', '@@ -90,3 +90,9 @@ wrong numbers\n a\n-b\n+B\n c\n', 'a\nB\nc\n'",
        "'a\nb\nc\n', '@@\n a\n-b\n+B\n c', 'a\nB\nc\n'",
        "'a\n\nc\n', '@@ -1,3 +1,3 @@\n a\n\n-c\n+C\n', 'a\n\nC\n'",
        "'x\nx\nx\n', '@@ -2,1 +2,1 @@\n-x\n+y\n', 'x\ny\nx\n'",
        "'a\nb\n', '@@ -1,0 +2,1 @@\n+new\n', 'a\nnew\nb\n'",
        "'a\nb', '@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+B\n', 'a\nB\n'",
        "'a\nb\n', '@@ -1,2 +1,2 @@\n a\n-b\n+B\n\\ No newline at end of file\n', 'a\nB'",
        "'a\nb', '@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n', 'A\nb'",
        "'a\r\nb\r\n', '@@ -1,2 +1,2 @@\n a\n-b\n+B\n', 'a\r\nB\r\n'",
        "'1\nx\ny\nx\ny\nx\n', '@@ -1 +1,3 @@\n 1\n+2\n+3\n@@ -4 +6 @@\n-x\n+X\n', '1\n2\n3\nx\ny\nX\ny\nx\n'",
        "'1\n2\n3\n4\n5\n', '@@ -1,2 +1,3 @@\n 1\n+1.5\n 2\n@@ -4,2 +5,1 @@\n-4\n 5\n', '1\n1.5\n2\n3\n5\n'",
    })
    void hunksThatFitAreApplied(String before, String hunks, String after) throws Exception {
        workshop.put("f", before);

        workshop.ok(new Patch(), arguments(HEAD + hunks));

        assertThat(workshop.content("f")).isEqualTo(after);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb\n', '@@ -1,2 +1,2 @@\n a\n-x\n+y\n', 'line 2 of the file should be `x`, but there is `b`'",
        "'a\n', '@@ -1,2 +1,2 @@\n a\n-x\n+y\n', 'line 2 of the file should be `x`, but the file ends'",
        "'a\n', '@@ -1,2 +1,2 @@\n-z\n+y\n', 'its first line is not in the file: `z`'",
        "'x\nx\n', '@@\n-x\n+y\n', 'in the file 2 times'",
        "'a\n', '', 'no unified diff'",
        "'a\n', '@@ -1 +1 @@\n-a\n+b\nnonsense\n', 'a line of a hunk begins with a space'",
        "'a\n', '@@ hello\n-a\n+b\nnonsense\n', 'line 6 of the patch'",
        "'a\n', '@@ -99999999999 +1 @@\n-a\n+b\n', 'too large'",
    })
    void hunksThatDoNotFitSayWhy(String before, String hunks, String why) throws Exception {
        workshop.put("f", before);

        assertThat(workshop.failed(new Patch(), arguments(HEAD + hunks))).contains(why);
        assertThat(workshop.content("f")).isEqualTo(before);
    }

    @Test
    void severalFilesAreMadeChangedMovedAndDeleted() throws Exception {
        workshop.put("change", "1\n2\n");
        workshop.put("old name", "text\n");
        workshop.put("gone", "bye\n");
        Files.setPosixFilePermissions(workshop.file("old name"), PosixFilePermissions.fromString("rwxr-xr-x"));

        String answer = workshop.ok(new Patch(), arguments(SEVERAL));

        assertThat(answer).isEqualTo("change changed\nnew/name (was old name) changed\nmade made\ngone deleted");
        assertThat(workshop.content("change")).isEqualTo("one\n2\n");
        assertThat(workshop.content("new/name")).isEqualTo("text\n");
        assertThat(workshop.content("made")).isEqualTo("#!/bin/sh\necho made\n");
        assertThat(workshop.file("made")).isExecutable();
        assertThat(workshop.file("new/name")).isExecutable();
        assertThat(workshop.file("gone")).doesNotExist();
        assertThat(workshop.file("old name")).doesNotExist();
    }

    @Test
    void oneRejectLeavesEverythingAsItWas() throws Exception {
        workshop.put("a", "1\n");
        workshop.put("b", "1\n");

        String answer = workshop.failed(
                new Patch(),
                arguments(
                        "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n+2\n"
                                + "--- /dev/null\n+++ b/a\n@@ -0,0 +1 @@\n+new\n--- a/none\n+++ b/none\n@@ -1 +1 @@\n-1\n+2\n"));

        assertThat(answer)
                .contains("nothing was changed", "b:\n  hunk 1", "a is there already", "there is no file none");
        assertThat(workshop.content("a")).isEqualTo("1\n");
        assertThat(workshop.content("b")).isEqualTo("1\n");
    }

    @Test
    void aWriteThatFailsHalfWayPutsBackWhatWasWritten() throws Exception {
        workshop.put("a", "1\n");
        workshop.put("folder/inside", "");

        String patch = "--- a/a\n+++ b/a\n@@ -1 +1 @@\n-1\n+2\n--- /dev/null\n+++ b/a/below\n@@ -0,0 +1 @@\n+x\n";
        assertThatThrownBy(() -> workshop.run(new Patch(), arguments(patch)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("nothing was changed");

        assertThat(workshop.content("a")).isEqualTo("1\n");
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatDiffWritesIsAppliedToTheByte(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> before = lines(random);
        List<String> after = new ArrayList<>(before);
        for (int i = random.nextInt(6); i >= 0 && !after.isEmpty(); i--)
            switch (random.nextInt(3)) {
                case 0 -> after.remove(random.nextInt(after.size()));
                case 1 -> after.add(random.nextInt(after.size() + 1), "new " + i);
                default -> after.set(random.nextInt(after.size()), "changed " + i);
            }
        workshop.put("f", text(before, random));
        workshop.put("g", text(after, random));
        workshop.run(new Bash(), "{\"command\":\"diff -u --label a/f --label b/f f g\"}");
        if (workshop.shown().isEmpty()) return;

        workshop.ok(new Patch(), arguments(workshop.shown()));

        assertThat(workshop.content("f")).as("seed %d", seed).isEqualTo(workshop.content("g"));
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--)
            lines.add(random.nextInt(3) == 0 ? "" : "line " + random.nextInt(9));
        return lines;
    }

    private static String text(List<String> lines, Random random) {
        String text = String.join("\n", lines);
        return random.nextInt(3) == 0 ? text : text + "\n";
    }

    private static String arguments(String patch) {
        return new JsonMapper().createObjectNode().put("patch", patch).toString();
    }
}
