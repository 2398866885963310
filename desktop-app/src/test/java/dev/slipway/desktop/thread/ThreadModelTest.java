package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage.AllowHost;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThreadModelTest {
    private final Story story = new Story();

    @Test
    void untilTheSessionIsKnownItSaysThatItIsRead() {
        assertThat(story.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.copied()).contains("Reading"));
    }

    @Test
    void anEmptySessionTeachesTheNextStep() {
        story.created().known();
        assertThat(story.row(Row.Quiet.class).kind()).isEqualTo(Row.Quiet.Kind.empty);
        assertThat(story.rows(Row.Quiet.class).getFirst().text()).contains("greet at main");
    }

    @Test
    void aTurnIsItsPromptItsWordsAndItsEnd() {
        story.created().turn("Add a flag", "I will.\n\nDone.").known();
        assertThat(story.rows().stream().map(row -> row.getClass().getSimpleName()))
                .containsExactly("Quiet", "Said", "Words", "Words", "Ended");
        assertThat(story.row(Row.Said.class).rehearsal()).isTrue();
    }

    @Test
    void baseNotesStandAtTheBeginning() {
        story.created()
                .happens(new SessionEvent.BaseNoted(List.of("Three files are not committed.")))
                .known();
        assertThat(story.rows(Row.Quiet.class).get(1).kind()).isEqualTo(Row.Quiet.Kind.note);
    }

    @Test
    void anEventChangesOnlyItsRows() {
        story.created().turn("one", "a").turn("two", "b").begins("three").known();
        List<Row> before = story.rows();
        story.says("c");
        List<Row> after = story.rows();
        for (int i = 0; i < before.size() - 1; i++) assertThat(after.get(i)).isSameAs(before.get(i));
        assertThat(after).hasSize(before.size() + 1);
    }

    @Test
    void aCallThatRunsAlreadySaysSinceWhen() {
        story.created().begins("run it");
        story.starts("bash", "make", "{}");
        story.happens(new SessionEvent.SandboxReady(story.turn, 100, false, List.of()))
                .known();
        assertThat(story.row(Row.Call.class).sinceMs()).isEqualTo(Story.BEGAN + 4);
        assertThat(story.rows(Row.Working.class))
                .as("the call says that it works")
                .isEmpty();
    }

    @Test
    void aModelThatIsAskedAgainSaysForHowLongItWaits() {
        story.created().begins("ask").known();
        story.happens(new SessionEvent.ModelRetrying(story.turn, 1, 240_000, "It is overloaded."));
        Row.Working waits = story.row(Row.Working.class);
        assertThat(waits.untilMs() - waits.sinceMs()).isEqualTo(240_000);
        assertThat(story.rows(Row.Quiet.class).getLast().text()).isEqualTo("It is overloaded.");
        story.says("Here I am.");
        assertThat(story.rows(Row.Quiet.class).getLast().text())
                .isEqualTo("Tried again after 4 min 0 s. It is overloaded.");
    }

    @Test
    void aTextGrowsInItsLastRow() {
        story.created().begins("write").known();
        BlockId block = BlockId.fresh();
        String text = "One paragraph.\n\nAnother ";
        story.grows(block, BlockKind.answer, "", text);
        List<Row.Words> before = story.rows(Row.Words.class);
        story.grows(block, BlockKind.answer, text, "that grows");
        List<Row.Words> after = story.rows(Row.Words.class);
        assertThat(after.getFirst()).isSameAs(before.getFirst());
        assertThat(after.getLast().key()).isEqualTo(before.getLast().key());
        assertThat(after.getLast().copied()).isEqualTo("Another that grows");
        story.happens(new SessionEvent.AnswerFinished(story.turn, block, text + "that grows"));
        assertThat(story.rows(Row.Words.class)).isEqualTo(after);
    }

    @Test
    void aCodeBlockThatGrowsKeepsTheRowsThatAreFull() {
        story.created().begins("write").known();
        BlockId block = BlockId.fresh();
        String text = "```java\n" + "int i = 0;\n".repeat(60);
        story.grows(block, BlockKind.answer, "", text);
        List<Row.Lines> before = story.rows(Row.Lines.class);
        story.grows(block, BlockKind.answer, text, "int last;");
        List<Row.Lines> after = story.rows(Row.Lines.class);
        assertThat(after).hasSize(3);
        assertThat(after.subList(0, 2)).isEqualTo(before.subList(0, 2));
        assertThat(after.getLast().copied()).endsWith("int last;");
    }

    @Test
    void aLongCodeBlockIsFoldedAndOpens() {
        story.created().turn("write", "```\n" + "line\n".repeat(1000) + "```").known();
        assertThat(lines()).isEqualTo(400);
        story.model.run(story.row(Row.Quiet.class).does());
        assertThat(lines()).isEqualTo(1000);
    }

    @Test
    void whatIsRefusedOnTheNetworkSaysWhatAskedAndCanBeAllowed() {
        story.created().begins("fetch").known();
        ToolCallId call = new ToolCallId(
                story.starts("bash", "curl https://api.example.org/", "{}").value());
        story.happens(new SessionEvent.EgressRefused(
                story.turn, call, "api.example.org", 443, null, "the host is not allowed for this repository"));
        Row.Refused refused = story.row(Row.Refused.class);
        assertThat(refused.text()).startsWith("api.example.org:443 was refused: the host is not allowed");
        assertThat(refused.asked()).isEqualTo("curl https://api.example.org/");
        assertThat(refused.allowed()).isFalse();
        story.model.run(refused.allow());
        assertThat(story.connection.lastAsked().command())
                .isInstanceOfSatisfying(
                        AllowHost.class, c -> assertThat(c.host()).isEqualTo("api.example.org"));
        story.happens(new SessionEvent.HostAllowed(RequestId.fresh(), Story.ADA, "api.example.org"));
        assertThat(story.row(Row.Refused.class).allowed()).isTrue();
    }

    @Test
    void whatIsNoHostNameIsShownHarmlessAndCantBeAllowed() {
        story.created().begins("fetch").known();
        story.happens(new SessionEvent.EgressRefused(story.turn, null, "a\u202eb\u001b[31m; rm", 443, "GET", "no"));
        Row.Refused refused = story.row(Row.Refused.class);
        assertThat(refused.text()).doesNotContain("\u202e", "\u001b");
        assertThat(refused.allow()).isNull();
    }

    @Test
    void somethingIsSaidWhileNothingStreams() {
        story.created().begins("go").known();
        assertThat(story.row(Row.Working.class).words()).isEqualTo("Working");
        story.happens(new SessionEvent.SandboxStarting(story.turn, "Starting the sandbox"));
        assertThat(story.row(Row.Working.class).words()).isEqualTo("Starting the sandbox");
        assertThat(story.row(Row.Working.class).sinceMs()).isEqualTo(story.now);
        story.happens(new SessionEvent.SandboxReady(story.turn, 3, false, List.of()));
        assertThat(story.row(Row.Working.class).words()).isEqualTo("Working");
        assertThat(story.rows(Row.Quiet.class)).hasSize(1);
        story.starts("bash", "ls", "{}");
        assertThat(story.rows(Row.Working.class)).isEmpty();
    }

    @Test
    void limitsThatAreNotEnforcedAreSaid() {
        story.created().begins("go").known();
        story.happens(new SessionEvent.SandboxReady(story.turn, 3, false, List.of("memory")));
        assertThat(story.row(Row.Quiet.class).text()).contains("memory");
    }

    @Test
    void thinkingIsOneLineThatOpens() {
        story.created().begins("go").thinks("one two three").says("x").done().known();
        assertThat(story.row(Row.Fold.class).detail()).isEqualTo("3 words");
        story.model.toggle(story.row(Row.Fold.class).key());
        assertThat(story.rows(Row.Words.class).getFirst()).matches(Row.Words::faint);
    }

    @Test
    void promptsThatWaitStandAboveTheBoxAndNotHereToo() {
        story.created().begins("go").known();
        story.happens(Story.prompt("and then"));
        assertThat(story.rows()).filteredOn(Row.Said.class::isInstance).hasSize(1);
    }

    @Test
    void aLongPromptIsFolded() {
        String text = String.join(
                "\n", IntStream.range(0, 40).mapToObj(i -> "line " + i).toList());
        story.created().turn(text, "x").known();
        assertThat(story.row(Row.Said.class).hiddenLines()).isEqualTo(28);
        assertThat(story.row(Row.Said.class).copied()).endsWith("line 11");
        story.model.toggle(story.row(Row.Said.class).key());
        assertThat(story.row(Row.Said.class).copied()).endsWith("line 39");
    }

    @Test
    void theEndOfATurnSaysWhatItChanged() {
        FileChange[] files = IntStream.range(0, 20)
                .mapToObj(i -> new FileChange("src/F" + i, FileChange.Kind.modified, i, 1, false))
                .toArray(FileChange[]::new);
        story.created().begins("go").changes(files).commits("Change").done().known();
        Row.Ended ended = story.row(Row.Ended.class);
        assertThat(ended.files()).hasSize(8);
        assertThat(ended.hiddenFiles()).isEqualTo(12);
        story.model.toggle(ended.key());
        assertThat(story.row(Row.Ended.class).files()).hasSize(20);
    }

    @Test
    void aTurnThatFailedSaysWhy() {
        story.created()
                .begins("go")
                .ends(Outcome.failed, "The key was refused.")
                .known();
        assertThat(story.row(Row.Ended.class).message()).isEqualTo("The key was refused.");
    }

    @Test
    void wordsThatBrokeOffAreMarked() {
        story.created().begins("go").happens(new SessionEvent.AnswerInterrupted(story.turn, BlockId.fresh(), "half"));
        story.known();
        assertThat(story.row(Row.Quiet.class).kind()).isEqualTo(Row.Quiet.Kind.interrupted);
    }

    @Test
    void whatTurnsTextAroundIsShownAndNotObeyed() {
        story.created()
                .begins("a\u202eb")
                .tool("bash", "x\u202ey\u001b[2J", "{}", "")
                .done()
                .known();
        assertThat(story.row(Row.Said.class).text()).isEqualTo("a\ufffdb");
        assertThat(story.row(Row.Call.class).object()).isEqualTo("x\ufffdy\u241b[2J");
    }

    @Test
    void aSessionThatCantBeFollowedSaysWhy() {
        story.connection.listener(story.session).failed(dev.slipway.protocol.ErrorCode.not_found, "It was deleted.");
        assertThat(story.row(Row.Quiet.class).text()).isEqualTo("It was deleted.");
    }

    @Test
    void aBlockIsCopiedWholeAlsoWhereItIsFolded() {
        story.created().turn("write", "```\n" + "line\n".repeat(1000) + "```").known();
        story.rows();
        story.model.copyBlock(story.rows(Row.Lines.class).getFirst());
        assertThat(story.navigation.copied.getLast().lines()).hasSize(1000);
    }

    private int lines() {
        return story.rows(Row.Lines.class).stream()
                .mapToInt(row -> row.lines().size())
                .sum();
    }
}
