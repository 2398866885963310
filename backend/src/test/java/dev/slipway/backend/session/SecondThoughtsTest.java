package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.backend.model.RehearsalModel;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person may change of a session afterwards.
class SecondThoughtsTest {
    @TempDir
    Path root;

    private static List<SessionEvent> events(House house, SessionId session) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .toList();
    }

    /// Writes down the newest words that it is asked, and answers once it may.
    private record Hearing(List<String> asked, CountDownLatch go) implements LanguageModel {
        @Override
        public String id() {
            return "test/hearing";
        }

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public int contextTokens() {
            return 1_000_000;
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
            Part newest = request.messages().getLast().parts().getLast();
            asked.add(((Part.Text) newest).text());
            go.await();
            return new ModelReply(List.of(new Part.Text("Done")), ModelReply.StopReason.end_of_turn, Usage.NONE);
        }
    }

    private static void rename(House house, SessionId session, String title) {
        house.sessions().rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, title));
    }

    private static SessionListed listed(House house, SessionId session) {
        return house.sessions().board().session(session).orElseThrow();
    }

    private static void awaitTurns(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns have ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> events(house, session).stream()
                                .filter(SessionEvent.TurnFinished.class::isInstance)
                                .count()
                        >= turns);
    }

    @Test
    void anEditedPromptIsWorkedOnInItsNewWords() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> asked = new CopyOnWriteArrayList<>();
        Hearing model = new Hearing(asked, go);
        try (House house = House.open(root, model)) {
            SessionId session = house.preparedSession();
            house.prompt(session, "First");
            house.prompt(session, "Second");
            PromptId second = events(house, session).stream()
                    .filter(e ->
                            e instanceof SessionEvent.PromptQueued q && q.text().equals("Second"))
                    .map(e -> ((SessionEvent.PromptQueued) e).promptId())
                    .findFirst()
                    .orElseThrow();
            house.sessions()
                    .control(
                            Caller.OPERATOR,
                            new ControlCommand.EditPrompt(RequestId.fresh(), session, second, "Second, but better"));
            go.countDown();
            awaitTurns(house, session, 2);
            assertThat(asked).containsExactly("First", "Second, but better");
        }
    }

    @Test
    void whatIsTakenOutOfTheArchiveGoesOnWithItsFiles() throws IOException {
        try (House house = House.open(root, new RehearsalModel(Duration.ZERO))) {
            SessionId session = house.preparedSession();
            house.prompt(session, "Write a note");
            awaitTurns(house, session, 1);
            Session found = house.open().find(session).orElseThrow();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(found::isIdle);
            house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
            // At once, so that the sandbox may still be on its way out.
            house.sessions().restore(Caller.OPERATOR, new ClientMessage.RestoreSession(RequestId.fresh(), session));
            assertThat(listed(house, session).archived()).isFalse();
            house.prompt(session, "Write another");
            awaitTurns(house, session, 2);
            assertThat(events(house, session))
                    .filteredOn(SessionEvent.TurnFinished.class::isInstance)
                    .allMatch(e -> ((SessionEvent.TurnFinished) e).outcome() == Outcome.done);
            assertThat(events(house, session))
                    .filteredOn(SessionEvent.SandboxReady.class::isInstance)
                    .last()
                    .isInstanceOfSatisfying(
                            SessionEvent.SandboxReady.class,
                            e -> assertThat(e.restarted()).isTrue());
        }
    }

    @Test
    void aGivenTitleIsShownEverywhereAndNoPromptReplacesIt() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.preparedSession();
            rename(house, session, "As I call it");
            house.prompt(session, "Do something else");
            awaitTurns(house, session, 1);
            assertThat(listed(house, session).title()).isEqualTo("As I call it");
            house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
            rename(house, session, "Put away");
            assertThat(listed(house, session).title()).isEqualTo("Put away");
            assertThat(listed(house, session).archived()).isTrue();
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.sessions().board().sessions().getFirst().sessionId();
            assertThat(listed(house, session).title()).isEqualTo("Put away");
            assertThat(events(house, session))
                    .filteredOn(SessionEvent.TitleChanged.class::isInstance)
                    .hasSize(2);
        }
    }
}
