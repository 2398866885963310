package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.changes.DiffLine.Sign;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.util.QuotedString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What JGit wrote is read as what it was made from.
class RealDiffTest {
    private static final String[] LINES = {
        "a",
        "",
        " b",
        "-c",
        "+d",
        "\\ No newline at end of file",
        "@@ -1 +1 @@",
        "diff --git a/x b/x",
        "\tt",
        "r\r",
        "ü 漢字 שלום \u202e",
        "--- a/x",
        "+++ b/x",
        "e\u2028f",
        "g\u0085h"
    };

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theDiffOfTwoTextsLeadsFromOneToTheOther(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            String before = text(random, random.nextInt(60));
            String after = changed(random, before);
            FileDiff diff = read(before, after, "x", 3);
            FileDiff whole = read(before, after, "x", 1_000_000);

            assertThat(side(whole, Sign.added))
                    .as("old text, seed %d round %d", seed, i)
                    .isEqualTo(before);
            assertThat(side(whole, Sign.removed))
                    .as("new text, seed %d round %d", seed, i)
                    .isEqualTo(after);
            assertThat(numbers(diff)).as("numbers, seed %d round %d", seed, i).isSubsetOf(numbers(whole));
            opensToTheWhole(diff, whole, before.equals(after), seed);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void namesComeOutAsTheyWentIn(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--)
                name.appendCodePoint("a b\"\\/\t\n\u0001\u007fäé漢😀'$-~".codePointAt(random.nextInt(18)));
            String path = new String(name.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            if (path.contains("?")) continue;
            String before = QuotedString.GIT_PATH.quote("a/" + path);
            String after = QuotedString.GIT_PATH.quote("b/" + path);

            assertThat(QuotedPath.path(after)).as("seed %d round %d", seed, i).isEqualTo(path);
            assertThat(QuotedPath.ofBoth(before + " " + after))
                    .as("seed %d round %d", seed, i)
                    .isEqualTo(path);
        }
    }

    /// With all gaps opened, the rows are the whole file's, in both layouts.
    private static void opensToTheWhole(FileDiff diff, FileDiff whole, boolean same, long seed) {
        if (same) return;
        Set<Integer> all = new TreeSet<>();
        for (int line = 1; line < 200; line++) all.add(line);
        List<Row> rows = FileRows.of("x", List.of(diff), false, all, List.of(whole));
        List<DiffLine> lines = new ArrayList<>();
        for (Row row : rows) if (row instanceof Row.Line line) lines.add(line.shown());
        assertThat(lines)
                .as("seed %d", seed)
                .isEqualTo(
                        whole.hunks().stream().flatMap(h -> h.lines().stream()).toList());
        long shown = FileRows.of("x", List.of(diff), true, all, List.of(whole)).stream()
                .filter(Row.Pair.class::isInstance)
                .map(Row.Pair.class::cast)
                .mapToLong(p -> (p.left() == null ? 0 : 1) + (p.right() == null || p.right() == p.left() ? 0 : 1))
                .sum();
        assertThat(shown).as("seed %d", seed).isEqualTo(lines.size());
    }

    private static FileDiff read(String before, String after, String path, int context) {
        List<FileDiff> files = DiffReader.read(Diff.of(path, before, after, context));
        assertThat(files).hasSize(1);
        FileDiff file = files.getFirst();
        return before.equals(after) ? new FileDiff("x", "x", List.of(), false, List.of(whole(before))) : file;
    }

    private static Hunk whole(String text) {
        List<DiffLine> lines = new ArrayList<>();
        int number = 0;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('\n', at);
            number++;
            lines.add(new DiffLine(
                    Sign.context, number, number, text.substring(at, end < 0 ? text.length() : end), end >= 0));
            at = end < 0 ? text.length() : end + 1;
        }
        return new Hunk(1, 1, "", lines);
    }

    /// The text of all lines but those of a sign.
    private static String side(FileDiff file, Sign without) {
        StringBuilder text = new StringBuilder();
        for (Hunk hunk : file.hunks())
            for (DiffLine line : hunk.lines())
                if (line.sign() != without) text.append(line.text()).append(line.ended() ? "\n" : "");
        return text.toString();
    }

    private static Set<String> numbers(FileDiff file) {
        Set<String> found = new TreeSet<>();
        for (Hunk hunk : file.hunks()) for (DiffLine line : hunk.lines()) found.add(line.toString());
        return found;
    }

    private static String text(Random random, int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++)
            text.append(LINES[random.nextInt(LINES.length)]).append('\n');
        if (random.nextInt(4) == 0) text.append("last");
        return text.toString();
    }

    private static String changed(Random random, String before) {
        List<String> lines = new ArrayList<>(List.of(before.split("(?<=\n)")));
        for (int n = random.nextInt(5); n > 0 && !lines.isEmpty(); n--) {
            int at = random.nextInt(lines.size());
            switch (random.nextInt(3)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, LINES[random.nextInt(LINES.length)] + "\n");
                default -> lines.set(at, "changed" + random.nextInt(9) + "\n");
            }
        }
        return String.join("", lines);
    }
}
