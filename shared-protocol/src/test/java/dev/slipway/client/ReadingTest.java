package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.client.FakeBackend.Visit;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Output;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.ServerMessage.Rejected;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Reading back in a log and in outputs: questions without a request id, answered in order.
class ReadingTest {
    private static final SessionId ID = RandomSession.ID;
    private static final SessionId OTHER = new SessionId("another01");
    private static final BlockId BLOCK = new BlockId("mwua8e7b9p0ds");
    private static final List<Logged> LOG = RandomSession.log(1, 20);

    private final FakeBackend backend = new FakeBackend();
    private final SlipwayClient client = backend.client();

    @AfterEach
    void close() throws IOException {
        client.close();
        backend.close();
    }

    @Test
    void pagesComeToWhoAskedInTheOrderOfAsking() throws Exception {
        CompletableFuture<Page> late = client.readBefore(ID, 17, 3);
        CompletableFuture<Page> early = client.readBefore(ID, 9, 3);
        CompletableFuture<Page> other = client.readBefore(OTHER, 2, 1);
        Visit visit = backend.visit();
        assertThat(visit.hear()).isEqualTo(new ClientMessage.ReadBefore(ID, 17, 3));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.ReadBefore(ID, 9, 3));
        assertThat(visit.hear()).isEqualTo(new ClientMessage.ReadBefore(OTHER, 2, 1));
        visit.say(new Page(OTHER, "e", List.of()), page(9, 16), page(3, 8));
        assertThat(done(late)).isEqualTo(page(9, 16));
        assertThat(done(early)).isEqualTo(page(3, 8));
        assertThat(done(other).events()).isEmpty();
    }

    @Test
    void outputsComeToWhoAskedForThatPart() throws Exception {
        CompletableFuture<Output> second = client.readOutput(ID, BLOCK, 262_144);
        CompletableFuture<Output> first = client.readOutput(ID, BLOCK, 0);
        Visit visit = backend.visit();
        visit.hear();
        visit.hear();
        Output begin = new Output(ID, BLOCK, 0, "x".repeat(262_144), 262_144L, 300_000);
        Output end = new Output(ID, BLOCK, 262_144, "y".repeat(37_856), null, 300_000);
        visit.say(end, begin);
        assertThat(done(first)).isEqualTo(begin);
        assertThat(done(second)).isEqualTo(end);
    }

    @Test
    void aRefusalGoesToTheOldestQuestionOfItsSession() throws Exception {
        Reader reader = new Reader();
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        CompletableFuture<Page> page = client.readBefore(ID, 9, 3);
        CompletableFuture<Output> output = client.readOutput(ID, BLOCK, 0);
        CompletableFuture<Page> other = client.readBefore(OTHER, 9, 3);
        for (int i = 0; i < 3; i++) visit.hear();
        visit.say(new ServerMessage.Subscribed(ID, "epoch", 0, 1));
        visit.say(new Rejected(null, ID, ErrorCode.storage_failed, "No room is left."));
        visit.say(new Output(ID, BLOCK, 0, "", null, 0), new Page(OTHER, "e", List.of()));
        assertThatThrownBy(() -> done(page)).cause().isInstanceOf(RejectedException.class);
        assertThat(done(output).text()).isEmpty();
        done(other);
        visit.say(LOG.getFirst());
        reader.awaitSeq("the following goes on", 1);
        assertThat(reader.failures()).isEmpty();
    }

    @Test
    void aDraftThatIsGoneIsNoReasonToFailAnything() throws Exception {
        Reader reader = new Reader();
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.say(new ServerMessage.Subscribed(ID, "epoch", 0, 0), new ServerMessage.CaughtUp(ID, "epoch", 0));
        visit.say(new ServerMessage.Delta(ID, BLOCK, ServerMessage.BlockKind.answer, 40, "text"));
        visit.hear(ClientMessage.ReadDraft.class);
        CompletableFuture<Page> page = client.readBefore(ID, 9, 3);
        visit.hear(ClientMessage.ReadBefore.class);
        visit.say(new Rejected(null, ID, ErrorCode.conflict, "This text is complete."), page(1, 8), LOG.getFirst());
        assertThat(done(page)).isEqualTo(page(1, 8));
        reader.awaitSeq("the following goes on", 1);
        assertThat(reader.failures()).isEmpty();
    }

    @Test
    void aSubscriptionThatBreaksWhileItCatchesUpIsTold() throws Exception {
        Reader reader = new Reader();
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear();
        visit.say(new ServerMessage.Subscribed(ID, "epoch", 0, 20), LOG.getFirst());
        visit.say(new Rejected(null, ID, ErrorCode.internal, "The log can't be read."));
        org.awaitility.Awaitility.await().until(() -> reader.failures().equals(List.of(ErrorCode.internal)));
    }

    @Test
    void whatIsUnansweredAtADropIsAskedAgain() throws Exception {
        CompletableFuture<Page> page = client.readBefore(ID, 9, 3);
        Visit first = backend.visit();
        first.hear();
        first.drop();
        Visit second = backend.visit();
        assertThat(second.hear()).isEqualTo(new ClientMessage.ReadBefore(ID, 9, 3));
        second.say(page(1, 8));
        assertThat(done(page)).isEqualTo(page(1, 8));
        second.drop();
        client.readBefore(OTHER, 2, 2);
        assertThat(backend.visit().hear()).isEqualTo(new ClientMessage.ReadBefore(OTHER, 2, 2));
    }

    @Test
    void aReadingThatNobodyAnswersEndsInTime() throws Exception {
        Timing quick = new Timing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(20),
                Duration.ZERO,
                Duration.ofSeconds(2),
                Duration.ofMillis(2),
                Duration.ofMillis(10));
        backend.visit();
        try (SlipwayClient impatient = backend.client(quick, ConnectionListener.NONE)) {
            Visit visit = backend.visit();
            CompletableFuture<Page> slow = impatient.readBefore(ID, 9, 3);
            visit.hear();
            assertThatThrownBy(() -> done(slow)).rootCause().isInstanceOf(TimeoutException.class);
            CompletableFuture<Page> next = impatient.readBefore(ID, 17, 3);
            visit.hear();
            visit.say(page(1, 8), page(9, 16));
            assertThat(done(next))
                    .as("a late answer is not that to the next question")
                    .isEqualTo(page(9, 16));
        }
    }

    private static Page page(int first, int last) {
        return new Page(ID, "epoch", LOG.subList(first - 1, last));
    }

    private static <T> T done(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }
}
