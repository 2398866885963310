package dev.slipway.backend.ws;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions that know no end.
class RunawayTest {
    private static final String ON_AND_ON = "On and on.";
    private static final int FOLLOWERS = 40;

    @TempDir
    Path root;

    /// Where it is asked to, it never ends and never waits.
    private static final class Endless implements LanguageModel {
        private final Talker talker = Talker.saying("Hello");
        private final AtomicInteger running = new AtomicInteger();

        @Override
        public String id() {
            return talker.id();
        }

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public int contextTokens() {
            return talker.contextTokens();
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
            if (!request.messages().toString().contains(ON_AND_ON)) return talker.reply(request, listener);
            running.incrementAndGet();
            while (!Thread.interrupted()) listener.text(0, "on ");
            throw new InterruptedException();
        }
    }

    @Test
    void manyOfThemBeforeACrowdLetAnotherSessionWork() throws IOException {
        Endless model = new Endless();
        int runaways = 4 * Runtime.getRuntime().availableProcessors();
        List<Wire> crowd = new ArrayList<>();
        try (House house = House.open(root, model);
                Wire wire = Wire.greeted(house)) {
            SessionId other = house.session();
            wire.say(new ClientMessage.Subscribe(other, null, 0L, null));
            wire.await(ServerMessage.CaughtUp.class);
            SessionId followed = house.session();
            for (int i = 0; i < FOLLOWERS; i++) {
                Wire follower = Wire.greeted(house);
                crowd.add(follower);
                follower.say(new ClientMessage.Subscribe(followed, null, 0L, null));
            }
            house.prompt(followed, ON_AND_ON);
            for (int i = 1; i < runaways; i++) house.prompt(house.session(), ON_AND_ON);
            Awaitility.await("all of them talk")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> model.running.get() == runaways);
            for (int turn = 0; turn < 3; turn++) {
                house.prompt(other, "Hello?");
                int turns = turn + 1;
                Awaitility.await("the other's turn ends")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> wire.heard(Logged.class).stream()
                                        .filter(logged -> logged.event() instanceof SessionEvent.TurnFinished)
                                        .count()
                                == turns);
            }
            Awaitility.await("the crowd is told")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> crowd.stream()
                            .noneMatch(each ->
                                    each.heard(ServerMessage.Delta.class).isEmpty()));
            for (Wire follower : crowd) follower.close();
        }
    }
}
