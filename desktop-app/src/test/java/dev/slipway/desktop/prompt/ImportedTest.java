package dev.slipway.desktop.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The prompt box of a session in which nothing can be done.
class ImportedTest {
    private static final SessionId SESSION = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");
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
            assertThat(model.isImported()).isTrue();
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
}
