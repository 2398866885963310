package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.List;

/// How long those wait who come to a long session at rest.
final class Waking {
    private static final int WARM_UP = 2;
    private static final String REFERENCE = "reading its whole history";

    private final Stage stage;
    private final Home home;
    private final ServerProcess backend;
    private final List<SessionId> sessions;

    /// @param sessions that this backend has not opened yet, nor left anything of beside their logs
    Waking(Stage stage, Home home, ServerProcess backend, List<SessionId> sessions) {
        this.stage = stage;
        this.home = home;
        this.backend = backend;
        this.sessions = sessions;
    }

    List<Figure> figures() throws IOException, InterruptedException {
        stage.say("waking sessions of " + Idle.EVENTS + " events");
        Samples replayed = new Samples();
        Samples woken = new Samples();
        Samples prompted = new Samples();
        try (Client client = Client.open(backend.port(), home.token())) {
            each(replayed, session -> follow(client, session));
            for (int round = 0; round < stage.times(4, 2); round++) each(woken, session -> follow(client, session));
            each(prompted, session -> prompt(client, session));
        }
        String what = "%,d events".formatted(Idle.EVENTS);
        return List.of(
                Figure.of(stage.bench(), "waking, " + what + ", followed", woken, REFERENCE, replayed),
                Figure.of(stage.bench(), "waking, " + what + ", prompt acknowledged", prompted, REFERENCE, replayed));
    }

    /// Takes nanoseconds.
    private interface Coming {
        long to(SessionId session) throws IOException, InterruptedException;
    }

    /// To all of them, one after the other; then all are at rest again.
    private void each(Samples samples, Coming coming) throws IOException, InterruptedException {
        for (int i = 0; i < sessions.size(); i++) {
            long took = coming.to(sessions.get(i));
            if (i >= WARM_UP) samples.addNanos(took);
        }
        Idle.awaitAsleep(backend);
    }

    /// Until it is told that it knows all, of which nothing is from before.
    private static long follow(Client client, SessionId session) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        client.say(new ClientMessage.Subscribe(session, null, null, 0));
        Client.Heard all = client.await("all", heard -> heard.message() instanceof ServerMessage.CaughtUp);
        client.say(new ClientMessage.Unsubscribe(session));
        return all.at() - startedAt;
    }

    /// Then its turn goes on to its end.
    private static long prompt(Client client, SessionId session) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        client.prompt(session, "Go on.");
        Client.Heard queued = client.awaitEvent(SessionEvent.PromptQueued.class);
        client.say(new ClientMessage.Subscribe(session, null, null, 1));
        client.awaitEvent(SessionEvent.TurnFinished.class);
        client.say(new ClientMessage.Unsubscribe(session));
        return queued.at() - startedAt;
    }
}
