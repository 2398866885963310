package dev.slipway.desktop.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.Access;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The prompt box of a session in which nothing can be done.
class ImportedTest {
    private static final SessionId SESSION = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final Person GRACE = new Person("Grace", "grace@example.org");
    private static final RepositoryName HELLO = new RepositoryName("hello");
    private static final ImportedFrom FROM = new ImportedFrom(new SessionId("session0"), ADA, 1, 2, "0.1.0", 0);

    @TempDir
    Path folder;

    private final FakeConnection connection = new FakeConnection();

    private void assertNothingCanBeSentOnce(Runnable told) {
        try (Drafts drafts = Drafts.open(folder);
                OpenSession session = new OpenSession(connection, SESSION);
                PromptModel model = new PromptModel(
                        session, new Outbox(connection, drafts), drafts, new FakeNavigation(), new ManualLater())) {
            told.run();
            connection.caughtUp(SESSION);
            assertThat(model.enter().get()).isEqualTo(Enter.nothing);
            assertThat(model.closed()).isNotEmpty();
            model.text().set("Go on");
            model.enterPressed();
            assertThat(connection.asked).isEmpty();
        }
    }

    @Test
    void itsBeginningSaysSo() {
        SessionEvent created = new SessionEvent.SessionCreated(
                RequestId.fresh(), SESSION, ADA, HELLO, "main", "9c11", "rehearsal", null, FROM);
        assertNothingCanBeSentOnce(() -> connection.happens(SESSION, created));
        assertThat(connection.board().get().sessions()).isEmpty();
    }

    @Test
    void whereOnlyItsEndWasReadTheListSaysSo() {
        SessionListed listed = new SessionListed(
                SESSION, "Title", HELLO, "rehearsal", ADA, SessionState.done, 0, false, 1, 2, null, FROM, null, null);
        assertNothingCanBeSentOnce(() -> connection.listed(listed));
    }

    @Test
    void whoMayViewItReadsWhatToDoAndWritesOnceTheyTakePart() {
        connection.says(new ServerMessage.Welcome(1, GRACE, "0.1.0", "rehearsal", false, Role.take_part));
        assertNothingCanBeSentOnce(() -> connection.listed(shared(Role.view)));
        try (Drafts drafts = Drafts.open(folder);
                OpenSession session = new OpenSession(connection, SESSION);
                PromptModel model = new PromptModel(
                        session, new Outbox(connection, drafts), drafts, new FakeNavigation(), new ManualLater())) {
            connection.caughtUp(SESSION);
            assertThat(model.closed()).contains("ask to take part");
            connection.listed(shared(Role.take_part));
            assertThat(model.closed()).isEmpty();
            assertThat(model.enter().get()).isEqualTo(Enter.send);
        }
    }

    private static SessionListed shared(Role role) {
        Access access = new Access(null, List.of(new Participant(GRACE, role)));
        return new SessionListed(SESSION, "Title", HELLO, "rehearsal", ADA, SessionState.done, 0, false, 1, 2, access);
    }
}
