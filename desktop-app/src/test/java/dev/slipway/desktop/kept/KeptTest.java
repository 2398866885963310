package dev.slipway.desktop.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.SessionView;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {
    private static final SessionId ONE = Listed.id(1);

    private final ConcurrentLinkedQueue<Runnable> ui = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    private Kept kept() {
        return new Kept(folder, ui::add, () -> Listed.NOW);
    }

    private void until(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            for (Runnable each = ui.poll(); each != null; each = ui.poll()) each.run();
            return condition.call();
        });
    }

    /// As an app leaves it that saw a session and a repository.
    private void seen() {
        FakeConnection live = new FakeConnection();
        Kept kept = kept();
        Connection connection = kept.keeping(live);
        live.is(Status.State.online, "");
        live.listed(new BoardEvent.RepositoryAdded(null, new Repository(new RepositoryName("calc"), "/home/ada/calc")));
        live.listed(Listed.session(1, "One", SessionState.done, 1));
        OpenSession open = new OpenSession(connection, ONE);
        live.happens(ONE, new SessionEvent.TitleChanged(null, "One"));
        live.caughtUp(ONE);
        open.close();
        connection.close();
        kept.close();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("kept"))) {
            return all.toList();
        }
    }

    @Test
    void withoutABackendTheListAndWhatWasOpenCanBeRead() {
        seen();
        FakeConnection live = new FakeConnection();
        Kept kept = kept();
        Connection connection = kept.keeping(live);
        until(() -> connection.boardKnown().get());
        assertThat(connection.board().get().sessions()).containsOnlyKeys(ONE);
        assertThat(connection.board().get().repositories()).containsOnlyKeys(new RepositoryName("calc"));
        assertThat(connection.offlineSince().get()).isEqualTo(Listed.NOW);
        OpenSession open = new OpenSession(connection, ONE);
        live.is(Status.State.offline, "Connection refused");
        until(() -> open.known().get());
        assertThat(open.view().get().title()).isEqualTo("One");

        live.is(Status.State.online, "");
        live.listed(Listed.session(2, "Two", SessionState.done, 1));
        assertThat(connection.board().get().sessions()).containsOnlyKeys(Listed.id(2));
        live.happens(ONE, new SessionEvent.TitleChanged(null, "Another"));
        assertThat(open.view().get().title()).as("not whole yet").isEqualTo("One");
        live.caughtUp(ONE);
        assertThat(open.view().get().title()).isEqualTo("Another");
        kept.close();
    }

    @Test
    void whatWasSeenIsForItsOwnerAlone() throws IOException {
        seen();
        assertThat(files())
                .hasSizeGreaterThan(3)
                .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        for (Path file : files())
            if (Files.isRegularFile(file)) assertThat(Files.readString(file)).doesNotContain("token");
    }

    @Test
    void aBackendThatIsForgottenLeavesNothing() throws IOException {
        seen();
        Kept kept = kept();
        kept.forget("fake");
        kept.close();
        assertThat(files()).noneMatch(Files::isRegularFile);
    }

    @Test
    void aBrokenFileIsLeftOut() throws IOException {
        seen();
        for (Path file : files()) if (Files.isRegularFile(file)) Files.writeString(file, "{\"half\": ");
        FakeConnection live = new FakeConnection();
        Kept kept = kept();
        Connection connection = kept.keeping(live);
        OpenSession open = new OpenSession(connection, ONE);
        live.is(Status.State.offline, "gone");
        boolean[] read = {false};
        kept.lastAt("fake", at -> read[0] = at.isEmpty());
        until(() -> read[0]);
        assertThat(connection.boardKnown().get()).isFalse();
        assertThat(open.view().get()).isEqualTo(SessionView.EMPTY);
        kept.close();
    }

    @Test
    void onlySomeSessionsAndOnlyTheirEndsAreKept() throws IOException {
        KeptFiles files = new KeptFiles(folder.resolve("one"));
        for (int i = 0; i < KeptFiles.MOST_SESSIONS + 5; i++) {
            SessionId session = Listed.id(i);
            files.keep(new Page(session, "epoch1", List.of(title(session, 1, "One"))));
            Files.setLastModifiedTime(
                    folder.resolve("one/session-" + session + ".json"),
                    java.nio.file.attribute.FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        files.keep(new Page(Listed.id(99), "epoch1", List.of(title(Listed.id(99), 1, "Newest"))));
        try (Stream<Path> left = Files.list(folder.resolve("one"))) {
            assertThat(left).hasSize(KeptFiles.MOST_SESSIONS);
        }
        assertThat(files.session(Listed.id(0))).isEmpty();
        assertThat(files.session(Listed.id(99))).isPresent();

        SessionId large = Listed.id(100);
        files.keep(new Page(large, "epoch1", List.of(title(large, 1, "x".repeat(KeptFiles.MOST_BYTES)))));
        assertThat(files.session(large)).as("too large to be kept").isEmpty();
    }

    private static Logged title(SessionId session, long seq, String title) {
        return new Logged(session, "epoch1", seq, seq, new SessionEvent.TitleChanged(null, title));
    }
}
