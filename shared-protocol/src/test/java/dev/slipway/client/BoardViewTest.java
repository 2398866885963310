package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Board;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BoardViewTest {
    private static final Person ADA = new Person("Ada Lovelace", "ada@example.org");

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    private static SessionListed listed(int session, String title) {
        SessionId id = new SessionId("session" + session);
        return new SessionListed(
                id, title, new RepositoryName("hello"), "m", ADA, SessionState.ready, 0, false, 1, session, null);
    }

    private static BoardView fold(BoardView from, List<Board> events) {
        BoardView view = from;
        for (Board event : events) view = view.apply(event);
        return view;
    }

    private static List<Board> log(List<BoardEvent> events) {
        List<Board> log = new ArrayList<>();
        for (BoardEvent event : events) log.add(new Board("epoch", log.size() + 1, 1, event));
        return log;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sessionsStandInTheOrderInWhichTheyWereFirstListed(long seed) {
        Random random = new Random(seed);
        Map<SessionId, SessionListed> expected = new LinkedHashMap<>();
        List<BoardEvent> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            SessionListed session = listed(random.nextInt(60), "title " + i);
            if (random.nextInt(4) == 0) {
                events.add(new BoardEvent.SessionDeleted(RequestId.fresh(), session.sessionId()));
                expected.remove(session.sessionId());
            } else {
                events.add(session);
                expected.put(session.sessionId(), session);
            }
        }
        List<Board> log = log(events);
        BoardView half = fold(BoardView.EMPTY, log.subList(0, 150));
        List<SessionListed> before = List.copyOf(half.sessions().values());
        BoardView whole = fold(half, log.subList(150, 300));

        assertThat(List.copyOf(whole.sessions().values()))
                .as("seed %d", seed)
                .isEqualTo(List.copyOf(expected.values()));
        assertThat(whole.sessions()).as("seed %d", seed).isEqualTo(expected);
        assertThat(List.copyOf(half.sessions().values()))
                .as("seed %d: what was folded stays as it was", seed)
                .isEqualTo(before);
        assertThat(whole).isEqualTo(fold(BoardView.EMPTY, log));
    }

    @Test
    void nobodyCanChangeAView() {
        BoardView view = BoardView.EMPTY.apply(new Board("epoch", 1, 1, listed(1, "One")));
        assertThatThrownBy(() -> view.sessions().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> view.sessions().values().iterator().remove())
                .isInstanceOfAny(UnsupportedOperationException.class, IllegalStateException.class);
    }

    @Test
    void manyThousandsOfSessionsCostLittleEach() {
        int many = 20_000;
        List<BoardEvent> events = new ArrayList<>();
        for (int i = 0; i < many; i++) events.add(listed(i, "One"));
        for (int i = 0; i < many; i++) events.add(listed(i, "Two"));
        List<Board> log = log(events);
        // Copying all of them for each event would take minutes.
        BoardView view = Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> fold(BoardView.EMPTY, log));
        assertThat(view.sessions()).hasSize(many);
        assertThat(view.sessions().values().iterator().next().title()).isEqualTo("Two");
    }
}
