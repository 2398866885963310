package dev.slipway.client;

import dev.slipway.client.FakeSocketServer.Peer;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A backend with one session whose log grows to `length` events, half of them texts that stream first. At
/// random it drops the connection, lets the client lag, leaves out an event or a piece of text, or runs a
/// command and drops before it answers. One connection at a time.
final class UnreliableBackend implements AutoCloseable {
    private final Random random;
    private final int length;
    private final List<Logged> log = new CopyOnWriteArrayList<>();
    private final AtomicInteger drops = new AtomicInteger();
    private final Map<RequestId, Logged> answers = new HashMap<>();
    private final FakeSocketServer server = new FakeSocketServer(this::serve);

    UnreliableBackend(long seed, int length) {
        this.random = new Random(seed);
        this.length = length;
        for (int i = random.nextInt(length); i > 0; i--) append(new SessionEvent.Unknown());
    }

    FakeSocketServer server() {
        return server;
    }

    List<Logged> log() {
        return List.copyOf(log);
    }

    int drops() {
        return drops.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static final class Dropped extends IOException {}

    private synchronized void serve(Peer peer) throws IOException {
        peer.receive();
        peer.send(Json.text(FakeBackend.WELCOME));
        for (String text = peer.receive(); text != null; text = peer.receive()) {
            switch (Json.read(text, ClientMessage.class)) {
                case ClientMessage.Subscribe m -> follow(peer, m.after() == null ? 0 : m.after());
                case ClientMessage.SubmitPrompt m -> submit(peer, m);
                case ClientMessage.ReadDraft m -> readDraft(peer, m);
                default -> {}
            }
        }
    }

    private void submit(Peer peer, ClientMessage.SubmitPrompt prompt) throws IOException {
        Logged answer = answers.get(prompt.requestId());
        if (answer == null) {
            answer = append(new SessionEvent.PromptQueued(
                    prompt.requestId(),
                    PromptId.fresh(),
                    new Person("Ada", "ada@example.org"),
                    prompt.text(),
                    null,
                    null));
            answers.put(prompt.requestId(), answer);
        }
        mayDrop(peer, 0.3);
        say(peer, answer);
    }

    private void readDraft(Peer peer, ClientMessage.ReadDraft question) throws IOException {
        say(peer, new ServerMessage.Draft(question.sessionId(), question.blockId(), BlockKind.answer, 0, ""));
    }

    /// What is there, and then some more that happens meanwhile.
    private void follow(Peer peer, long after) throws IOException {
        say(peer, new ServerMessage.Subscribed(RandomSession.ID, "epoch", after, log.size()));
        for (Logged logged : List.copyOf(log.subList((int) after, log.size()))) tell(peer, logged);
        say(peer, new ServerMessage.CaughtUp(RandomSession.ID, "epoch", log.size()));
        while (log.size() < length) {
            if (chance(0.03)) {
                say(peer, new ServerMessage.Lagging(RandomSession.ID, log.size()));
                append(new SessionEvent.Unknown());
                return;
            }
            if (random.nextBoolean()) stream(peer);
            else tell(peer, append(new SessionEvent.Unknown()));
        }
    }

    private void stream(Peer peer) throws IOException {
        BlockId block = BlockId.fresh();
        StringBuilder whole = new StringBuilder();
        for (int pieces = random.nextInt(1, 8); pieces > 0; pieces--) {
            String text = "word " + random.nextInt(100) + " ";
            if (!chance(0.1))
                say(peer, new ServerMessage.Delta(RandomSession.ID, block, BlockKind.answer, whole.length(), text));
            whole.append(text);
            mayDrop(peer, 0.02);
        }
        tell(peer, append(new SessionEvent.AnswerFinished(new TurnId("turn00"), block, whole.toString())));
    }

    private void tell(Peer peer, Logged logged) throws IOException {
        mayDrop(peer, 0.02);
        // The newest of all is told, or nobody could notice that it is missing.
        if (logged.seq() >= length || !chance(0.02)) say(peer, logged);
    }

    private void mayDrop(Peer peer, double probability) throws IOException {
        if (!chance(probability)) return;
        drops.incrementAndGet();
        peer.drop();
        throw new Dropped();
    }

    private Logged append(SessionEvent event) {
        Logged logged = new Logged(RandomSession.ID, "epoch", log.size() + 1, 1, event);
        log.add(logged);
        return logged;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private static void say(Peer peer, ServerMessage message) throws IOException {
        peer.send(Json.text(message));
    }
}
