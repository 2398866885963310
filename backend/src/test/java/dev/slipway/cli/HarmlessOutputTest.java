package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever an agent, a repository or a person writes is shown and never obeyed by the terminal.
class HarmlessOutputTest {
    /// Clear the screen, set the title, write to the clipboard, an 8-bit CSI, a bell, backspaces, text turned around.
    private static final String HOSTILE =
            "a\u001b[2J\u001b]0;pwned\u0007\u001b]52;c;eA==\u0007\u009b31mb\b\b\r\u202ec\u2066d\u200e\u007f";

    private static final SessionId SESSION = new SessionId("session1");
    private static final TurnId TURN = new TurnId("turn01");
    private static final BlockId BLOCK = new BlockId("block1");
    private static final ToolCallId CALL = new ToolCallId("call1");
    private static final Person PERSON = new Person("Eve\u009b31m\u202e", "eve@example.org");

    private final StringBuilder shown = new StringBuilder();
    private final ThreadPrinter printer = new ThreadPrinter(shown::append, new Style(true, true, 80));
    private long seq;

    private void log(SessionEvent event) {
        seq++;
        printer.logged(new Logged(SESSION, "e", seq, 0, event));
    }

    private void assertHarmless() {
        String ours = shown.toString().replaceAll("\u001b\\[[0-9]{1,2}m", "");
        assertThat(ours.codePoints()
                        .filter(c -> c != '\n' && c != '\t')
                        .filter(c -> c < ' ' || c >= 0x7f && c < 0xa0)
                        .mapToObj(Integer::toHexString))
                .as(ours)
                .isEmpty();
        assertThat(ours).isNotEmpty().doesNotContain("\u202e", "\u2066", "\u200e");
    }

    @Test
    void everyEventIsHarmless() {
        log(new SessionEvent.SessionCreated(
                RequestId.fresh(), SESSION, PERSON, new RepositoryName("r"), HOSTILE, HOSTILE, HOSTILE));
        log(new SessionEvent.PromptQueued(RequestId.fresh(), new PromptId("prompt1"), PERSON, HOSTILE, HOSTILE, null));
        log(new SessionEvent.TurnStarted(TURN, new PromptId("prompt1"), HOSTILE, false, null));
        log(new ControlEvent.StopRequested(RequestId.fresh(), TURN, PERSON));
        log(new SessionEvent.SandboxStarting(TURN, HOSTILE));
        log(new SessionEvent.SandboxReady(TURN, 1, true, List.of(HOSTILE)));
        log(new SessionEvent.ThinkingFinished(TURN, BLOCK, HOSTILE, null));
        log(new SessionEvent.AnswerFinished(TURN, BLOCK, HOSTILE));
        log(new SessionEvent.AnswerInterrupted(TURN, BLOCK, HOSTILE));
        log(new SessionEvent.ToolStarted(TURN, CALL, HOSTILE, HOSTILE, HOSTILE, BLOCK));
        log(new SessionEvent.ToolFinished(TURN, CALL, ToolOutcome.failed, HOSTILE, BLOCK, 5000, 1));
        log(new SessionEvent.QuestionAsked(TURN, CALL, HOSTILE, List.of(HOSTILE)));
        log(new SessionEvent.ModelRetrying(TURN, 1, 100, HOSTILE));
        log(new SessionEvent.FilesChanged(TURN, List.of(new FileChange(HOSTILE, FileChange.Kind.added, 1, 0, false))));
        log(new SessionEvent.CommitMade(TURN, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE));
        log(new SessionEvent.TurnFinished(TURN, Outcome.failed, HOSTILE, 1, new Usage(1, 1, 0, 0)));
        assertHarmless();
    }

    @Test
    void anEscapeThatIsCutIntoPiecesIsHarmless() {
        for (int i = 0; i < HOSTILE.length(); i++)
            printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, i, HOSTILE.substring(i, i + 1)));
        assertHarmless();
    }

    @Test
    void theOutputOfAToolIsHarmless() {
        log(new SessionEvent.ToolStarted(TURN, CALL, "bash", "{}", "run it", BLOCK));
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.output, 0, HOSTILE + "\n" + HOSTILE));
        printer.draft(new Draft(SESSION, BLOCK, BlockKind.output, 0, HOSTILE));
        log(new SessionEvent.ToolFinished(TURN, CALL, ToolOutcome.ok, "", BLOCK, 5000, 1));
        assertHarmless();
        assertThat(shown).contains("run it");
    }

    @Test
    void aDiffOnATerminalIsHarmless() {
        for (String sign : List.of("+", "-", "@@", " ", "diff ", "+++"))
            shown.append(DiffCommand.coloured(sign + HOSTILE, new Style(true, true, 80)))
                    .append('\n');
        assertHarmless();
    }

    @Test
    void whatWasStreamedIsNotShownAgain() {
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, 0, "Hello "));
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, 0, "Hello "));
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, 3, "lo wor"));
        log(new SessionEvent.AnswerFinished(TURN, BLOCK, "Hello world"));
        assertThat(shown.toString().strip()).isEqualTo("Hello world");
    }

    @Test
    void whatWasMissedIsShownWithTheEnd() {
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, 0, "Hello "));
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.answer, 8, "rld"));
        log(new SessionEvent.AnswerFinished(TURN, BLOCK, "Hello world"));
        assertThat(shown.toString().strip()).isEqualTo("Hello world");
    }

    @Test
    void aToolIsShownAsSoonAsItRunsAndTheNextOneWhenThatHasEnded() {
        ToolCallId next = new ToolCallId("call_2");
        log(new SessionEvent.ToolStarted(TURN, CALL, "bash", "{}", "first", BLOCK));
        log(new SessionEvent.ToolStarted(TURN, next, "bash", "{}", "second", new BlockId("block0002")));
        assertThat(shown).isEmpty();
        log(new SessionEvent.StepFinished(TURN, 1, "tool_use", Usage.NONE));
        assertThat(shown).contains("first").doesNotContain("second");
        log(new SessionEvent.ToolFinished(TURN, CALL, ToolOutcome.ok, "said", BLOCK, 5000, 4));
        assertThat(shown.toString()).containsSubsequence("first", "said", "✓", "second");
        log(new SessionEvent.ToolFinished(TURN, next, ToolOutcome.ok, "", new BlockId("block0002"), 5000, 4));
        assertThat(shown.toString().split("second", -1)).hasSize(2);
    }

    @Test
    void ofALongOutputTheBeginningIsShown() {
        log(new SessionEvent.ToolStarted(TURN, CALL, "bash", "{}", "seq", BLOCK));
        printer.delta(new Delta(SESSION, BLOCK, BlockKind.output, 0, "line\n".repeat(500)));
        log(new SessionEvent.ToolFinished(TURN, CALL, ToolOutcome.ok, "", BLOCK, 5000, 1));
        assertThat(shown.toString().lines().count()).isLessThan(20);
        assertThat(shown).contains("… (more");
    }
}
