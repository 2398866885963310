package dev.slipway.backend.ws;

import dev.slipway.backend.House;
import dev.slipway.backend.http.Server;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.ServerMessage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// A house's socket edge once more, on a port of its own: with a clock that the test puts forward, so that what takes
/// minutes is over at once, and with room for as many as the test says.
final class Edge implements AutoCloseable {
    private static final Person ADA = new Person("Ada", "ada@example.org");

    private final AtomicLong ahead = new AtomicLong();
    private final Sockets sockets;
    private final Server server;

    Edge(House house, int most) {
        sockets = new Sockets(
                house.sessions(),
                house.people(),
                caller -> new ServerMessage.Welcome(ClientMessage.PROTOCOL, ADA, "1", "test", true, null),
                most,
                () -> System.nanoTime() + ahead.get());
        server = Server.start(0, null, new Server.Edges(house.api()::setup, sockets::routing, Sockets.protocol()));
    }

    String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /// How many have said who they are and are still there.
    int greeted() {
        return sockets.greeted();
    }

    void passes(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    @Override
    public void close() {
        sockets.close();
        server.close();
    }
}
