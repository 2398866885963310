package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real backend that may open few files, and more connections than that which say nothing at all, not even what they
/// want: what is under way goes on, and it listens as before when they are gone.
class FilesRunOutTest {
    private static final int FILES = 600;
    private static final int CONNECTIONS = 700;

    @TempDir
    Path root;

    @Test
    void aBackendThatMayOpenNoMoreListensAgainWhenItMay() throws Exception {
        List<String> few = List.of("prlimit", "--nofile=" + FILES + ":" + FILES);
        List<Socket> silent = new ArrayList<>();
        try (BackendProcess backend =
                        BackendProcess.start(PackedBackend.make(), root, Map.of("SLIPWAY_MODEL", "rehearsal"), 0, few);
                Witness inside = new Witness(backend.backend())) {
            SessionId session = inside.begin(inside.sample(root));
            works(inside, session);
            Footing before = Footing.of(backend.pid());
            URI uri = URI.create(backend.backend().url());
            for (int i = 0; i < CONNECTIONS; i++) silent.add(new Socket(uri.getHost(), uri.getPort()));
            works(inside, session);
            for (Socket each : silent) each.close();
            try (Witness later = new Witness(backend.backend())) {
                later.follow(session);
                works(later, session);
            }
            assertThat(inside.count(TurnFinished.class)).isEqualTo(3);
            before.awaitRegained("when they are gone");
        } finally {
            for (Socket each : silent) each.close();
        }
    }

    private static void works(Witness witness, SessionId session) {
        RequestId request = RequestId.fresh();
        ServerMessage answer = witness.ask(new ClientMessage.SubmitPrompt(request, session, "Go on", null, null));
        long at = ((Logged) answer).seq();
        witness.await(
                "its turn ends",
                w -> w.events().stream().anyMatch(l -> l.seq() > at && l.event() instanceof TurnFinished));
    }
}
