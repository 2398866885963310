package dev.slipway.backend.crash;

import dev.slipway.client.ConnectionListener;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// A client that remembers everything it was shown. Its accounts are read when its backend is gone, or at rest.
public final class Witness implements AutoCloseable, SessionListener {
    private final SlipwayClient client;
    private final List<Logged> events = new ArrayList<>();
    private final Map<BlockId, String> streamed = new LinkedHashMap<>();
    private int caughtUp;

    public Witness(LocalBackend backend) {
        client = SlipwayClient.open(backend, "test", "1", ConnectionListener.NONE);
    }

    public ServerMessage ask(ClientMessage.Command command) {
        try {
            return client.send(command).get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(command + " was not answered", e);
        }
    }

    /// The sample repository, once the backend over that folder has made it.
    RepositoryName sample(Path root) {
        Path sample = root.resolve("state/sample");
        await("the sample is there", w -> Files.exists(sample.resolve(".git")));
        ServerMessage added = ask(new RepositoryCommand.AddRepository(RequestId.fresh(), sample.toString(), null));
        return ((BoardEvent.RepositoryAdded) ((ServerMessage.Board) added).event())
                .repository()
                .name();
    }

    /// A session on that repository, followed from its beginning.
    SessionId begin(RepositoryName repository) {
        ServerMessage made = ask(new ClientMessage.CreateSession(RequestId.fresh(), repository, null, null));
        SessionId session = ((Logged) made).sessionId();
        follow(session);
        return session;
    }

    public SlipwayClient client() {
        return client;
    }

    public void follow(SessionId session) {
        client.follow(session, null, this);
    }

    /// As [#follow], and knows all that was there when it returns.
    void catchUp(SessionId session) {
        int before = caughtUp();
        follow(session);
        await("all that was there is known", w -> w.caughtUp() > before);
    }

    private synchronized int caughtUp() {
        return caughtUp;
    }

    @Override
    public synchronized void caughtUp(long head) {
        caughtUp++;
    }

    @Override
    public synchronized void logged(Logged logged) {
        events.add(logged);
    }

    @Override
    public synchronized void delta(ServerMessage.Delta delta) {
        if (delta.kind() != BlockKind.output) streamed.merge(delta.blockId(), delta.text(), String::concat);
    }

    @Override
    public synchronized void draft(ServerMessage.Draft draft) {
        if (draft.kind() != BlockKind.output) streamed.put(draft.blockId(), draft.text());
    }

    @Override
    public void failed(ErrorCode code, String message) {
        throw new IllegalStateException(code + ": " + message);
    }

    public synchronized List<Logged> events() {
        return List.copyOf(events);
    }

    /// The seq of the newest event; the events are those from 1 on.
    public synchronized long head() {
        return events.isEmpty() ? 0 : events.getLast().seq();
    }

    public synchronized List<Logged> events(SessionId session) {
        return events.stream()
                .filter(logged -> logged.sessionId().equals(session))
                .toList();
    }

    public synchronized <E extends SessionEvent> List<E> all(Class<E> kind) {
        return events.stream()
                .map(Logged::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    public int count(Class<? extends SessionEvent> kind) {
        return all(kind).size();
    }

    public <E extends SessionEvent> E last(Class<E> kind) {
        return all(kind).getLast();
    }

    /// The text that was shown of each block as it streamed.
    public synchronized Map<BlockId, String> streamed() {
        return Map.copyOf(streamed);
    }

    public void await(String what, Predicate<Witness> condition) {
        // Tyrus throws on threads of its own when a connection is killed while it is being closed.
        Awaitility.await(what)
                .dontCatchUncaughtExceptions()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> condition.test(this));
    }

    @Override
    public void close() {
        client.close();
    }
}
