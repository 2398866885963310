package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.events.Entry;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Subscribed;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever drops at any point and comes back sees 1, 2, 3 … without gap or repeat.
class ResumeTest {
    private static final int SUBSCRIBERS = 12;
    private static final int TURNS = 12;

    @TempDir
    Path root;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void whoeverDropsAndComesBackSeesAll(long seed) throws Exception {
        List<String> words =
                IntStream.range(0, 40).mapToObj(i -> "word" + i + " ").toList();
        Talker talker = new Talker(words, word -> Thread.onSpinWait());
        try (House house = House.open(root, talker);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SessionId session = house.session();
            List<Future<List<Logged>>> accounts = new ArrayList<>();
            for (int i = 0; i < SUBSCRIBERS; i++) {
                Random random = new Random(seed * 1000 + i);
                accounts.add(threads.submit(() -> follow(house, session, random)));
            }
            for (int i = 0; i < TURNS; i++) house.prompt(session, "Prompt " + i);
            for (Future<List<Logged>> account : accounts) {
                List<Logged> seen = account.get();
                long first = seen.getFirst().seq();
                assertThat(seen)
                        .as("seed " + seed)
                        .extracting(Logged::seq)
                        .containsExactlyElementsOf(LongStream.range(first, first + seen.size())
                                .boxed()
                                .toList());
            }
        }
    }

    /// Reads a seeded number of events, goes away, comes back after the newest it has, until all turns ended.
    private static List<Logged> follow(House house, SessionId session, Random random) throws IOException {
        List<Logged> seen = new ArrayList<>();
        Integer tail = random.nextInt(3) == 0 ? random.nextInt(3) : null;
        String epoch = null;
        long from = 0;
        while (!isOver(house, session, seen)) {
            try (RawSocket socket = new RawSocket(house.url())) {
                socket.send(text(new ClientMessage.Hello(ClientMessage.PROTOCOL, House.TOKEN, "test", "1")));
                Long after = epoch == null
                        ? null
                        : seen.isEmpty() ? from : (Long) seen.getLast().seq();
                socket.send(text(new ClientMessage.Subscribe(session, epoch, after, epoch == null ? tail : null)));
                int patience = random.nextInt(40);
                while (patience > 0 && !isOver(house, session, seen)) {
                    RawSocket.Frame frame = socket.read();
                    if (frame == null) break;
                    ServerMessage message = dev.slipway.protocol.json.Json.read(frame.text(), ServerMessage.class);
                    if (message instanceof Subscribed subscribed) {
                        if (epoch == null) from = subscribed.after();
                        epoch = subscribed.epoch();
                    }
                    if (message instanceof Logged logged) seen.add(logged);
                    if (!(message instanceof ServerMessage.Delta)) patience--;
                }
                if (random.nextBoolean()) socket.vanish();
            }
        }
        return seen;
    }

    private static boolean isOver(House house, SessionId session, List<Logged> seen) {
        if (seen.isEmpty() || !(seen.getLast().event() instanceof TurnFinished)) return false;
        long ended = house.sessions().log(session).read(0, 100_000).stream()
                .map(Entry::type)
                .filter("turn_finished"::equals)
                .count();
        return ended == TURNS
                && seen.getLast().seq() == house.sessions().log(session).head();
    }

    private static String text(Object message) {
        return dev.slipway.protocol.json.Json.text(message);
    }

