package dev.slipway.desktop.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskModelTest {
    private static final SessionId ONE = new SessionId("session1");
    private static final SessionId TWO = new SessionId("session2");

    @TempDir
    Path folder;

    private final FakeConnection connection = new FakeConnection();
    private SettingsFile settings;
    private Drafts drafts;
    private DeskModel desk;

    @BeforeEach
    void open() {
        settings = SettingsFile.open(folder);
        drafts = Drafts.open(folder);
        desk = new DeskModel(connection, settings, drafts);
    }

    @AfterEach
    void close() {
        desk.close();
        settings.close();
        drafts.close();
    }

    static SessionListed row(SessionId id, SessionState state) {
        Person ada = new Person("Ada", "ada@example.org");
        return new SessionListed(
                id, "Title of " + id, new RepositoryName("hello"), "rehearsal", ada, state, 0, false, 1, 2, null);
    }

    @Test
    void oneSessionIsFollowedAtATime() {
        desk.open(ONE);
        desk.open(TWO);
        assertThat(connection.isFollowed(ONE)).isFalse();
        assertThat(connection.isFollowed(TWO)).isTrue();
        desk.close();
        assertThat(connection.isFollowed(TWO)).isFalse();
    }

    @Test
    void theSessionShownLastIsShownAtTheNextStart() {
        desk.open(TWO);
        close();
        open();
        assertThat(desk.open().get().id()).isEqualTo(TWO);
        assertThat(desk.place().get()).isEqualTo(DeskModel.Place.session);
    }

    @Test
    void aNewSessionLeavesTheOldOneBehindItOpen() {
        desk.open(ONE);
        desk.newSession(null);
        assertThat(desk.place().get()).isEqualTo(DeskModel.Place.newSession);
        assertThat(connection.isFollowed(ONE)).isTrue();
    }

    @Test
    void aDeletedSessionIsLeft() {
        connection.listed(row(ONE, SessionState.done));
        desk.open(ONE);
        desk.show(DeskModel.Panel.changes, null);
        connection.listed(new BoardEvent.SessionDeleted(null, ONE));
        assertThat(desk.open().get()).isNull();
        assertThat(desk.panel().get()).isEqualTo(DeskModel.Panel.none);
        assertThat(desk.place().get()).isEqualTo(DeskModel.Place.sessions);
        close();
        open();
        assertThat(desk.open().get()).isNull();
    }

    @Test
    void backLeadsFromThePanelToTheThreadToTheList() {
        desk.open(ONE);
        desk.toggle(DeskModel.Panel.details);
        assertThat(desk.back()).isTrue();
        assertThat(desk.panel().get()).isEqualTo(DeskModel.Panel.none);
        assertThat(desk.back()).isTrue();
        assertThat(desk.place().get()).isEqualTo(DeskModel.Place.sessions);
        assertThat(desk.back()).isFalse();
    }
}
