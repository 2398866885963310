package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whoever drops and resumes sees 1 … n, and a command said again adds nothing.
class ResumingPropertyTest {

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void allIsToldInOrderOnceWhateverTheConnectionDoes(long seed) throws Exception {
        try (UnreliableBackend backend = new UnreliableBackend(seed, 150);
                SlipwayClient client = SlipwayClient.open(
                        backend.server().uri(), FakeBackend.HELLO, FakeBackend.QUICK, ConnectionListener.NONE)) {
            Reader reader = new Reader();
            client.follow(RandomSession.ID, null, reader);
            Map<RequestId, CompletableFuture<ServerMessage>> sent = new LinkedHashMap<>();
            for (int i = 0; i < 5; i++) {
                RequestId request = RequestId.fresh();
                sent.put(
                        request,
                        client.send(new ClientMessage.SubmitPrompt(request, RandomSession.ID, "The " + i, null, null)));
            }
            for (CompletableFuture<ServerMessage> answer : sent.values()) answer.get(60, TimeUnit.SECONDS);
            reader.awaitSeq("seed " + seed + ", " + backend.drops() + " drops", 150);
            List<Logged> log = backend.log();
            reader.awaitSeq("seed " + seed + ", the last of " + log.size(), log.size());

            assertThat(reader.events()).as("seed %d", seed).isEqualTo(log);
            assertThat(prompts(log)).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(sent.keySet());
            sent.forEach((request, answer) -> assertThat(
                            ((Logged) answer.join()).event().requestId())
                    .as("seed %d", seed)
                    .isEqualTo(request));
        }
    }

    private static List<RequestId> prompts(List<Logged> log) {
        List<RequestId> prompts = new ArrayList<>();
        for (Logged logged : log) if (logged.event() instanceof SessionEvent.PromptQueued p) prompts.add(p.requestId());
        return prompts;
    }
}
