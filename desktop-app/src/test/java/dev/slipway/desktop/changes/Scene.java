package dev.slipway.desktop.changes;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session whose changes are looked at, with the test as its backend.
final class Scene implements AutoCloseable {
    static final SessionId SESSION = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");

    final FakeConnection connection = new FakeConnection();
    final FakeNavigation navigation = new FakeNavigation();
    final FakeSource source = new FakeSource();
    final List<List<String>> started = new ArrayList<>();
    final SettingsFile settings;
    final OpenSession session;
    private @Nullable ChangesModel model;

    /// @param checkout the repository's folder
    Scene(Path folder, Path checkout) {
        settings = SettingsFile.open(folder);
        session = new OpenSession(connection, SESSION);
        RepositoryName name = new RepositoryName("project");
        connection.listed(new BoardEvent.RepositoryAdded(RequestId.fresh(), new Repository(name, checkout.toString())));
        connection.happens(
                SESSION,
                new SessionEvent.SessionCreated(
                        RequestId.fresh(), SESSION, ADA, name, "main", "0".repeat(40), "rehearsal"));
    }

    ChangesModel model() {
        if (model == null) {
            connection.caughtUp(SESSION);
            Editor editor = new Editor(settings, Map.of("EDITOR", "code --wait"), started::add);
            model = new ChangesModel(session, source, settings, navigation, editor);
        }
        return model;
    }

    void begins(String turn, String prompt) {
        PromptId id = new PromptId("prompt" + turn);
        SessionEvent.PromptQueued queued =
                new SessionEvent.PromptQueued(RequestId.fresh(), id, ADA, prompt, null, null);
        connection.happens(SESSION, queued);
        connection.happens(SESSION, new SessionEvent.TurnStarted(new TurnId(turn), id, "rehearsal", true, queued));
    }

    void changes(String turn, FileChange... files) {
        connection.happens(SESSION, new SessionEvent.FilesChanged(new TurnId(turn), List.of(files)));
    }

    void commits(String turn, @Nullable String notice) {
        connection.happens(
                SESSION,
                new SessionEvent.CommitMade(
                        new TurnId(turn), "1".repeat(40), "slipway/add-shout", "Add --shout", "git fetch", notice));
    }

    void ends(String turn) {
        connection.happens(
                SESSION,
                new SessionEvent.TurnFinished(new TurnId(turn), Outcome.done, null, 61_000, new Usage(1, 2, 3, 4)));
    }

    @Override
    public void close() {
        if (model != null) model.close();
        session.close();
        settings.close();
    }
}