    @Test
    void aTailBeginsWithTheTurnsThatWereAskedFor() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                Wire wire = Wire.greeted(house)) {
            SessionId session = house.session();
            for (int i = 0; i < 5; i++) house.prompt(session, "Prompt " + i);
            org.awaitility.Awaitility.await()
                    .until(() -> house.sessions().board().sessions().getFirst().queued() == 0);
            wire.say(new ClientMessage.Subscribe(session, null, null, 2));
            wire.await(ServerMessage.CaughtUp.class);
            List<Logged> seen = wire.heard(Logged.class);
            assertThat(seen.getFirst().event()).isInstanceOf(TurnStarted.class);
            assertThat(seen.stream().filter(l -> l.event() instanceof TurnStarted))
                    .hasSize(2);
            assertThat(wire.await(Subscribed.class).after())
                    .isEqualTo(seen.getFirst().seq() - 1);
            wire.say(new ClientMessage.ReadBefore(session, seen.getFirst().seq(), 2));
            List<Logged> page = wire.await(ServerMessage.Page.class).events();
            assertThat(page.getLast().seq()).isEqualTo(seen.getFirst().seq() - 1);
            assertThat(page.stream().filter(l -> l.event() instanceof TurnStarted))
                    .hasSize(2);
        }
    }

    @Test
    void aPageIsBoundedAndGoesOnBeforeItsFirst() throws Exception {
        // One turn begins: each tells its prompt again.
        Talker never = new Talker(List.of("Hello"), word -> new CountDownLatch(1).await());
        try (House house = House.open(root, never);
                Wire wire = Wire.greeted(house)) {
            SessionId session = house.session();
            for (int i = 0; i < 60; i++) house.prompt(session, "x".repeat(190_000));
            long head = house.sessions().log(session).head();
            var log = house.sessions().log(session);
            List<Logged> page = house.sessions().reading().read(session, log, 0, head + 1);
            assertThat(page.getLast().seq()).isEqualTo(head);
            long first = page.getFirst().seq();
            assertThat(first).as("60 prompts of 190 kB are more than a page").isGreaterThan(1);
            assertThat(text(page)).hasSizeBetween(7 << 20, 9 << 20);
            wire.say(new ClientMessage.ReadBefore(session, first, 1000));
            List<Logged> before = wire.await(ServerMessage.Page.class).events();
            assertThat(before).extracting(Logged::seq).startsWith(1L).endsWith(first - 1);
        }
    }

    @Test
    void whoKnowsAnotherLogIsToldToBeginAgain() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                Wire wire = Wire.greeted(house)) {
            SessionId session = house.session();
            long head = house.sessions().log(session).head();
            wire.say(new ClientMessage.Subscribe(session, "another", 1L, null));
            ServerMessage.Reset reset = wire.await(ServerMessage.Reset.class);
            assertThat(reset.head()).isEqualTo(head);
            wire.say(new ClientMessage.Subscribe(session, reset.epoch(), head + 1, null));
            wire.await(
                    ServerMessage.Reset.class,
                    r -> wire.heard(ServerMessage.Reset.class).size() == 2);
            wire.say(new ClientMessage.Watch("another", 0L));
            wire.await(ServerMessage.Reset.class, r -> r.sessionId() == null);
            assertThat(wire.heard(Subscribed.class)).isEmpty();
        }
    }

    @Test
    void aSubscriptionThatReplacesAnotherIsNotMixedWithIt() throws Exception {
        try (House house = House.open(root, Talker.saying("x".repeat(2000)));
                Wire wire = Wire.greeted(house)) {
            SessionId session = house.session();
            for (int i = 0; i < 60; i++) house.prompt(session, "Prompt " + i);
            for (int i = 0; i < 40; i++) wire.say(new ClientMessage.Subscribe(session, null, 0L, null));
            org.awaitility.Awaitility.await()
                    .until(() -> house.sessions().board().sessions().getFirst().queued() == 0);
            long head = house.sessions().log(session).head();
            wire.await(ServerMessage.CaughtUp.class);
            wire.await(Logged.class, l -> l.seq() == head);
            long last = 0;
            for (ServerMessage message : wire.heard()) {
                if (message instanceof Subscribed) last = 0;
                if (!(message instanceof Logged logged)) continue;
                assertThat(logged.seq()).isEqualTo(last + 1);
                last = logged.seq();
            }
        }
    }
}
