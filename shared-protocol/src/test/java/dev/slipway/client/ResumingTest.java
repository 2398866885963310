package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.client.FakeBackend.Visit;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.CaughtUp;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Subscribed;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How a session is followed over whatever happens to the connection.
class ResumingTest {
    private static final SessionId ID = RandomSession.ID;
    private static final List<Logged> LOG = RandomSession.log(1, 20);
    private static final BlockId BLOCK = new BlockId("mwua8d3k20m5t");

    private final FakeBackend backend = new FakeBackend();
    private final SlipwayClient client = backend.client();
    private final Reader reader = new Reader();

    @AfterEach
    void close() throws IOException {
        client.close();
        backend.close();
    }

    @Test
    void afterADropItGoesOnBehindTheLastEvent() throws Exception {
        client.follow(ID, null, reader);
        Visit first = backend.visit();
        assertThat(first.hear()).isEqualTo(new ClientMessage.Subscribe(ID, null, null, null));
        first.say(new Subscribed(ID, "epoch", 0, 20));
        first.say(LOG.subList(0, 7).toArray(Logged[]::new));
        reader.awaitSeq("the first seven", 7);
        first.drop();

        Visit second = backend.visit();
        assertThat(second.hear()).isEqualTo(new ClientMessage.Subscribe(ID, "epoch", 7L, null));
        serve(second, 7, 20);
        reader.awaitSeq("the rest", 20);
        assertThat(reader.events()).isEqualTo(LOG);
    }

