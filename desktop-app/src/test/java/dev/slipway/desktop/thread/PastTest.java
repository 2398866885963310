package dev.slipway.desktop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage.ForkSession;
import dev.slipway.protocol.ClientMessage.UndoTurns;
import dev.slipway.protocol.ForkedFrom;
import dev.slipway.protocol.ImportedFrom;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the thread shows of forks and undos, and asks for.
class PastTest {
    private final Story story = new Story();
    private final List<TurnId> turns = new ArrayList<>();

    private void turn(String prompt) {
        story.begins(prompt).says("Answer to " + prompt);
        story.happens(new SessionEvent.SnapshotTaken(story.turn, SnapshotId.fresh(), null, 3));
        story.done();
        turns.add(story.turn);
    }

    private SessionEvent.TurnsUndone undone(TurnId to, TurnId... which) {
        return new SessionEvent.TurnsUndone(RequestId.fresh(), Story.ADA, to, List.of(which));
    }

    private List<Row.Ended.Past> past() {
        return story.rows(Row.Ended.class).stream().map(Row.Ended::past).toList();
    }

    @Test
    void aTurnWhoseFilesAreKeptCanBeForkedFromAndUndoneTo() {
        story.created();
        turn("one");
        turn("two");
        story.turn("three", "not kept").known();
        assertThat(past()).containsExactly(Row.Ended.Past.earlier, Row.Ended.Past.earlier, null);
        turn("four");
        assertThat(past().getLast()).isEqualTo(Row.Ended.Past.newest);
    }

    @Test
    void undoneTurnsAreOneLineThatOpens() {
        story.created();
        for (String prompt : List.of("one", "two", "three", "four")) turn(prompt);
        story.known();
        story.happens(undone(turns.get(0), turns.get(1), turns.get(2), turns.get(3)));
        turn("five");
        assertThat(story.rows(Row.Said.class).stream().map(Row.Said::text)).containsExactly("one", "five");
        Row.Fold fold = story.row(Row.Fold.class);
        assertThat(fold.text()).isEqualTo("3 turns undone");
        story.model.toggle(fold.key());
        assertThat(story.rows(Row.Said.class)).hasSize(5);
        assertThat(past())
                .containsExactly(
                        Row.Ended.Past.earlier,
                        Row.Ended.Past.undone,
                        Row.Ended.Past.undone,
                        Row.Ended.Past.undone,
                        Row.Ended.Past.newest);
        story.happens(undone(turns.get(3), turns.get(4)));
        assertThat(story.row(Row.Fold.class).text()).isEqualTo("1 turn undone");
    }

    @Test
    void turnsThatAreReadLaterAreUndoneToo() {
        List<SessionEvent> before = new ArrayList<>(Story.turns(story.session, 12));
        TurnId third = turnOf(before, 2);
        before.add(undone(turnOf(before, 1), third));
        before.addAll(Story.turns(story.session, 3).subList(1, 13));
        story.before(before);
        turn("newest");
        story.known();
        for (int read = 0; read < 15; read += History.PAGE) {
            story.model.seen(story.rows().getFirst(), story.rows().getLast(), 0, 10_000);
            story.answerPage();
        }
        assertThat(story.rows(Row.Said.class).stream().map(Row.Said::text))
                .contains("Old prompt 1", "Old prompt 3", "newest")
                .hasSize(15);
        assertThat(story.row(Row.Fold.class).text()).isEqualTo("1 turn undone");
    }

    private static TurnId turnOf(List<SessionEvent> events, int number) {
        return events.stream()
                .filter(SessionEvent.TurnStarted.class::isInstance)
                .map(event -> ((SessionEvent.TurnStarted) event).turnId())
                .toList()
                .get(number);
    }

