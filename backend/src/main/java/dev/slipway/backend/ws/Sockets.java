package dev.slipway.backend.ws;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.json.Json;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open connections of `/v1/socket`, and what they share. Thread-safe; closed when the server stops.
public final class Sockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final long TELL_MS = 250;
    private static final int LARGEST_FRAME = 4 << 20;
    private static final int GOING_AWAY = 1001;
    private static final int TRY_AGAIN_LATER = 1013;
    private static final int MOST_CONNECTIONS = 5_000;

    private final Sessions sessions;
    private final People people;
    private final Function<Caller, ServerMessage.Welcome> welcome;
    private final int most;
    private final LongSupplier nanos;
    private final Presence presence;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("socket-clock").factory());

    public Sockets(Sessions sessions, People people, Function<Caller, ServerMessage.Welcome> welcome) {
        this(sessions, people, welcome, MOST_CONNECTIONS, System::nanoTime);
    }

    /// @param most connections at once
    Sockets(
            Sessions sessions,
            People people,
            Function<Caller, ServerMessage.Welcome> welcome,
            int most,
            LongSupplier nanos) {
        this.sessions = sessions;
        this.people = people;
        this.welcome = welcome;
        this.most = most;
        this.nanos = nanos;
        this.presence = new Presence(nanos);
        sessions.gate().onChange(() -> open.forEach(Connection::admitAgain));
        clock.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
        clock.scheduleWithFixedDelay(this::tellPresence, TELL_MS, TELL_MS, TimeUnit.MILLISECONDS);
    }

    public WsRouting.Builder routing() {
        return WsRouting.builder().endpoint("/v1/socket", () -> new Connection(this));
    }

    /// Loads the code that messages and routing take, so that it can be done beside the rest of a start.
    public static void load() {
        Json.text(new ServerMessage.HeartbeatAnswered());
        WsRouting.builder().endpoint("/", () -> new WsListener() {}).build();
    }

    /// What Helidon has to know of our frames.
    public static WsConfig protocol() {
        return WsConfig.builder().maxFrameLength(LARGEST_FRAME).build();
    }

    /// How many clients have said who they are.
    public int greeted() {
        return (int) open.stream().filter(Connection::isGreeted).count();
    }

    @Override
    public void close() {
        clock.shutdownNow();
        open.forEach(c -> c.end(GOING_AWAY, "the backend is going down"));
    }

    void opened(Connection connection) {
        open.add(connection);
        if (open.size() > most) makeRoom(connection);
    }

    /// Who has said nothing yet makes room, who has had most time for it first, so that those can't keep others out.
    /// One at a time, or two newcomers would send the same one away.
    private synchronized void makeRoom(Connection newest) {
        open.stream()
                .filter(Connection::isSilent)
                .min(Comparator.comparingLong(c -> c.openedAt() - newest.openedAt()))
                .orElse(newest)
                .end(TRY_AGAIN_LATER, "too many connections");
    }

    /// Now, by a clock that only goes forward.
    long nanos() {
        return nanos.getAsLong();
    }

    void closed(Connection connection) {
        open.remove(connection);
    }

    Optional<Caller> caller(String token) {
        return people.caller(token);
    }

    /// Who this is by now; empty where their token isn't valid any more.
    Optional<Caller> again(Caller caller) {
        return people.again(caller);
    }

    /// Pages that we serve ourselves come from loopback, by whatever port.
    boolean isOwnOrigin(String origin) {
        return origin.matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d{1,5})?");
    }

    ServerMessage.Welcome welcome(Caller caller) {
        return welcome.apply(caller);
    }

    Dialogue dialogue(Caller caller, ServerMessage.Welcome welcome, String client, Outbox outbox) {
        return new Dialogue(sessions, presence, caller, welcome.person(), client, outbox);
    }

    /// What it throws would end it for ever; so with [#tick].
    private void tellPresence() {
        try {
            presence.tell();
        } catch (RuntimeException e) {
            LOG.error("who is here could not be told", e);
        }
    }

    private void tick() {
        try {
            long now = nanos();
            open.forEach(c -> c.tick(now));
        } catch (RuntimeException e) {
            LOG.error("connections could not be looked at", e);
        }
    }
}
