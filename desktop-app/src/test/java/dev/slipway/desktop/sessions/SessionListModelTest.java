package dev.slipway.desktop.sessions;

import static dev.slipway.desktop.sessions.Listed.NOW;
import static dev.slipway.desktop.sessions.Listed.id;
import static dev.slipway.desktop.sessions.Listed.session;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.desktop.settings.Looked;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionListModelTest {
    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();
    private Looked looked;
    private Drafts drafts;
    private SessionListModel model;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        looked = Looked.open(folder, NOW - 600 * 60_000L);
        drafts = Drafts.open(folder);
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        model = new SessionListModel(connection, new Outbox(connection, drafts), navigation, looked, clock);
    }

    @AfterEach
    void close() {
        model.close();
        looked.close();
        drafts.close();
    }

    @Test
    void sessionsStandInTheirGroupsTheNewestChangeFirst() {
        connection.listed(session(1, "Old", SessionState.done, 50));
        connection.listed(session(2, "Asks", SessionState.waiting, 5));
        connection.listed(session(3, "Works", SessionState.working, 1));
        connection.listed(session(4, "New", SessionState.stopped, 3));
        connection.listed(session(5, "Queue", "calc", "Ada", SessionState.ready, 2, false, 9));
        connection.listed(session(6, "Away", "calc", "Ada", SessionState.done, 0, true, 2));

        assertThat(lines())
                .containsExactly(
                        "Needs you 1",
                        "Asks",
                        "Working 2",
                        "Works",
                        "Queue",
                        "Done 2",
                        "New",
                        "Old",
                        "Archived 1 folded");

        model.unfolded().set(true);
        assertThat(lines()).endsWith("Archived 1", "Away");
    }

    @Test
    void whatFailedNeedsAPersonUntilItWasOpened() {
        connection.listed(session(1, "Broke", SessionState.failed, 3));
        connection.listed(session(2, "Broke long before the app was first started", SessionState.failed, 601));
        assertThat(lines()).startsWith("Needs you 1", "Broke", "Done 1");

        model.opened(id(1));
        assertThat(lines()).startsWith("Done 2");

        model.opened(null);
        connection.listed(session(1, "Broke again", SessionState.failed, 1));
        assertThat(lines()).startsWith("Needs you 1", "Broke again");
    }

    @Test
    void wordsOfTheFilterMatchTitleRepositoryAndState() {
        connection.listed(session(1, "Add a shout option", "calc", "Ada", SessionState.done, 0, false, 1));
        connection.listed(session(2, "Fix the login", "web-shop", "Ada", SessionState.working, 0, false, 2));
        connection.listed(session(3, "Shout less", "web-shop", "Ada", SessionState.done, 0, true, 3));

        assertThat(filtered("shout")).containsExactly("Done 1", "Add a shout option", "Archived 1", "Shout less");
        assertThat(filtered("SHOUT repo:shop")).containsExactly("Archived 1", "Shout less");
        assertThat(filtered("is:working")).containsExactly("Working 1", "Fix the login");
        assertThat(filtered("is:archived")).containsExactly("Archived 1", "Shout less");
        assertThat(filtered("web login")).containsExactly("Working 1", "Fix the login");
        assertThat(filtered("nothing")).isEmpty();
        assertThat(model.content().get()).isEqualTo(SessionListModel.Content.nothingFits);
        assertThat(filtered("")).hasSize(5);
    }

    @Test
    void theKeyboardStaysOnItsSessionHoweverItsLineMoves() {
        for (int i = 1; i <= 4; i++) connection.listed(session(i, "S" + i, SessionState.done, i));
        model.move(1);
        model.move(1);
        assertThat(model.selected().get()).isEqualTo(id(2));

        connection.listed(session(2, "S2", SessionState.working, 0));
        assertThat(model.selected().get()).isEqualTo(id(2));
        model.move(1);
        assertThat(model.selected().get()).as("past the head of the next group").isEqualTo(id(1));
        model.move(Integer.MAX_VALUE);
        assertThat(model.selected().get()).isEqualTo(id(4));
        model.move(Integer.MIN_VALUE / 2);
        assertThat(model.selected().get()).isEqualTo(id(2));

        connection.listed(new BoardEvent.SessionDeleted(null, id(2)));
        assertThat(model.selected().get()).as("the one that took its place").isEqualTo(id(1));
    }

    @Test
    void aNewTitleIsThereAtOnceAndGoesBackWhereTheBackendSaysNo() {
        connection.listed(session(1, "Old title", SessionState.done, 1));
        model.select(id(1));
        model.startRenaming();
        model.rename("  New\ntitle ");
        assertThat(lines()).contains("New title");
        assertThat(connection.lastAsked().command())
                .isInstanceOfSatisfying(
                        ClientMessage.RenameSession.class,
                        c -> assertThat(c.title()).isEqualTo("New title"));

        connection.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.conflict, "Not this one."));
        assertThat(lines()).contains("Old title");
        assertThat(navigation.told).containsExactly(Toast.problem("Not this one."));
    }

    @Test
    void aTitleThatTheBackendHasIsTheBoardsAgain() {
        connection.listed(session(1, "Old title", SessionState.done, 1));
        model.select(id(1));
        model.startRenaming();
        model.rename("Mine");
        connection.lastAsked().answer().complete(titled("Mine"));
        assertThat(lines()).as("answered before the board told it").contains("Mine");
        connection.listed(session(1, "Theirs", SessionState.done, 0));
        assertThat(lines()).contains("Theirs");
    }

    @Test
    void anEmptyTitleAndTheSameChangeNothing() {
        connection.listed(session(1, "Title", SessionState.done, 1));
        model.select(id(1));
        model.startRenaming();
        model.rename("  ");
        model.startRenaming();
        model.rename("Title");
        assertThat(connection.asked).isEmpty();
        assertThat(model.renaming().get()).isNull();
    }

    @Test
    void anArchivedSessionComesBackByUndo() {
        connection.listed(session(1, "One", SessionState.done, 1));
        model.select(id(1));
        model.toggleArchived();
        assertThat(lines()).containsExactly("Archived 1 folded");
        assertThat(connection.lastAsked().command()).isInstanceOf(ClientMessage.ArchiveSession.class);

        Objects.requireNonNull(navigation.told.getLast().run()).run();
        assertThat(lines()).containsExactly("Done 1", "One");
        assertThat(connection.lastAsked().command()).isInstanceOf(ClientMessage.RestoreSession.class);
        connection.asked.getFirst().answer().completeExceptionally(Refusals.of(ErrorCode.conflict, "No."));
        assertThat(lines()).as("the later wish counts").containsExactly("Done 1", "One");
    }

    @Test
    void aDeletedSessionIsGoneAtOnceAndFromTheBackendWhenTheTimeIsOver() {
        connection.listed(session(1, "One", SessionState.done, 1));
        connection.listed(session(2, "Two", SessionState.done, 2));
        model.select(id(1));
        model.delete();
        assertThat(lines()).containsExactly("Done 1", "Two");
        assertThat(connection.asked).isEmpty();
        assertThat(model.selected().get()).isEqualTo(id(2));

        Objects.requireNonNull(navigation.told.getLast().gone()).run();
        assertThat(connection.lastAsked().command()).isInstanceOf(ClientMessage.DeleteSession.class);
        connection.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.storage_failed, "Disk full."));
        assertThat(lines()).containsExactly("Done 2", "One", "Two");
        assertThat(navigation.told.getLast()).isEqualTo(Toast.problem("Disk full."));
    }

    @Test
    void theSessionThatIsShownIsLeftWhenItIsDeleted() {
        connection.listed(session(1, "One", SessionState.done, 1));
        connection.listed(session(2, "Two", SessionState.done, 2));
        model.opened(id(2));
        model.select(id(1));
        model.delete();
        assertThat(navigation.went).isEmpty();
        model.select(id(2));
        model.delete();
        assertThat(navigation.went).containsExactly("sessions");
    }

    @Test
    void undoBringsADeletedSessionBackAndNothingIsSent() {
        connection.listed(session(1, "One", SessionState.done, 1));
        model.select(id(1));
        model.delete();
        Toast toast = navigation.told.getLast();
        Objects.requireNonNull(toast.run()).run();
        assertThat(lines()).containsExactly("Done 1", "One");
        Objects.requireNonNull(toast.gone()).run();
        model.close();
        assertThat(connection.asked).isEmpty();
    }

    @Test
    void whatWasDeletedIsSentWhenTheListIsClosedBeforeTheTimeIsOver() {
        connection.listed(session(1, "One", SessionState.done, 1));
        model.select(id(1));
        model.delete();
        model.close();
        Objects.requireNonNull(navigation.told.getLast().gone()).run();
        assertThat(connection.asked).hasSize(1);
    }

    @Test
    void whatWasDeletedAndNotAnsweredForIsSentAgainByTheNextStart() {
        connection.listed(session(1, "One", SessionState.done, 1));
        model.select(id(1));
        model.delete();
        model.close();
        var first = connection.lastAsked();
        drafts.close();

        drafts = Drafts.open(this.folder);
        FakeConnection next = new FakeConnection();
        new Outbox(next, drafts);
        assertThat(next.lastAsked().command()).isEqualTo(first.command());
        next.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.not_found, "It is gone already."));
        assertThat(drafts.unsent(next.address().name())).isEmpty();
    }

    @Test
    void untilTheBoardIsKnownAnEmptyListSaysNothing() {
        assertThat(model.content().get()).isEqualTo(SessionListModel.Content.asking);
        connection.is(Status.State.offline, "away");
        assertThat(model.content().get()).isEqualTo(SessionListModel.Content.unreachable);
        connection.is(Status.State.online, "");
        connection.listed(new BoardEvent.Unknown());
        assertThat(model.content().get()).isEqualTo(SessionListModel.Content.noSessions);
    }

    @Test
    void titlesAreHarmlessAndNeverEmpty() {
        connection.listed(session(1, "evil\u202etxt.exe\nsecond line\u0007", SessionState.done, 1));
        connection.listed(session(2, "", SessionState.ready, 2));
        connection.listed(session(3, "x".repeat(100_000), SessionState.ready, 3));
        assertThat(lines().subList(1, 3)).containsExactly("evil\ufffdtxt.exe second line\u2407", "New session on calc");
        assertThat(lines().get(3)).hasSizeLessThan(500);
    }

    private List<String> filtered(String words) {
        model.filter().set(words);
        return lines();
    }

    private List<String> lines() {
        return model.rows().get().stream()
                .map(row -> switch (row) {
                    case Row.Head head -> head.group().words() + " " + head.count() + (head.folded() ? " folded" : "");
                    case Row.Item item -> item.title();
                })
                .toList();
    }

    private static ServerMessage titled(String title) {
        return new ServerMessage.Logged(
                id(1), FakeConnection.EPOCH, 9, NOW, new SessionEvent.TitleChanged(RequestId.fresh(), title));
    }
}
