package dev.slipway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionViewTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void foldingInTwoPartsIsFoldingAtOnce(long seed) {
        Random random = new Random(seed);
        List<Logged> log = RandomSession.log(seed, random.nextInt(1, 400));
        int cut = random.nextInt(log.size() + 1);
        SessionView first = fold(SessionView.EMPTY, log.subList(0, cut));
        SessionView whole = fold(first, log.subList(cut, log.size()));

        assertThat(whole).as("seed %d, cut %d", seed, cut).isEqualTo(fold(SessionView.EMPTY, log));
        assertThat(whole.seq()).isEqualTo(log.size());
        assertThat(first)
                .as("seed %d, cut %d: what was folded stays as it was", seed, cut)
                .isEqualTo(fold(SessionView.EMPTY, log.subList(0, cut)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void unknownEventsChangeNothingWhereverTheyStand(long seed) {
        Random random = new Random(seed);
        List<Logged> log = RandomSession.log(seed, 100);
        List<Logged> mixed = new ArrayList<>();
        for (Logged logged : log) {
            while (random.nextInt(3) == 0) mixed.add(at(mixed.size() + 1, new SessionEvent.Unknown()));
            mixed.add(new Logged(RandomSession.ID, "epoch", mixed.size() + 1, logged.atMs(), logged.event()));
        }
        SessionView plain = fold(SessionView.EMPTY, log);
        assertThat(fold(SessionView.EMPTY, mixed).turns())
                .as("seed %d", seed)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("seq")
                .isEqualTo(plain.turns());
        assertThat(fold(SessionView.EMPTY, mixed).state()).as("seed %d", seed).isEqualTo(plain.state());
    }

    @Test
    void anEventOfAnotherTurnThanTheLastChangesNothing() {
        List<Logged> log = RandomSession.log(7, 300);
        SessionView view = fold(SessionView.EMPTY, log);
        assertThat(view.lastTurn()).isNotNull();
        SessionView after = view.apply(at(301, new SessionEvent.SandboxStarting(new TurnId("elsewhere"), "…")));
        assertThat(after.turns()).isEqualTo(view.turns());
        assertThat(after.state()).isEqualTo(view.state());
        assertThat(after.seq()).isEqualTo(301);
    }

    private static Logged at(long seq, SessionEvent event) {
        return new Logged(RandomSession.ID, "epoch", seq, 1, event);
    }

    private static SessionView fold(SessionView from, List<Logged> events) {
        SessionView view = from;
        for (Logged event : events) view = view.apply(event);
        return view;
    }
}
