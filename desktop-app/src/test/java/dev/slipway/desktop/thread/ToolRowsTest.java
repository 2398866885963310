package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Output;
import dev.slipway.protocol.ToolOutcome;
import org.junit.jupiter.api.Test;

class ToolRowsTest {
    private final Story story = new Story();

    @Test
    void aRunningToolShowsTheLastLinesOfItsOutput() {
        story.created().begins("go").known();
        BlockId block = story.starts("bash", "make", "{\"command\":\"make\"}");
        story.grows(block, BlockKind.output, "", "line\n".repeat(50) + "\u001b[32mlast\u001b[0m\n");
        assertThat(story.row(Row.Lines.class).lines()).hasSize(8);
        assertThat(story.row(Row.Lines.class).copied()).endsWith("line\nlast");
        assertThat(story.row(Row.Call.class).sinceMs()).isEqualTo(story.now);
        story.finishes(block, ToolOutcome.failed, "no\n[exit code 2]");
        assertThat(story.rows(Row.Lines.class)).isEmpty();
        assertThat(story.row(Row.Call.class).result()).isEqualTo("exit 2");
    }

    @Test
    void aToolOpensWithWhatItWasGivenAndGave() {
        story.created()
                .begins("go")
                .tool("bash", "make test", "{\"command\":\"make test\"}", "all\ngood")
                .done()
                .known();
        assertThat(story.row(Row.Call.class).result()).isEqualTo("2 lines");
        story.model.toggle(story.row(Row.Call.class).key());
        assertThat(story.rows(Row.Lines.class).stream().map(Row::copied)).containsExactly("make test", "all\ngood");
    }

    @Test
    void anEditIsShownAsItsChange() {
        story.created()
                .begins("go")
                .tool("edit", "a.java", "{\"path\":\"a.java\",\"old_text\":\"a\\nb\",\"new_text\":\"a\\nc\"}", "ok")
                .done()
                .known();
        story.model.toggle(story.row(Row.Call.class).key());
        assertThat(story.rows(Row.Lines.class).getFirst().lines().stream()
                        .map(line -> line.side() + " " + line.text().text()))
                .containsExactly("plain a", "removed b", "added c");
    }

    @Test
    void inputThatIsNoJsonIsShownAsItIs() {
        story.created()
                .begins("go")
                .tool("bash", "?", "{\"command\": \"ls", "")
                .done()
                .known();
        story.model.toggle(story.row(Row.Call.class).key());
        assertThat(story.row(Row.Lines.class).copied()).isEqualTo("{\"command\": \"ls");
    }

    @Test
    void threeReadsAreOneLine() {
        story.created()
                .begins("go")
                .tool("read", "a", "{}", "")
                .tool("grep", "b", "{}", "x")
                .known();
        assertThat(story.rows(Row.Call.class)).hasSize(2);
        story.tool("read", "c", "{}", "");
        assertThat(story.rows(Row.Call.class)).isEmpty();
        assertThat(story.row(Row.Fold.class).text()).isEqualTo("Read 2 files, searched 1 time");
        story.model.toggle(story.row(Row.Fold.class).key());
        assertThat(story.rows(Row.Call.class)).hasSize(3).allMatch(Row.Call::inside);
    }

    @Test
    void aLongOutputIsReadWholeWhenItIsAskedFor() {
        String part = "line\n".repeat(300);
        story.created().begins("go").known();
        BlockId block = story.starts("bash", "x", "{\"command\":\"x\"}");
        story.finishes(block, ToolOutcome.ok, part, 60_000).done();
        story.rows();
        story.model.toggle(story.row(Row.Call.class).key());
        assertThat(lines()).isEqualTo(1 + 200);
        story.model.run(story.row(Row.Quiet.class).does());
        story.connection
                .outputs
                .getLast()
                .answer()
                .complete(new Output(story.session, block, 0, "line\n".repeat(6_000), 30_000L, 60_000));
        assertThat(story.row(Row.Quiet.class).text()).contains("30 kB of 60 kB");
        story.connection
                .outputs
                .getLast()
                .answer()
                .complete(new Output(story.session, block, 30_000, "line\n".repeat(6_000), null, 60_000));
        assertThat(lines()).isEqualTo(1 + 12_000);
    }

    private int lines() {
        return story.rows(Row.Lines.class).stream()
                .mapToInt(row -> row.lines().size())
                .sum();
    }
}
