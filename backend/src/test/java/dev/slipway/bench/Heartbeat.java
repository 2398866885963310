package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Says on behalf of clients that they are still there, as the protocol wants it.
final class Heartbeat implements AutoCloseable {
    private static final int EVERY_S = 30;

    private final List<RawSocket> sockets;
    private final String message = Json.text(new ClientMessage.Heartbeat());
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("heartbeat").factory());

    private Heartbeat(List<RawSocket> sockets) {
        this.sockets = List.copyOf(sockets);
    }

    static Heartbeat of(List<RawSocket> sockets) {
        Heartbeat heartbeat = new Heartbeat(sockets);
        heartbeat.clock.scheduleAtFixedRate(heartbeat::beat, EVERY_S, EVERY_S, TimeUnit.SECONDS);
        return heartbeat;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void beat() {
        for (RawSocket socket : sockets) {
            try {
                socket.send(message);
            } catch (IOException e) {
                // Closed; whoever waits for it will hear.
            }
        }
    }
}
