package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.MarkCommand.MarkSeen;
import dev.slipway.protocol.MarkCommand.MarkUnread;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is unread for whom, over real sockets: two clients of Ada's, one of Grace's, one of the operator's.
class UnreadTest {
    @TempDir
    Path root;

    private House house;
    private String adas;
    private String graces;
    private Window ada;
    private Window grace;
    private SessionId session;

    /// A client that watches the board.
    private static final class Window implements AutoCloseable {
        private final SlipwayClient client;
        private final Deque<BoardEvent.SessionSeen> told = new ConcurrentLinkedDeque<>();
        private volatile BoardView board = BoardView.EMPTY;
        private volatile boolean complete;

        Window(House house, String token) {
            client = SlipwayClient.open(house.url(), token, "test", "1", (state, reason) -> {});
            client.watch(new BoardListener() {
                @Override
                public void event(ServerMessage.Board event) {
                    board = board.apply(event);
                    if (event.event() instanceof BoardEvent.SessionSeen e) told.add(e);
                }

                @Override
                public void caughtUp(long head) {
                    complete = true;
                }

                @Override
                public void reset() {
                    board = BoardView.EMPTY;
                }
            });
            await("the board is there", () -> complete);
        }

        ServerMessage ask(ClientMessage.Command command) {
            return client.send(command).orTimeout(60, TimeUnit.SECONDS).join();
        }

        boolean unread(SessionId session) {
            return board.isUnread(session);
        }