    @Test
    void whatIsFoundInAnUndoneTurnIsOpened() {
        story.created();
        turn("one");
        turn("needle");
        story.known();
        story.happens(undone(turns.get(0), turns.get(1)));
        assertThat(story.rows(Row.Said.class)).hasSize(1);
        story.model.find().search("needle");
        for (int i = 0; i < 50; i++) story.model.update();
        assertThat(story.rows(Row.Said.class)).hasSize(2);
    }

    @Test
    void theUndoOfTheLastTurnCanBeUndone() {
        story.created();
        turn("one");
        turn("two");
        story.known();
        story.model.past().undoLast();
        FakeConnection.Asked asked = story.connection.lastAsked();
        assertThat(((UndoTurns) asked.command()).turnId()).isEqualTo(turns.get(0));
        SessionEvent event = undone(turns.get(0), turns.get(1));
        story.happens(event);
        asked.answer().complete(new Logged(story.session, "e", 9, 1, event));
        assertThat(story.navigation.told.getLast().text()).isEqualTo("1 turn undone");
        story.navigation.told.getLast().run().run();
        assertThat(((UndoTurns) story.connection.lastAsked().command()).turnId())
                .isEqualTo(turns.get(1));
        story.model.past().undoLast();
        assertThat(((UndoTurns) story.connection.lastAsked().command()).turnId())
                .as("before the first")
                .isNull();
    }

    @Test
    void aForkIsOpenedAndARefusalIsTold() {
        story.created();
        turn("one");
        story.known();
        story.model.past().forkNewest();
        FakeConnection.Asked asked = story.connection.lastAsked();
        assertThat(((ForkSession) asked.command()).turnId()).isEqualTo(turns.get(0));
        SessionId fork = SessionId.fresh();
        asked.answer().complete(new Logged(fork, "e", 1, 1, forked(fork)));
        assertThat(story.navigation.went).containsExactly("session " + fork);
        story.model.past().fork(turns.get(0));
        story.connection
                .lastAsked()
                .answer()
                .completeExceptionally(new IllegalStateException("The files are not kept."));
        assertThat(story.navigation.told.getLast().text()).contains("Not forked", "not kept");
    }

    @Test
    void anImportedSessionOffersNeitherAndSaysWhy() {
        story.happens(new SessionEvent.SessionCreated(
                        RequestId.fresh(),
                        story.session,
                        Story.ADA,
                        new RepositoryName("greet"),
                        "main",
                        "a".repeat(40),
                        "rehearsal",
                        null,
                        new ImportedFrom(SessionId.fresh(), Story.ADA, 1, 2, "0.1.0", 0)))
                .known();
        turn("one");
        assertThat(PastButtons.of(story.row(Row.Ended.class), story.model.past()))
                .isEmpty();
        story.model.past().forkNewest();
        story.model.past().undoLast();
        assertThat(story.connection.asked).isEmpty();
        assertThat(story.navigation.told).hasSize(2);
        assertThat(story.navigation.told.getLast().text()).startsWith("Imported");
    }

    private SessionEvent forked(SessionId fork) {
        return new SessionEvent.SessionCreated(
                RequestId.fresh(),
                fork,
                Story.ADA,
                new RepositoryName("greet"),
                "main",
                "a".repeat(40),
                "rehearsal",
                new ForkedFrom(story.session, TurnId.fresh()),
                null);
    }

    @Test
    void aForkSaysWhereItCameFrom() {
        story.happens(forked(SessionId.fresh())).known();
        assertThat(story.rows(Row.Quiet.class).get(1).text()).isEqualTo("Forked from a session that is gone");
        story.connection.listed(new BoardEvent.SessionListed(
                story.session,
                "The first\u202e one",
                new RepositoryName("greet"),
                "rehearsal",
                Story.ADA,
                SessionState.done,
                0,
                false,
                1,
                1,
                null));
        story.says("more");
        Row.Quiet line = story.rows(Row.Quiet.class).get(1);
        assertThat(line.text()).startsWith("Forked from: The first").doesNotContain("\u202e");
        story.model.run(line.does());
        assertThat(story.navigation.went).containsExactly("session " + story.session);
    }
}