    @Test
    void aTailBeginsWhereTheServerSays() throws Exception {
        client.follow(ID, 2, reader);
        Visit visit = backend.visit();
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Subscribe(ID, null, null, 2));
        serve(visit, 15, 20);
        reader.awaitSeq("the tail", 20);
        assertThat(reader.seqs()).first().isEqualTo(16L);
    }

    @Test
    void aResetForgetsAndBeginsAgain() throws Exception {
        client.follow(ID, null, reader);
        Visit first = backend.visit();
        first.hear();
        serve(first, 0, 9);
        reader.awaitSeq("the old log", 9);
        first.drop();
        Visit second = backend.visit();
        second.hear();
        second.say(new ServerMessage.Reset(ID, "other", 3));
        assertThat(second.hear()).isEqualTo(new ClientMessage.Subscribe(ID, null, null, null));
        second.say(
                new Subscribed(ID, "other", 0, 1),
                new Logged(ID, "other", 1, 1, LOG.get(3).event()));
        second.say(new CaughtUp(ID, "other", 1));
        await().until(() -> reader.resets() == 1 && reader.seqs().equals(List.of(1L)));
        assertThat(reader.events().getFirst().epoch()).isEqualTo("other");
    }

    @Test
    void whoLagsSubscribesAgain() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 9);
        visit.say(new ServerMessage.Lagging(ID, 9));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Subscribe(ID, "epoch", 9L, null));
        serve(visit, 9, 20);
        reader.awaitSeq("the rest", 20);
    }

    @Test
    void whoIsLeftWhileItCatchesUpSubscribesAgain() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.say(new ServerMessage.Subscribed(ID, "epoch", 0, 20));
        visit.say(LOG.subList(0, 4).toArray(Logged[]::new));
        visit.say(new ServerMessage.Lagging(ID, 4));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Subscribe(ID, "epoch", 4L, null));
        visit.say(new ServerMessage.Lagging(ID, 4));
        serve(visit, 4, 20);
        reader.awaitSeq("the rest", 20);
        assertThat(visit.unheard())
                .as("what is of an older subscription asks nothing")
                .isEmpty();
    }

    @Test
    void aGapIsAskedForOnceHoweverManyEventsFollowIt() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 3);
        visit.say(LOG.subList(5, 15).toArray(Logged[]::new));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.Subscribe(ID, "epoch", 3L, null));
        serve(visit, 3, 20);
        reader.awaitSeq("all of it", 20);
        assertThat(visit.unheard()).isEmpty();
        assertThat(reader.events()).isEqualTo(LOG);
    }

    @Test
    void aLogThatLacksAnEventIsNotAskedForWithoutEnd() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 3);
        visit.say(LOG.get(5));
        while (visit.hear() instanceof ClientMessage.Subscribe) serve(visit, 5, 20);
        await().until(() -> reader.failures().equals(List.of(ErrorCode.internal)));
        assertThat(reader.seqs()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void anAnswerAheadOfItsPlaceDoesNotDisturbTheCatchingUp() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.say(LOG.get(11), new Subscribed(ID, "epoch", 0, 20), LOG.get(0), LOG.get(12), LOG.get(1));
        visit.say(LOG.subList(2, 20).toArray(Logged[]::new));
        visit.say(new CaughtUp(ID, "epoch", 20));
        reader.awaitSeq("all of it", 20);
        assertThat(visit.unheard()).isEmpty();
        assertThat(reader.events()).isEqualTo(LOG);
    }

    @Test
    void whoFollowsAnewIsToldItsOwnTailAndNotThatOfTheOneBefore() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 20);
        reader.awaitSeq("all of it", 20);

        Reader third = new Reader();
        client.follow(ID, 1, new Reader());
        client.unfollow(ID);
        client.follow(ID, null, third);
        visit.hear(ClientMessage.Subscribe.class);
        visit.hear(ClientMessage.Unsubscribe.class);
        visit.hear(ClientMessage.Subscribe.class);
        serve(visit, 18, 20);
        serve(visit, 0, 20);
        third.awaitSeq("all of it for the third", 20);
        assertThat(third.events()).isEqualTo(LOG);
    }

    @Test
    void aRefusedSubscriptionIsToldAndEnds() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.say(new ServerMessage.Rejected(null, ID, ErrorCode.too_much, "One connection follows 1000 at most."));
        await().until(() -> reader.failures().equals(List.of(ErrorCode.too_much)));
        visit.drop();
        assertThat(backend.visit().unheard()).isEmpty();
    }

    @Test
    void aGapInATextIsFilledByTheWholeOfIt() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 3);
        visit.say(delta(0, "The ship "), delta(5, "ship is"), delta(20, "slip"), delta(24, "way"));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.ReadDraft(ID, BLOCK));
        visit.say(new ServerMessage.Draft(ID, BLOCK, BlockKind.answer, 0, "The ship is on the slipway"));
        visit.say(delta(26, "."));
        await().until(() -> reader.text(BLOCK).equals("The ship is on the slipway."));
        assertThat(visit.unheard()).isEmpty();
        assertThat(reader.complaints()).isEmpty();
    }

    @Test
    void aDraftThatComesAfterItsFinalEventIsNotShownAgain() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 3);
        visit.say(delta(7, "late"));
        visit.hear(ClientMessage.ReadDraft.class);
        visit.say(new Logged(ID, "epoch", 4, 1, new SessionEvent.AnswerFinished(new TurnId("turn00"), BLOCK, "All")));
        visit.say(new ServerMessage.Draft(ID, BLOCK, BlockKind.answer, 0, "Al"));
        visit.say(new Logged(ID, "epoch", 5, 1, new SessionEvent.Unknown()));
        reader.awaitSeq("the event behind it", 5);
        assertThat(reader.text(BLOCK)).isEmpty();
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheConnection() throws Exception {
        client.follow(new SessionId("another01"), null, logged -> {
            throw new IllegalStateException("a listener's own fault");
        });
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.hear();
        visit.say(new Subscribed(new SessionId("another01"), "e", 0, 1));
        visit.say(
                new Logged(new SessionId("another01"), "e", 1, 1, LOG.getFirst().event()));
        serve(visit, 0, 20);
        reader.awaitSeq("the other session", 20);
    }

    @Test
    void whatCanNotBeReadIsMissedAndAskedForAgain() throws Exception {
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        serve(visit, 0, 3);
        visit.sayText("{\"type\":\"logged\",\"sessionId\":\"" + ID + "\",\"epoch\":\"epoch\",\"seq\":4}");
        visit.sayText("{\"type\":\"weather\",\"sky\":\"blue\"}");
        visit.sayText("no JSON at all");
        visit.say(LOG.get(4));
        visit.hear(ClientMessage.Subscribe.class);
        serve(visit, 3, 20);
        reader.awaitSeq("all of it", 20);
    }

    private static ServerMessage.Delta delta(long offset, String text) {
        return new ServerMessage.Delta(ID, BLOCK, BlockKind.answer, offset, text);
    }

    private static void serve(Visit visit, int after, int head) throws IOException {
        visit.say(new Subscribed(ID, "epoch", after, head));
        visit.say(LOG.subList(after, head).toArray(Logged[]::new));
        visit.say(new CaughtUp(ID, "epoch", head));
    }
}
