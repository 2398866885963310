package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.AnswerInterrupted;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnResumed;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a session through stops, restarts, deletion and damage.
class SessionLifeTest {
    @TempDir
    Path root;

    /// Says one word and then nothing until it is stopped.
    private static Talker stuck() {
        return new Talker(List.of("Hello ", "world"), word -> {
            if (word > 0) new CountDownLatch(1).await();
        });
    }

    private static List<SessionEvent> events(House house, SessionId session) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .toList();
    }

    private static <E extends SessionEvent> List<E> events(House house, SessionId session, Class<E> kind) {
        return events(house, session).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void awaitEnded(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns have ended")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> events(house, session, TurnFinished.class).size() >= turns);
    }

    private static void awaitDraft(House house, SessionId session) {
        Awaitility.await("the model has begun to speak")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !house.sessions().log(session).drafts().isEmpty());
    }

    private static void stop(House house, SessionId session) {
        house.sessions().stop(Caller.OPERATOR, new ClientMessage.StopTurn(RequestId.fresh(), session));
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(RuntimeException.class)
                .satisfies(e -> assertThat(Refused.from((RuntimeException) e).map(Refused::code))
                        .contains(code));
    }

    @Test
    void aStopHoldsWheneverItComes() throws IOException {
        try (House house = House.open(root, stuck())) {
            SessionId session = house.session();
            for (int turn = 1; turn <= 60; turn++) {
                // At once after the end of the one before, whose runner may still be leaving.
                house.prompt(session, "Go on for ever");
                stop(house, session);
                awaitEnded(house, session, turn);
            }
            assertThat(events(house, session, TurnFinished.class)).allMatch(e -> e.outcome() == Outcome.stopped);
        }
    }

    @Test
    void anArchivedSessionEndsItsTurnAndTakesNoMore() throws IOException {
        try (House house = House.open(root, stuck())) {
            SessionId session = house.session();
            house.prompt(session, "Go on for ever");
            house.prompt(session, "Never begun");
            house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
            awaitEnded(house, session, 1);
            refused(ErrorCode.conflict, () -> house.prompt(session, "More"));
            assertThat(events(house, session, SessionEvent.TurnStarted.class)).hasSize(1);
        }
    }

    @Test
    void whatWasShownBeforeAKillIsMarkedAndTheTurnGoesOn() throws IOException {
        Path left = root.resolve("left");
        SessionId session;
        try (House house = House.open(root.resolve("first"), stuck())) {
            session = house.session();
            house.prompt(session, "Go on for ever");
            awaitDraft(house, session);
            Copies.copy(root.resolve("first"), left);
        }
        try (House house = House.open(left, Talker.saying("Hello again"))) {
            awaitEnded(house, session, 1);
            List<SessionEvent> events = events(house, session);
            assertThat(events)
                    .extracting(Object::getClass)
                    .containsSubsequence(
                            AnswerInterrupted.class,
                            TurnResumed.class,
                            SessionEvent.AnswerFinished.class,
                            TurnFinished.class);
            assertThat(events(house, session, AnswerInterrupted.class)
                            .getFirst()
                            .text())
                    .isEqualTo("Hello ");
            assertThat(house.sessions().log(session).drafts()).isEmpty();
        }
    }

    @Test
    void aTurnGoesOnThoughTheListSaysThatNothingRan() throws IOException {
        Path left = root.resolve("left");
        SessionId session;
        try (House house = House.open(root.resolve("first"), stuck())) {
            session = house.session();
            Awaitility.await().until(() -> house.sessions().board().sessions().size() == 1);
            Copies.copy(root.resolve("first"), left);
            house.prompt(session, "Go on for ever");
            awaitDraft(house, session);
            // The list as it was before, the session as it is: what a kill between the two leaves.
            dev.slipway.backend.files.Trees.delete(left.resolve("state/sessions"));
            Copies.copy(root.resolve("first/state/sessions"), left.resolve("state/sessions"));
        }
        try (House house = House.open(left, Talker.saying("Hello again"))) {
            awaitEnded(house, session, 1);
        }
    }

    @Test
    void whoComesBeforeTheTurnGoesOnDoesNotMakeItRunTwice() throws IOException {
        Path left = root.resolve("left");
        SessionId session;
        try (House house = House.open(root.resolve("first"), stuck())) {
            session = house.preparedSession();
            house.prompt(session, "Go on for ever");
            awaitDraft(house, session);
            Copies.copy(root.resolve("first"), left);
        }
        Talker talker = Talker.saying("Hello again");
        try (House house = House.unrecovered(left, talker)) {
            house.prompt(session, "I am back already");
            house.recover();
            awaitEnded(house, session, 2);
            assertThat(events(house, session, TurnResumed.class)).hasSize(1);
            assertThat(talker.asked()).isEqualTo(2);
        }
    }

    @Test
    void aDeletedSessionIsGoneForAllAndStaysSo() throws IOException {
        Path first = root.resolve("first");
        SessionId session;
        SessionId other;
        try (House house = House.open(first, stuck())) {
            session = house.session();
            other = house.session();
            house.prompt(session, "Go on for ever");
            awaitDraft(house, session);
            Copies.copy(first.resolve("state/sessions"), root.resolve("aside"));
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
            refused(ErrorCode.not_found, () -> house.prompt(session, "More"));
            refused(
                    ErrorCode.not_found,
                    () -> house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session)));
            assertThat(house.sessions().board().sessions())
                    .extracting(s -> s.sessionId())
                    .containsExactly(other);
        }
        // As if the backend had been killed before the files were gone.
        Path folder = first.resolve("state/sessions").resolve(session.value());
        Copies.copy(root.resolve("aside").resolve(session.value()), folder);
        try (House house = House.open(first, stuck())) {
            assertThat(folder).doesNotExist();
            refused(ErrorCode.not_found, () -> house.sessions().log(session));
            assertThat(house.sessions().board().sessions()).hasSize(1);
        }
    }

    @Test
    void aSessionWhoseFilesAreGoneIsTakenOffTheList() throws IOException {
        SessionId session;
        try (House house = House.open(root, stuck())) {
            session = house.session();
            house.session();
        }
        dev.slipway.backend.files.Trees.delete(root.resolve("state/sessions").resolve(session.value()));
        try (House house = House.open(root, stuck())) {
            assertThat(house.sessions().board().sessions()).hasSize(1);
        }
    }

    @Test
    void aDamagedSessionIsToldAndTheOthersWork() throws IOException {
        SessionId damaged;
        SessionId sound;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            damaged = house.session();
            sound = house.session();
        }
        Files.writeString(
                root.resolve("state/sessions").resolve(damaged.value()).resolve("log.db"), "x".repeat(9000));
        try (House house = House.open(root, Talker.saying("Hello"))) {
            refused(ErrorCode.session_damaged, () -> house.sessions().log(damaged));
            refused(ErrorCode.session_damaged, () -> house.prompt(damaged, "Hello?"));
            house.prompt(sound, "Hello?");
            awaitEnded(house, sound, 1);
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), damaged));
            refused(ErrorCode.not_found, () -> house.sessions().log(damaged));
        }
    }

    @Test
    void aLostIndexIsMadeAgainFromTheFiles() throws IOException {
        SessionId session;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.session();
            house.prompt(session, "The title");
            awaitEnded(house, session, 1);
        }
        for (String part : List.of("", "-wal", "-shm")) Files.deleteIfExists(root.resolve("state/index.db" + part));
        try (House house = House.open(root, Talker.saying("Hello"))) {
            assertThat(house.sessions().board().sessions()).singleElement().satisfies(listed -> {
                assertThat(listed.sessionId()).isEqualTo(session);
                assertThat(listed.title()).isEqualTo("The title");
            });
            assertThat(house.sessions().board().log().read(0, 100).stream().map(Entry::type))
                    .contains("repository_added");
        }
    }

    @Test
    void aQuietSessionIsClosedAndOpenedAgainWhenItIsAskedFor() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.session();
            house.prompt(session, "Hello?");
            awaitEnded(house, session, 1);
            var before = house.sessions().log(session);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                house.open().closeQuiet(Duration.ZERO);
                return house.sessions().log(session) != before;
            });
            house.prompt(session, "Are you there?");
            awaitEnded(house, session, 2);
        }
    }

    @Test
    void aSessionThatIsUsedIsNotClosed() throws IOException {
        try (House house = House.open(root, stuck())) {
            SessionId session = house.session();
            house.prompt(session, "Go on for ever");
            var before = house.sessions().log(session);
            house.open().closeQuiet(Duration.ZERO);
            assertThat(house.sessions().log(session)).isSameAs(before);
        }
    }

    @Test
    void theListDoesNotGrowWithEveryTurn() throws IOException {
        SessionId session;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.session();
            for (int turn = 1; turn <= 20; turn++) house.prompt(session, "Prompt");
            awaitEnded(house, session, 20);
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            Awaitility.await()
                    .until(() -> house.sessions().board().log().read(0, 1000).stream()
                                    .filter(e -> e.type().equals("session_listed"))
                                    .count()
                            == 1);
            assertThat(house.sessions().board().sessions()).hasSize(1);
        }
    }
}
