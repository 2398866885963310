package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.files.Trees;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.TurnsUndone;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.TurnId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Sessions that go back to an earlier turn, over real sandboxes.
class UndoTest extends PastScene {

    @Test
    void filesAndConversationAreWhatTheyWere() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file; echo more > more; echo note > ~/note");
        run(session, "rm file");
        undo(session, turn(session, 1));
        assertThat(events(session, TurnsUndone.class).getLast().undone())
                .containsExactly(turn(session, 2), turn(session, 3));
        assertThat(run(session, "cat file; ls . ~")).isEqualTo("one\n.:\nREADME.md\nfile\n\n/home/agent:");
        assertThat(model.requests.getLast().messages().toString())
                .contains("echo one")
                .doesNotContain("echo two", "rm file", "undone");
        restart();
        assertThat(run(session, "cat file")).isEqualTo("one");
        assertThat(model.requests.getLast().messages().toString()).doesNotContain("echo two");
    }

    @Test
    void theNextCommitIsOnAnotherBranchAndTheOldOneStays() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        String branch = events(session, CommitMade.class).getLast().branch();
        undo(session, turn(session, 1));
        assertThat(house.sessions().results().changes(session, null).bringCommand())
                .as("the branch would bring what is undone")
                .isNull();
        assertThat(house.sessions().results().diff(session)).contains("+one").doesNotContain("+two");
        run(session, "echo three > file");
        CommitMade third = events(session, CommitMade.class).getLast();
        assertThat(third.branch()).isEqualTo(branch + "-2");
        assertThat(subjects(branch)).containsExactly("echo two > file", "echo one > file");
        assertThat(subjects(branch + "-2")).containsExactly("echo three > file", "echo one > file");
        assertThat(house.sessions().results().changes(session, null).bringCommand())
                .isEqualTo(third.bringCommand());
        assertThat(house.sessions().results().diff(session, turn(session, 3), null, 3))
                .contains("-one", "+three");
        run(session, "echo four > file");
        assertThat(events(session, CommitMade.class).getLast().branch()).isEqualTo(branch + "-2");
        undo(session, null);
        run(session, "echo five > file");
        assertThat(events(session, CommitMade.class).getLast().branch()).isEqualTo(branch + "-3");
        assertThat(subjects(branch + "-3")).containsExactly("echo five > file");
    }

    @Test
    void anUndoCanBeUndone() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        undo(session, null);
        assertThat(house.sessions().board().session(session).orElseThrow().state())
                .isEqualTo(SessionState.ready);
        assertThat(run(session, "cat file || echo none")).endsWith("none");
        undo(session, turn(session, 2));
        assertThat(events(session, TurnsUndone.class).getLast().undone()).containsExactly(turn(session, 3));
        assertThat(run(session, "cat file; echo four > file")).isEqualTo("two");
        assertThat(model.requests.getLast().messages().toString())
                .contains("echo one", "echo two")
                .doesNotContain("none");
        undo(session, turn(session, 3));
        assertThat(events(session, TurnsUndone.class).getLast().undone())
                .containsExactly(turn(session, 1), turn(session, 2), turn(session, 4));
        assertThat(run(session, "cat file || echo none")).endsWith("none");
    }

    @Test
    void whereAnUndoIsUndoneTheBranchCanBeBroughtAgainAndGoesOn() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        CommitMade second = events(session, CommitMade.class).getLast();
        undo(session, turn(session, 1));
        undo(session, turn(session, 2));
        assertThat(house.sessions().results().changes(session, null).bringCommand())
                .isEqualTo(second.bringCommand());
        restart();
        assertThat(house.sessions().results().changes(session, null).bringCommand())
                .isEqualTo(second.bringCommand());
        run(session, "echo three > file");
        assertThat(events(session, CommitMade.class).getLast().branch()).isEqualTo(second.branch());
        assertThat(subjects(second.branch()))
                .containsExactly("echo three > file", "echo two > file", "echo one > file");
    }

    @Test
    void whatIsAppliedAfterAnUndoReplacesWhatWasAppliedBefore() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file; echo more > more");
        house.sessions().results().apply(session);
        Path checkout = house.project().folder();
        assertThat(checkout.resolve("file")).hasContent("two");
        undo(session, turn(session, 1));
        house.sessions().results().apply(session);
        assertThat(checkout.resolve("file")).hasContent("one");
        assertThat(checkout.resolve("more")).doesNotExist();
    }

    @Test
    void itIsRefusedWhereItCannotBe() throws Exception {
        SessionId session = house.session();
        refused(ErrorCode.conflict, "Nothing is there to undo", () -> undo(session, null));
        run(session, "echo one > file");
        refused(ErrorCode.not_found, "no turn", () -> undo(session, TurnId.fresh()));
        refused(ErrorCode.conflict, "already", () -> undo(session, turn(session, 1)));
        house.prompt(session, "sleep 30");
        house.prompt(session, "echo waits");
        refused(ErrorCode.conflict, "Stop it, then undo", () -> undo(session, turn(session, 1)));
        house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> events(session, SessionEvent.TurnFinished.class).size() == 2);
        refused(ErrorCode.conflict, "Cancel them, then undo", () -> undo(session, turn(session, 1)));
        SessionEvent.PromptQueued waits =
                events(session, SessionEvent.PromptQueued.class).getLast();
        house.sessions()
                .control(
                        Caller.OPERATOR, new ControlCommand.CancelPrompt(RequestId.fresh(), session, waits.promptId()));
        refused(ErrorCode.conflict, "archive", () -> undo(session, turn(session, 1)));
        assertThat(events(session, TurnsUndone.class)).isEmpty();
    }

    @Test
    void whereTheLayersAreGoneOnlyTheBaseIsLeft() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        try (Stream<Path> all = Files.list(house.home().resolve("layers"))) {
            for (Path layer : all.filter(p -> p.getFileName().toString().startsWith("turn-"))
                    .toList()) Trees.delete(layer);
        }
        refused(ErrorCode.conflict, "not kept", () -> undo(session, turn(session, 1)));
        refused(ErrorCode.conflict, "not kept", () -> fork(session, turn(session, 2)));
        assertThat(run(session, "cat file")).isEqualTo("two");
        undo(session, null);
        assertThat(run(session, "ls")).isEqualTo("README.md");
    }

    @Test
    void theSameRequestUndoesOnce() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        ClientMessage.UndoTurns command = new ClientMessage.UndoTurns(RequestId.fresh(), session, turn(session, 1));
        Entry first = house.sessions().undo(Caller.OPERATOR, command).entry();
        run(session, "echo three > file");
        Answer again = house.sessions().undo(Caller.OPERATOR, command);
        assertThat(again.repeated()).isTrue();
        assertThat(again.entry().seq()).isEqualTo(first.seq());
        assertThat(run(session, "cat file")).isEqualTo("three");
    }

    @Test
    void anUndoneTurnCanBeForked() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "echo two > file");
        undo(session, turn(session, 1));
        SessionId fork = fork(session, turn(session, 2));
        assertThat(run(fork, "cat file")).isEqualTo("two");
        assertThat(model.requests.getLast().messages().toString()).contains("echo two");
        run(session, "echo three > file");
        SessionId later = fork(session, turn(session, 3));
        assertThat(run(later, "cat file")).isEqualTo("three");
        assertThat(model.requests.getLast().messages().toString()).doesNotContain("echo two");
        undo(later, turn(session, 2));
        assertThat(run(later, "cat file")).isEqualTo("two");
        assertThat(List.of(fork, later)).doesNotHaveDuplicates();
    }

    @Test
    void whatRanIsEndedAndTheModelIsTold() throws Exception {
        SessionId session = house.session();
        run(session, "echo one > file");
        run(session, "(while true; do date +%N > beat; sleep 0.05; done) > /dev/null 2>&1 & echo x > /tmp/x");
        undo(session, turn(session, 1));
        assertThat(run(session, "sleep 0.2; ls . /tmp")).isEqualTo(".:\nREADME.md\nfile\n\n/tmp:");
        assertThat(model.requests.getLast().messages().toString()).contains("processes and /tmp are gone");
    }
}
