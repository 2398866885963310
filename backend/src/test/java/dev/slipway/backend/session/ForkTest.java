package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ForkedFrom;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.SnapshotTaken;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Sessions that begin as another one was, over real sandboxes.
class ForkTest extends PastScene {

    @Test
    void aForkBeginsAsTheSessionWasAtATurnsEnd() throws Exception {
        SessionId parent = house.session();
        run(parent, "echo one > file; echo cache > ~/cache");
        run(parent, "echo two > file; echo more > more");
        List<Entry> log = house.sessions().log(parent).read(0, 1000);
        SessionId fork = fork(parent, turn(parent, 1));

        List<Entry> own = house.sessions().log(fork).read(0, 1000);
        assertThat(events(fork).getFirst())
                .isInstanceOfSatisfying(
                        SessionEvent.SessionCreated.class,
                        created -> assertThat(created.forkedFrom()).isEqualTo(new ForkedFrom(parent, turn(parent, 1))));
        assertThat(events(fork, SessionEvent.TurnFinished.class)).hasSize(1);
        assertThat(own.get(2).json())
                .as("all else as it was")
                .isEqualTo(log.get(2).json());
        assertThat(own.get(2).atMs()).as("when it was").isEqualTo(log.get(2).atMs());
        assertThat(events(fork).getLast())
                .isEqualTo(new SessionEvent.TitleChanged(null, "echo one > file; echo cache > ~/cache (fork)"));
        assertThat(run(fork, "cat file ~/cache; ls; echo forked > file")).isEqualTo("one\ncache\nREADME.md\nfile");
        assertThat(model.requests.getLast().messages().toString())
                .contains("echo one")
                .doesNotContain("echo two");
        assertThat(run(parent, "cat file")).isEqualTo("two");
    }

    @Test
    void whatWasOpenedToTheSessionIsNotOpenToTheFork() throws Exception {
        SessionId parent = house.session();
        house.sessions().allow(Caller.OPERATOR, new ClientMessage.AllowHost(RequestId.fresh(), parent, "example.org"));
        run(parent, "echo one > file");
        SessionId fork = fork(parent, turn(parent, 1));
        assertThat(events(parent, SessionEvent.HostAllowed.class)).hasSize(1);
        assertThat(events(fork, SessionEvent.HostAllowed.class)).isEmpty();
    }

    @Test
    void itsCommitsGoToABranchOfItsOwnAboveWhatItTookOver() throws Exception {
        SessionId parent = house.session();
        run(parent, "echo one > file");
        run(parent, "echo two > file");
        String branch = events(parent, CommitMade.class).getLast().branch();
        SessionId fork = fork(parent, turn(parent, 1));
        assertThat(house.sessions().results().changes(fork, null).branch())
                .as("none that brings just this")
                .isNull();
        assertThat(house.sessions().results().changes(fork, null).files()).hasSize(1);
        run(fork, "echo forked > file");
        CommitMade commit = events(fork, CommitMade.class).getLast();
        assertThat(commit.branch()).isNotEqualTo(branch).endsWith(fork.value());
        assertThat(subjects(commit.branch())).containsExactly("echo forked > file", "echo one > file");
        assertThat(subjects(branch)).containsExactly("echo two > file", "echo one > file");
        run(fork, "echo again > file");
        assertThat(events(fork, CommitMade.class).getLast().branch()).isEqualTo(commit.branch());
    }

