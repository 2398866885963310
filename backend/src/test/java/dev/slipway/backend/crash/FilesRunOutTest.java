package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Footing;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.backend.ws.RawSocket;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real backend that has as many connections as it may have files, or more, none of which says who it is: what
/// is under way goes on, and it listens as before when they are gone.
class FilesRunOutTest {
    private static final int FILES = 600;
    private static final int CONNECTIONS = 700;
    private static final byte[] NO_FRAME = {(byte) 0x8f, (byte) 0x80, 0, 0, 0, 0};
    private static final int POLICY = 1008;
    private static final int TRY_AGAIN_LATER = 1013;

    @TempDir
    Path root;

    private final FakeVendor vendor = new FakeVendor().always(Replies::working);

    FilesRunOutTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        vendor.close();
    }

    private Map<String, String> settings() {
        return Map.of("OPENAI_BASE_URL", vendor.url() + "/v1");
    }

    @Test
    void aBackendThatMayOpenNoMoreListensAgainWhenItMay() throws Exception {
        List<String> few = List.of("prlimit", "--nofile=" + FILES + ":" + FILES);
        List<Socket> silent = new ArrayList<>();
        try (BackendProcess backend = BackendProcess.start(PackedBackend.make(), root, settings(), 0, few);
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
            inside.await("who was in sees it all", w -> w.count(TurnFinished.class) == 3);
            before.awaitRegained("when they are gone");
            try (RawSocket bad = new RawSocket(backend.backend().url())) {
                bad.bytes(NO_FRAME);
                bad.read();
            }
            assertThat(backend.log()).as("what comes fills no log").doesNotContain("OpCode");
        } finally {
            for (Socket each : silent) each.close();
        }
    }

    /// As many as fit beside the test's own ends of them.
    @Test
    @Tag("long")
    void tenThousandWhoNeverSayHelloAreSentAwayWhileOthersComeIn() throws Exception {
        List<RawSocket> silent = new ArrayList<>();
        try (BackendProcess backend = BackendProcess.start(PackedBackend.make(), root, settings());
                Witness inside = new Witness(backend.backend())) {
            SessionId session = inside.begin(inside.sample(root));
            works(inside, session);
            Footing before = Footing.of(backend.pid());
            for (int i = 0; i < 9_900; i++)
                silent.add(new RawSocket(backend.backend().url()));
            try (Witness later = new Witness(backend.backend())) {
                later.follow(session);
                works(later, session);
            }
            for (RawSocket each : silent) assertThat(endOf(each)).isIn(POLICY, TRY_AGAIN_LATER);
            works(inside, session);
            before.awaitRegained("when they are gone");
        } finally {
            for (RawSocket each : silent) each.close();
        }
    }

    private static int endOf(RawSocket socket) throws IOException {
        for (RawSocket.Frame frame = socket.read(); frame != null; frame = socket.read())
            if (frame.opcode() == RawSocket.CLOSE) return frame.closeCode();
        return 0;
    }

    private static void works(Witness witness, SessionId session) {
        RequestId request = RequestId.fresh();
        ServerMessage answer =
                witness.ask(new ClientMessage.SubmitPrompt(request, session, "echo more >> log", null, null));
        long at = ((Logged) answer).seq();
        witness.await(
                "its turn ends",
                w -> w.events().stream().anyMatch(l -> l.seq() > at && l.event() instanceof TurnFinished));
    }
}
