package dev.slipway.desktop.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.BoardView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeModelTest {
    private static final SessionId ONE = new SessionId("session1");

    private static BoardView board(SessionState state, boolean archived) {
        Person ada = new Person("Ada", "ada@example.org");
        SessionListed row = new SessionListed(
                ONE, "Shout", new RepositoryName("hello"), "rehearsal", ada, state, 0, archived, 1, 2, null);
        return BoardView.EMPTY.apply(new ServerMessage.Board("epoch", 1, 0, row));
    }

    private static List<Notice> between(SessionState before, SessionState now) {
        return NoticeModel.between(board(before, false), board(now, false), session -> false);
    }

    @ParameterizedTest
    @CsvSource({
        "working, done, Done",
        "working, waiting, Waits for your answer",
        "starting, failed, Failed",
    })
    void anEndIsTold(SessionState before, SessionState now, String words) {
        assertThat(between(before, now)).containsExactly(new Notice(ONE, "Shout", words));
    }

    @ParameterizedTest
    @CsvSource({
        "working, stopped",
        "working, working",
        "starting, working",
        "done, working",
        "done, done",
        "waiting, done"
    })
    void theRestIsNot(SessionState before, SessionState now) {
        assertThat(between(before, now)).isEmpty();
    }

    @Test
    void whatIsSeenOrArchivedOrNewIsNotTold() {
        BoardView working = board(SessionState.working, false);
        assertThat(NoticeModel.between(working, board(SessionState.done, false), ONE::equals))
                .isEmpty();
        assertThat(NoticeModel.between(working, board(SessionState.done, true), s -> false))
                .isEmpty();
        assertThat(NoticeModel.between(BoardView.EMPTY, board(SessionState.done, false), s -> false))
                .isEmpty();
    }
}
