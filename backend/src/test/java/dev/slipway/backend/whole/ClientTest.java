package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slipway.client.ConnectionListener;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.RejectedException;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The client against a real backend: what it reads back, and what it is told where it may not enter.
class ClientTest {
    private static final Map<String, String> REHEARSAL = Map.of("SLIPWAY_MODEL", "rehearsal");

    @TempDir
    Path root;

    @Test
    void aLogIsReadBackTurnByTurnAndAnOutputPartByPart() throws Exception {
        try (Scene scene = new Scene(root, REHEARSAL)) {
            SessionId session = scene.create();
            scene.prompt(session, "Do something");
            scene.await(TurnFinished.class, 1);
            scene.prompt(session, "Do more");
            scene.await(TurnFinished.class, 2);
            List<Logged> all = scene.witness().events();
            SlipwayClient client = scene.witness().client();
            long head = all.getLast().seq();

            ServerMessage.Page last = done(client.readBefore(session, head + 1, 1));
            assertThat(last.events().getFirst().event()).isInstanceOf(TurnStarted.class);
            assertThat(last.events())
                    .isEqualTo(all.subList((int) last.events().getFirst().seq() - 1, all.size()));
            ServerMessage.Page before =
                    done(client.readBefore(session, last.events().getFirst().seq(), 100));
            assertThat(before.events())
                    .isEqualTo(all.subList(0, (int) last.events().getFirst().seq() - 1));
            assertThat(done(client.readBefore(session, 1, 1)).events()).isEmpty();

            ToolFinished tool = scene.witness().all(ToolFinished.class).stream()
                    .filter(t -> t.outputBytes() > 4)
                    .findFirst()
                    .orElseThrow();
            ServerMessage.Output whole = done(client.readOutput(session, tool.blockId(), 0));
            assertThat(whole.totalBytes()).isEqualTo(tool.outputBytes());
            assertThat(whole.nextOffset()).isNull();
            assertThat(done(client.readOutput(session, tool.blockId(), 4)).text())
                    .isEqualTo(whole.text().substring(4));
            assertThatThrownBy(() -> done(client.readBefore(new SessionId("nosuchsession"), 1, 1)))
                    .rootCause()
                    .isInstanceOfSatisfying(
                            RejectedException.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.not_found));
        }
    }

    @Test
    void aWrongTokenIsRefusedInWordsAndOnce() throws Exception {
        try (Scene scene = new Scene(root, REHEARSAL)) {
            LocalBackend real = scene.backend().backend();
            LocalBackend wrong = new LocalBackend(real.url(), real.pid(), real.version(), "0".repeat(64));
            for (int i = 0; i < 10; i++) {
                List<String> told = new CopyOnWriteArrayList<>();
                ConnectionListener listener = (state, reason) -> told.add(state + " " + reason);
                try (SlipwayClient client = SlipwayClient.open(wrong, "test", "1", listener)) {
                    await().until(() -> told.size() >= 2);
                    assertThat(told).hasSize(2);
                    assertThat(told.getLast()).startsWith("refused This token opens nothing here.");
                }
            }
        }
    }

    private static <T> T done(CompletableFuture<T> answer) throws Exception {
        return answer.get(60, TimeUnit.SECONDS);
    }
}
