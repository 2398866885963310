package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.client.FakeBackend.Visit;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every command is answered once, by its event or a refusal, whatever happens to the connection.
class CommandsTest {
    private static final SessionId ID = RandomSession.ID;

    private final FakeBackend backend = new FakeBackend();
    private final SlipwayClient client = backend.client();

    @AfterEach
    void close() throws IOException {
        client.close();
        backend.close();
    }

    @Test
    void aCommandIsAnsweredByTheEventWithItsRequestId() throws Exception {
        ClientMessage.SubmitPrompt prompt = prompt("Do it");
        CompletableFuture<ServerMessage> answer = client.send(prompt);
        Visit visit = backend.visit();
        assertThat(visit.hear()).isEqualTo(prompt);
        visit.say(queued(3, RequestId.fresh()), queued(4, prompt.requestId()));
        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo(queued(4, prompt.requestId()));
    }

    @Test
    void oneThatWasNotAnsweredIsSaidAgainUnderItsOldIdAndAnsweredOnce() throws Exception {
        ClientMessage.SubmitPrompt prompt = prompt("Do it");
        AtomicInteger answers = new AtomicInteger();
        CompletableFuture<ServerMessage> answer = client.send(prompt);
        answer.whenComplete((event, no) -> answers.incrementAndGet());
        Visit first = backend.visit();
        first.hear();
        first.drop();
        Visit second = backend.visit();
        assertThat(second.hear()).isEqualTo(prompt);
        second.say(queued(4, prompt.requestId()), queued(4, prompt.requestId()));
        answer.get(60, TimeUnit.SECONDS);
        second.drop();
        ClientMessage.SubmitPrompt next = prompt("And that");
        client.send(next);
        assertThat(backend.visit().hear()).isEqualTo(next);
        assertThat(answers).hasValue(1);
    }

    @Test
    void unansweredOnesAreSaidAgainInTheirOrder() throws Exception {
        List<ClientMessage> said = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            ClientMessage.SubmitPrompt prompt = prompt("The " + i + "th");
            said.add(prompt);
            client.send(prompt);
        }
        backend.visit().drop();
        Visit second = backend.visit();
        List<ClientMessage> heard = new ArrayList<>();
        while (heard.size() < 50) heard.add(second.hear());
        assertThat(heard).isEqualTo(said);
    }

    @Test
    void aRefusalFailsItsCommandOnlyAndEndsNoFollowing() throws Exception {
        Reader reader = new Reader();
        client.follow(ID, null, reader);
        Visit visit = backend.visit();
        visit.hear(ClientMessage.Subscribe.class);
        visit.say(new ServerMessage.Subscribed(ID, "e", 0, 0), new ServerMessage.CaughtUp(ID, "e", 0));
        ClientMessage.SubmitPrompt prompt = prompt("Do it");
        CompletableFuture<ServerMessage> refused = client.send(prompt);
        CompletableFuture<ServerMessage> other = client.send(prompt("Do that"));
        visit.hear();
        visit.hear();
        ServerMessage no =
                new ServerMessage.Rejected(prompt.requestId(), ID, ErrorCode.not_found, "There is no session " + ID);
        visit.say(no, no);
        assertThatThrownBy(() -> refused.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(RejectedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.not_found);
                    assertThat(e).hasMessage("There is no session " + ID);
                });
        visit.say(new Logged(ID, "e", 1, 1, new SessionEvent.Unknown()));
        reader.awaitSeq("the next event", 1);
        assertThat(reader.failures()).isEmpty();
        assertThat(other).isNotDone();
    }

    @Test
    void whatIsUnansweredAtTheCloseFailsAndWhatIsAskedLaterToo() throws Exception {
        CompletableFuture<ServerMessage> unanswered = client.send(prompt("Do it"));
        CompletableFuture<?> reading = client.readBefore(ID, 7, 1);
        backend.visit();
        client.close();
        for (CompletableFuture<?> one : List.of(unanswered, reading, client.send(prompt("More"))))
            assertThatThrownBy(() -> one.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .rootCause()
                    .hasMessage("the connection was closed");
        client.close();
    }

    @Test
    void manyAtOnceAreSentAtAPaceThatABackendTakes() throws Exception {
        Visit visit = backend.visit();
        long began = System.nanoTime();
        for (int i = 0; i < 900; i++) client.send(prompt("The " + i + "th"));
        for (int i = 0; i < 900; i++)
            assertThat(visit.hear(ClientMessage.SubmitPrompt.class).text()).isEqualTo("The " + i + "th");
        assertThat(System.nanoTime() - began).isGreaterThan(500_000_000L);
    }

    private static ClientMessage.SubmitPrompt prompt(String text) {
        return new ClientMessage.SubmitPrompt(RequestId.fresh(), ID, text, null, null);
    }

    private static Logged queued(long seq, RequestId request) {
        Person ada = new Person("Ada", "ada@example.org");
        return new Logged(
                ID,
                "epoch",
                seq,
                1,
                new SessionEvent.PromptQueued(request, new PromptId("prompt1"), ada, "Do it", null, null));
    }
}