    @Test
    void aForkOfAForkLivesOnWhenBothAreDeleted() throws Exception {
        SessionId first = house.session();
        run(first, "echo one > one; seq 2001 | sed s/^/many-/ | xargs touch");
        run(first, "echo two > two");
        SessionId second = fork(first, turn(first, 2));
        run(second, "echo three > three");
        SessionId third = fork(second, turn(second, 1));
        SessionId fourth = fork(second, turn(second, 3));
        for (SessionId gone : List.of(first, second))
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), gone));
        awaitLayers(3);
        assertThat(run(third, "cat one; ls | grep -c many-; test ! -e two && echo none"))
                .isEqualTo("one\n2001\nnone");
        assertThat(run(fourth, "cat one two three")).isEqualTo("one\ntwo\nthree");
        restart();
        assertThat(run(third, "cat one")).isEqualTo("one");
        for (SessionId gone : List.of(third, fourth))
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), gone));
        awaitLayers(0);
    }

    private void awaitLayers(int most) {
        Awaitility.await("what nobody needs is deleted")
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    try (Stream<Path> all = Files.list(house.home().resolve("layers"))) {
                        return all.filter(path -> path.getFileName().toString().startsWith("turn-"))
                                        .count()
                                <= most;
                    }
                });
    }

    @Test
    void whatRunsInTheSessionGoesOnThereAndDoesNotRunInTheFork() throws Exception {
        SessionId parent = house.session();
        run(parent, "(while true; do date +%N > beat; sleep 0.05; done) > /dev/null 2>&1 & echo started");
        SessionId fork = fork(parent, turn(parent, 1));
        assertThat(run(
                        fork,
                        "ls /proc | grep -c '^[0-9]' ; cat beat > a; sleep 0.3; cat beat > b; cmp a b && echo still"))
                .endsWith("still");
        assertThat(model.requests.getLast().messages().toString()).contains("processes and /tmp are gone");
        assertThat(run(parent, "cat beat > a; until [ -s beat ] && ! cmp -s a beat; do sleep 0.05; done; echo beats"))
                .isEqualTo("beats");
    }

    @Test
    void theSameRequestMakesOneForkAndTwoPeopleMakeTwo() throws Exception {
        SessionId parent = house.session();
        run(parent, "echo one > one");
        ClientMessage.ForkSession command = new ClientMessage.ForkSession(RequestId.fresh(), parent, turn(parent, 1));
        List<Callable<SessionId>> asking = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ClientMessage.ForkSession other = new ClientMessage.ForkSession(RequestId.fresh(), parent, turn(parent, 1));
            asking.add(() -> house.sessions().fork(Caller.OPERATOR, other).session());
        }
        asking.add(() -> house.sessions().fork(Caller.OPERATOR, command).session());
        asking.add(() -> house.sessions().fork(Caller.OPERATOR, command).session());
        List<SessionId> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<SessionId> each : threads.invokeAll(asking)) made.add(each.get());
        }
        assertThat(made.stream().distinct()).hasSize(7);
        assertThat(made.get(6)).isEqualTo(made.get(7));
        for (SessionId fork : made.stream().distinct().toList())
            assertThat(run(fork, "cat one")).isEqualTo("one");
        restart();
        Answer again = house.sessions().fork(Caller.OPERATOR, command);
        assertThat(again.repeated()).isTrue();
        assertThat(again.session()).isEqualTo(made.get(6));
        assertThat(house.sessions().board().sessions()).hasSize(8);
    }

    @Test
    void whatWaitsAndTheArchiveStayWithTheSession() throws Exception {
        SessionId parent = house.session();
        house.prompt(parent, "sleep 0.5; echo one > one");
        house.prompt(parent, "echo two > two");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> events(parent, SessionEvent.TurnFinished.class).size() == 2);
        house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), parent));
        SessionId fork = fork(parent, turn(parent, 1));
        assertThat(events(fork, SessionEvent.PromptQueued.class)).hasSize(1);
        assertThat(run(fork, "ls")).isEqualTo("README.md\none");
        assertThat(events(fork, SessionEvent.TurnStarted.class)).hasSize(2);
    }

    @Test
    void outputsAndAttachmentsAreThereWhenTheSessionIsGone() throws Exception {
        SessionId parent = house.session();
        Attachment note = house.attach(parent, "note.txt", "attached".getBytes(StandardCharsets.UTF_8));
        house.prompt(parent, "seq 1 30000", List.of(note.attachmentId()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !events(parent, SessionEvent.TurnFinished.class).isEmpty());
        SessionEvent.ToolFinished tool =
                events(parent, SessionEvent.ToolFinished.class).getFirst();
        SessionId fork = fork(parent, turn(parent, 1));
        house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), parent));
        assertThat(house.sessions()
                        .reading()
                        .output(fork, tool.blockId(), 0, 20)
                        .text())
                .startsWith("1\n2\n3\n");
        assertThat(house.sessions()
                        .reading()
                        .output(fork, tool.blockId(), 0, 20)
                        .totalBytes())
                .isEqualTo(tool.outputBytes());
        try (AttachedFile file = house.sessions().attachment(fork, note.attachmentId())) {
            assertThat(new String(file.content().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("attached");
        }
        assertThat(run(fork, "cat ~/*/*/note.txt ~/*/note.txt 2>/dev/null")).contains("attached");
    }

    @Test
    void aForkOfWhatIsNotThereIsRefused() throws Exception {
        SessionId parent = house.session();
        refused(ErrorCode.not_found, "no turn", () -> fork(parent, TurnId.fresh()));
        refused(ErrorCode.not_found, "no session", () -> fork(SessionId.fresh(), TurnId.fresh()));
        house.prompt(parent, "sleep 30");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !events(parent, SessionEvent.TurnStarted.class).isEmpty());
        refused(ErrorCode.conflict, "still runs", () -> fork(parent, turn(parent, 1)));
        house.sessions().stop(Caller.OPERATOR, new ClientMessage.StopTurn(RequestId.fresh(), parent));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !events(parent, SessionEvent.TurnFinished.class).isEmpty());
        assertThat(events(fork(parent, turn(parent, 1)))).isNotEmpty();
        assertThat(house.sessions().board().sessions()).hasSize(2);
    }

    @Test
    void aTurnWhoseFilesCannotBeKeptEndsAllTheSameAndPeopleAreTold() throws Exception {
        UnmergingEngine engine = new UnmergingEngine();
        house.close();
        house = House.open(root, model, engine);
        SessionId session = house.session();
        run(session, "echo one > file");
        assertThat(events(session, SessionEvent.SnapshotFailed.class).getFirst().message())
                .contains("nobody can fork from here", "No space left");
        assertThat(events(session, CommitMade.class)).hasSize(1);
        refused(ErrorCode.conflict, "not kept", () -> fork(session, turn(session, 1)));
        engine.full = false;
        run(session, "echo two > file");
        assertThat(run(fork(session, turn(session, 2)), "cat file")).isEqualTo("two");
        undo(session, null);
        assertThat(run(session, "cat file || echo none")).endsWith("none");
    }

    @Test
    void everyTurnHasASnapshotAlsoOneThatChangedNothing() throws Exception {
        SessionId session = house.session();
        run(session, "true");
        run(session, "echo x > x");
        run(session, "true");
        run(session, "sleep 0.1");
        List<SnapshotTaken> taken = events(session, SnapshotTaken.class);
        assertThat(taken).hasSize(4);
        assertThat(taken.get(0).bytes()).isNull();
        assertThat(taken.get(1).bytes()).isPositive();
        assertThat(taken.get(3).snapshotId()).isEqualTo(taken.get(2).snapshotId());
    }
}