        void prompt(SessionId session) {
            ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, "Go on", null, null));
        }

        void look(SessionId session, long upTo) {
            ask(new MarkSeen(RequestId.fresh(), session, upTo));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        adas = token("Ada");
        graces = token("Grace");
        ada = new Window(house, adas);
        grace = new Window(house, graces);
        session = ((ServerMessage.Logged)
                        ada.ask(new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null)))
                .sessionId();
    }

    @AfterEach
    void close() {
        ada.close();
        grace.close();
        house.close();
    }

    private String token(String name) {
        String email = name.toLowerCase() + "@example.org";
        house.people().add(new Person(name, email), false);
        return house.people().redeem(house.people().invite(email), "test").secret();
    }

    private static void await(String what, Callable<Boolean> is) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(is);
    }

    private long head() {
        return house.sessions().log(session).head();
    }

    private void turn(Window by) {
        int before = house.finished(session).size();
        by.prompt(session);
        await("the turn ended", () -> house.finished(session).size() > before);
    }

    /// Over everything that was told of the board until now.
    private void settled(Window window) throws IOException {
        long head = house.sessions().board().log().head();
        await("it was told", () -> window.board.seq() >= head);
    }

    @Test
    void aTurnsEndIsUnreadUntilOneClientOfThePersonHasSeenIt() throws IOException {
        try (Window other = new Window(house, adas)) {
            settled(ada);
            assertThat(ada.unread(session)).isFalse();
            turn(ada);
            await("it is unread in both", () -> ada.unread(session) && other.unread(session));
            other.look(session, head());
            await("it is read in both", () -> !ada.unread(session) && !other.unread(session));
            other.look(session, 1);
            settled(ada);
            assertThat(ada.unread(session)).as("by looking at its beginning").isFalse();
            other.ask(new MarkUnread(RequestId.fresh(), session));
            await("it is unread again", () -> ada.unread(session) && other.unread(session));
        }
    }

    @Test
    void onesOwnPromptIsNoNewsAndSomebodyElsesIs() throws Exception {
        turn(ada);
        ada.look(session, head());
        settled(grace);
        assertThat(grace.unread(session)).as("who never looked").isFalse();
        house.close();
        // From now on no turn ends.
        house = House.open(root, new Talker(List.of("Hello"), word -> new CountDownLatch(1).await()));
        reconnect();
        grace.prompt(session);
        await("Ada has it unread", () -> ada.unread(session));
        settled(grace);
        assertThat(grace.unread(session)).isFalse();
    }

    private void reconnect() {
        ada.close();
        grace.close();
        ada = new Window(house, adas);
        grace = new Window(house, graces);
    }

    @Test
    void whatIsGivenToSomebodyByNameIsUnreadForThem() {
        ada.ask(new SharingCommand.SetAccess(RequestId.fresh(), session, "Grace@example.org", Role.view));
        await("Grace has it unread", () -> grace.unread(session));
        grace.look(session, head());
        await("she has seen it", () -> !grace.unread(session));
        assertThat(ada.unread(session)).isFalse();
    }

    @Test
    void nobodyIsToldHowFarOthersHaveSeen() throws Exception {
        try (Window operator = new Window(house, House.TOKEN)) {
            turn(ada);
            grace.look(session, 2);
            ada.look(session, head());
            ada.ask(new MarkUnread(RequestId.fresh(), session));
            for (Window window : List.of(ada, grace, operator)) settled(window);
            assertThat(grace.told).extracting(BoardEvent.SessionSeen::seq).containsExactly(2L);
            assertThat(operator.told).isEmpty();
            try (Window fresh = new Window(house, House.TOKEN);
                    Window late = new Window(house, graces)) {
                assertThat(fresh.told).isEmpty();
                assertThat(late.told).extracting(BoardEvent.SessionSeen::seq).containsOnly(2L);
            }
        }
    }

    @Test
    void theOperatorHasMarksOfTheirOwn() throws Exception {
        try (Window operator = new Window(house, House.TOKEN);
                Window second = new Window(house, House.TOKEN)) {
            turn(operator);
            await("both have it unread", () -> operator.unread(session) && second.unread(session));
            second.look(session, head());
            await("both have it read", () -> !operator.unread(session) && !second.unread(session));
        }
    }

    @Test
    void marksSurviveARestartAndALostIndex() throws Exception {
        turn(ada);
        grace.look(session, head());
        ada.ask(new ClientMessage.ArchiveSession(RequestId.fresh(), session));
        Map<SessionId, Long> before = Map.copyOf(ada.board.seen());
        for (boolean lost : new boolean[] {false, true}) {
            house.close();
            if (lost)
                for (String file : List.of("index.db", "index.db-wal", "index.db-shm"))
                    Files.deleteIfExists(root.resolve("state").resolve(file));
            house = House.open(root, Talker.saying("Hello"));
            reconnect();
            await("Ada has it unread", () -> ada.unread(session));
            assertThat(ada.board.seen()).isEqualTo(before);
            settled(grace);
            assertThat(grace.board.seen()).containsKey(session);
            assertThat(grace.unread(session)).isFalse();
        }
    }

    @Test
    void marksGoWithTheirSession() throws Exception {
        turn(ada);
        grace.look(session, head());
        ada.ask(new ClientMessage.DeleteSession(RequestId.fresh(), session));
        await("it is gone", () -> !grace.board.sessions().containsKey(session));
        await("her mark is, too", () -> ada.board.seen().isEmpty());
        house.close();
        house = House.open(root, Talker.saying("Hello"));
        await(
                "its row is gone",
                () -> house.sessions().board().log().read(0, 1000).stream()
                        .noneMatch(entry -> entry.type().equals("marks_kept")));
        reconnect();
        assertThat(ada.board.seen()).isEmpty();
    }

    @Test
    void aRepeatedMarkChangesNothingAndNobodySeesIntoTheFuture() throws Exception {
        turn(ada);
        MarkSeen look = new MarkSeen(RequestId.fresh(), session, Long.MAX_VALUE);
        BoardEvent.SessionSeen seen = (BoardEvent.SessionSeen) ((ServerMessage.Board) ada.ask(look)).event();
        assertThat(seen.seq()).isLessThanOrEqualTo(head());
        assertThat(seen.requestId()).isEqualTo(look.requestId());
        ada.ask(new MarkUnread(RequestId.fresh(), session));
        ada.ask(look);
        settled(ada);
        assertThat(ada.unread(session)).isTrue();
        ada.look(session, head());
        turn(grace);
        await("there is news", () -> ada.unread(session));
    }
}
