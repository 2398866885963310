package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.SnapshotTaken;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Prompts, forks and undoes with a real backend that it kills in the midst of that. One thread.
final class PastKilling extends KillScene {
    private static final int LONGEST_MS = 400;
    /// So many files that they are moved and not copied.
    static final String MUCH = " && mkdir -p many-%d && cd many-%d && seq 2001 | xargs touch";

    /// @param root a folder of its own
    PastKilling(PackedBackend packed, Path root) throws IOException {
        super(packed, root);
    }

    void run(int kills, long seed) throws Exception {
        Random random = new Random(seed);
        start();
        session = begun();
        witness.follow(session);
        settle(session, "the beginning", "echo begun > log");
        for (int i = 0; i < kills; i++) {
            String moment = "seed " + seed + ", kill " + i;
            settle(session, moment + ": before it", null);
            ClientMessage.Command command = command(random, i);
            witness.client().send(command);
            long until = System.nanoTime() + random.nextInt(LONGEST_MS) * 1_000_000L;
            witness.await("the moment", w -> System.nanoTime() >= until);
            restart();
            ServerMessage answer = witness.ask(command);
            assertThat(witness.ask(command)).as(moment + ": a repeat").isEqualTo(answer);
            settle(session, moment, null);
            check(session, moment + ": " + command);
            if (command instanceof ClientMessage.ForkSession) {
                SessionId parent = session;
                SessionId fork = ((Logged) answer).sessionId();
                follow(fork);
                check(fork, moment + ": the fork");
                if (random.nextBoolean()) witness.ask(new ClientMessage.DeleteSession(RequestId.fresh(), parent));
                else follow(parent);
            }
        }
        restart();
    }

    private ClientMessage.Command command(Random random, int number) {
        List<TurnId> turns = witness.all(SnapshotTaken.class).stream()
                .map(SnapshotTaken::turnId)
                .toList();
        TurnId any = turns.get(random.nextInt(turns.size()));
        int which = random.nextInt(4);
        if (which == 0) return new ClientMessage.ForkSession(RequestId.fresh(), session, any);
        if (which == 1 && !any.equals(live().getLast()))
            return new ClientMessage.UndoTurns(RequestId.fresh(), session, any);
        String much = random.nextBoolean() ? MUCH.formatted(number, number) : "";
        return new ClientMessage.SubmitPrompt(
                RequestId.fresh(), session, "echo " + number + " >> log" + much, null, null);
    }
}
