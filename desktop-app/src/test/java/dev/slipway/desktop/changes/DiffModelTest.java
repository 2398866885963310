package dev.slipway.desktop.changes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.FileChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffModelTest {
    private final FakeSource source = new FakeSource();
    private final List<String> problems = new ArrayList<>();
    private final DiffModel model = new DiffModel(problems::add);

    @Test
    void aFileIsReadWhenItComesIntoView() {
        for (int i = 0; i < 30; i++) source.with("f%02d".formatted(i), "a\n", "b\n");
        show();
        assertThat(source.asked).isEmpty();

        model.inView(0, 3);
        assertThat(source.asked).containsExactly("diff f00 3", "diff f01 3");
        assertThat(model.rows().get())
                .startsWith(new Row.File(source.files.get("f00"), false))
                .filteredOn(Row.Line.class::isInstance)
                .hasSize(4);
    }

    @Test
    void noMoreThanAFewAreReadAtOnceAndThoseThatWentOutOfViewAreNot() {
        for (int i = 0; i < 30; i++) source.with("f%02d".formatted(i), "a\n", "b\n");
        source.hold = true;
        show();
        model.inView(0, 59);
        assertThat(source.asked).hasSize(4);

        model.inView(40, 45);
        source.held.getFirst().complete(Source.Diffs.read("f00", source.diffs.get("f00")));
        assertThat(source.asked.getLast()).isEqualTo("diff f20 3");
    }

    @Test
    void aLargeFileIsReadWhenItIsAskedFor() {
        source.with("large", "", lines(1, 4000));
        show();
        model.inView(0, 5);
        assertThat(source.asked).isEmpty();
        assertThat(note()).isEqualTo("A large change: 4000 lines. It isn't read unless you want it");

        model.act("large");
        model.inView(0, 5);
        assertThat(model.rows().get()).hasSize(4001);
    }

    @Test
    void fewButHugeLinesAreNotShownUnlessAskedFor() {
        source.with("huge", "", "x".repeat(2 << 20) + "\n");
        show();
        model.inView(0, 5);
        assertThat(note()).contains("more than 1 MB");

        model.act("huge");
        model.inView(0, 5);
        assertThat(model.rows().get().getLast()).isInstanceOf(Row.Line.class);
    }

    @Test
    void aGapOpensWithTheLinesOfTheWholeFile() {
        source.with(
                "x",
                lines(1, 50),
                lines(1, 50).replace("line 20\n", "changed\n").replace("line 40\n", ""));
        show();
        model.inView(0, 5);
        Row.Gap between = gaps().get(1);
        assertThat(between).isEqualTo(new Row.Gap("x", 24, 13, ""));

        model.open(between);
        assertThat(source.asked.getLast()).isEqualTo("diff x " + Source.WHOLE);
        assertThat(gaps()).extracting(Row.Gap::from).containsExactly(1, 43);
        assertThat(model.rows().get())
                .contains(new Row.Line("x", new DiffLine(DiffLine.Sign.context, 30, 30, "line 30", true), null));

        gaps().forEach(model::open);
        assertThat(gaps()).isEmpty();
        assertThat(source.asked).hasSize(2);
        assertThat(model.rows().get()).hasSize(1 + 50 + 1);
    }

    @Test
    void aGapThatCannotBeOpenedSaysWhyAndStays() {
        source.with("x", lines(1, 50), lines(1, 50).replace("line 20\n", ""));
        show();
        model.inView(0, 5);
        source.failure = new IOException("The backend doesn't answer.");
        model.open(gaps().getFirst());
        assertThat(problems).containsExactly("The backend doesn't answer.");
        assertThat(gaps()).hasSize(2);
    }

    @Test
    void aFileThatCannotBeReadSaysWhyAndIsTriedAgain() {
        source.with("x", "a\n", "b\n");
        source.failure = new IOException("The backend doesn't answer.");
        show();
        model.inView(0, 5);
        assertThat(note()).isEqualTo("The backend doesn't answer.");

        source.failure = null;
        model.act("x");
        model.inView(0, 5);
        assertThat(model.rows().get()).hasSize(3);
    }

    @Test
    void aFoldedFileIsItsNameAlone() {
        source.with("x", "a\n", "b\n").with("y", "a\n", "b\n");
        show();
        model.inView(0, 9);
        model.fold("x");
        assertThat(model.rows().get().getFirst()).isEqualTo(new Row.File(source.files.get("x"), true));
        assertThat(model.rows().get()).hasSize(4);
        model.foldAll();
        assertThat(model.rows().get()).hasSize(2);
        model.foldAll();
        assertThat(model.rows().get()).hasSize(6);
    }

    @Test
    void oneGoesFromChangeToChangeAndFromFileToFile() {
        source.with(
                        "x",
                        lines(1, 30),
                        lines(1, 30).replace("line 5\n", "five\n").replace("line 25\n", "more\n"))
                .with("y", "a\n", "b\n");
        show();
        model.inView(0, 99);
        List<Integer> stops = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            model.nextChange();
            stops.add(model.selection().get().caret());
        }
        assertThat(stops.subList(0, 3))
                .allSatisfy(
                        s -> assertThat(model.rows().get().get(s).isChange()).isTrue());
        assertThat(stops.get(3)).isEqualTo(stops.get(2));
        model.previousChange();
        assertThat(model.selection().get().caret()).isEqualTo(stops.get(1));
        model.nextFile();
        assertThat(model.current()).isEqualTo(new Row.File(source.files.get("y"), false));
        model.previousFile();
        assertThat(model.current()).isEqualTo(new Row.File(source.files.get("x"), false));
    }

    @Test
    void selectedLinesAreCopiedWithoutTheirSigns() {
        source.with("x", "kept\n-old\nend\n", "kept\n+new\nend\n");
        show();
        model.inView(0, 9);
        model.select(1, Selection.Side.both, false);
        model.select(4, Selection.Side.both, true);
        assertThat(text()).isEqualTo("kept\n-old\n+new\nend");

        model.split(true);
        model.select(1, Selection.Side.left, false);
        model.select(3, Selection.Side.left, true);
        assertThat(text()).isEqualTo("kept\n-old\nend");
        model.select(1, Selection.Side.right, false);
        model.move(2, true);
        assertThat(text()).isEqualTo("kept\n+new\nend");
    }

    @Test
    void afterACommitThePlaceAndTheFoldsStay() {
        source.with("a", "a\n", "b\n").with("x", lines(1, 30), lines(1, 30).replace("line 20\n", "twenty\n"));
        show();
        model.inView(0, 99);
        model.fold("a");
        int at = indexOf("twenty");
        model.select(at, Selection.Side.both, false);

        source.with("0", "", "new\n")
                .with("x", lines(1, 30), "first\n" + lines(1, 30).replace("line 20\n", "twenty\n"));
        List<FileChange> files = new ArrayList<>(source.files.values());
        files.sort(java.util.Comparator.comparing(FileChange::path));
        model.show(files, (path, context) -> source.diff(null, path, context));
        assertThat(model.rows().get().get(model.selection().get().caret())).isInstanceOf(Row.Line.class);
        model.inView(0, 99);

        assertThat(model.rows().get()).contains(new Row.File(source.files.get("a"), true));
        assertThat(model.selection().get().caret()).isEqualTo(indexOf("twenty"));
    }

    private void show() {
        model.show(List.copyOf(source.files.values()), (path, context) -> source.diff(null, path, context));
    }

    private String note() {
        return model.rows().get().stream()
                .filter(Row.Note.class::isInstance)
                .map(row -> ((Row.Note) row).words())
                .findFirst()
                .orElseThrow();
    }

    private List<Row.Gap> gaps() {
        return model.rows().get().stream()
                .filter(Row.Gap.class::isInstance)
                .map(Row.Gap.class::cast)
                .toList();
    }

    private int indexOf(String text) {
        List<Row> rows = model.rows().get();
        return IntStream.range(0, rows.size())
                .filter(i ->
                        rows.get(i) instanceof Row.Line l && l.shown().text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    private String text() {
        return model.selection().get().text(model.rows().get());
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i <= to; i++) lines.append("line ").append(i).append('\n');
        return lines.toString();
    }
}
