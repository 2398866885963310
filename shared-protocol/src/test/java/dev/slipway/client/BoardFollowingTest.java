package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.client.FakeBackend.Visit;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Board;
import dev.slipway.protocol.ServerMessage.CaughtUp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The board may have gaps until it has caught up, and yet nothing of it may be lost.
class BoardFollowingTest {
    private static final RequestId REQUEST = RequestId.fresh();

    private final FakeBackend backend = new FakeBackend();
    private final SlipwayClient client = backend.client();
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() {
        client.watch(new BoardListener() {
            @Override
            public void event(Board board) {
                told.add(String.valueOf(board.seq()));
            }

            @Override
            public void caughtUp(long head) {
                told.add("head " + head);
            }

            @Override
            public void reset() {
                told.add("reset");
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        backend.close();
    }

    @Test
    void itIsToldWithItsGapsAndThenWithoutAny() throws Exception {
        Visit visit = backend.visit();
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Watch(null, null));
        visit.say(event(3), event(7), event(8), new CaughtUp(null, "b", 11), event(12));
        awaitTold("3", "7", "8", "head 11", "12");
        visit.drop();
        Visit next = backend.visit();
        assertThat(next.hear()).isEqualTo(new ClientMessage.Watch("b", 12L));
        next.say(new CaughtUp(null, "b", 12), event(13));
        awaitTold("3", "7", "8", "head 11", "12", "head 12", "13");
    }

    @Test
    void anAnswerAheadOfItsPlaceHidesNothing() throws Exception {
        CompletableFuture<ServerMessage> added =
                client.send(new RepositoryCommand.AddRepository(REQUEST, "/home/ada/hello", null));
        Visit visit = backend.visit();
        visit.hear(ClientMessage.Watch.class);
        visit.hear(RepositoryCommand.AddRepository.class);
        visit.say(event(1), answer(5), event(2), event(4), answer(5), event(6), new CaughtUp(null, "b", 6));
        assertThat(added.get(60, TimeUnit.SECONDS)).isEqualTo(answer(5));
        awaitTold("1", "2", "4", "5", "6", "head 6");
    }

    @Test
    void afterAGapWhatTheOldWatchingStillSendsHidesNothing() throws Exception {
        Visit visit = backend.visit();
        visit.hear(ClientMessage.Watch.class);
        visit.say(new CaughtUp(null, "b", 10), event(12), event(13));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Watch("b", 10L));
        visit.say(event(14), event(11), event(12), event(13), event(14), new CaughtUp(null, "b", 14), event(15));
        awaitTold("head 10", "11", "12", "13", "14", "head 14", "15");
        assertThat(visit.unheard()).isEmpty();
    }

    @Test
    void whoLagsWatchesAgainOnce() throws Exception {
        Visit visit = backend.visit();
        visit.hear(ClientMessage.Watch.class);
        visit.say(new CaughtUp(null, "b", 10), new ServerMessage.Lagging(null, 10), new ServerMessage.Lagging(null, 9));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Watch("b", 10L));
        visit.say(event(11), new CaughtUp(null, "b", 11));
        awaitTold("head 10", "11", "head 11");
        assertThat(visit.unheard()).isEmpty();
    }

    @Test
    void aResetForgetsAndBeginsAgain() throws Exception {
        Visit visit = backend.visit();
        visit.hear(ClientMessage.Watch.class);
        visit.say(event(1), new CaughtUp(null, "b", 1));
        awaitTold("1", "head 1");
        visit.drop();
        Visit next = backend.visit();
        next.hear(ClientMessage.Watch.class);
        next.say(new ServerMessage.Reset(null, "c", 2));
        assertThat(next.hear()).isEqualTo(new ClientMessage.Watch(null, null));
        next.say(event(1), event(2), new CaughtUp(null, "c", 2));
        awaitTold("1", "head 1", "reset", "1", "2", "head 2");
    }

    @Test
    void itIsWatchedByOneListenerOnly() {
        assertThatThrownBy(() -> client.watch(board -> {})).hasMessage("the board is watched already");
    }

    private void awaitTold(String... all) {
        await().untilAsserted(() -> assertThat(new ArrayList<>(told)).containsExactly(all));
    }

    private static Board event(long seq) {
        return new Board("b", seq, 1, new BoardEvent.Unknown());
    }

    private static Board answer(long seq) {
        Repository hello = new Repository(new RepositoryName("hello"), "/home/ada/hello");
        return new Board("b", seq, 1, new BoardEvent.RepositoryAdded(REQUEST, hello));
    }
}
