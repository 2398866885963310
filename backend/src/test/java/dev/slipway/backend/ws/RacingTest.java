package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.Gated;
import dev.slipway.backend.House;
import dev.slipway.backend.crash.Witness;
import dev.slipway.client.RejectedException;
import dev.slipway.client.SessionView;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several people who do contradictory things to one queue at the same moment, while the agent takes steering from it.
class RacingTest {
    private static final int PEOPLE = 3;
    private static final int DEEDS = 40;

    @TempDir
    Path root;

    private final Gated model = new Gated();
    private SessionId session;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everybodySeesOneOutcomeAndEachPromptHasOneEnd(long seed) throws Exception {
        try (House house = House.open(root, model);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            session = house.preparedSession();
            house.prompt(session, "Go on");
            List<Witness> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) people.add(new Witness(house.backend()));
            people.forEach(person -> person.follow(session));
            List<Future<?>> racing = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                Witness person = people.get(i);
                Random random = new Random(seed * 100 + i);
                racing.add(threads.submit(() -> act(person, random)));
            }
            for (Future<?> each : racing) each.get(120, TimeUnit.SECONDS);
            model.answer("");
            assertOneOutcome(seed, people);
            people.forEach(Witness::close);
        }
    }

    private void assertOneOutcome(long seed, List<Witness> people) {
        long head = people.stream().mapToLong(Witness::head).max().orElseThrow();
        people.forEach(person -> person.await("seed " + seed + ": all is seen", w -> w.head() >= head));
        List<Logged> log = people.getFirst().events().subList(0, (int) head);
        SessionView view = fold(log);
        for (Witness person : people)
            assertThat(fold(person.events().subList(0, (int) head)))
                    .as("seed %d", seed)
                    .isEqualTo(view);
        for (Class<?> kind : List.of(
                ControlEvent.PromptSteered.class, ControlEvent.PromptMoved.class, ControlEvent.PromptEdited.class))
            assertThat(log).as("seed %d: all kinds of things happened", seed).anyMatch(l -> kind.isInstance(l.event()));
        Set<PromptId> ended = new HashSet<>();
        for (Logged logged : log) {
            PromptId end = end(logged.event());
            if (end != null)
                assertThat(ended.add(end))
                        .as("seed %d: %s ends once", seed, end)
                        .isTrue();
            PromptId changed = changed(logged.event());
            if (changed != null)
                assertThat(ended).as("seed %d: nothing changes later", seed).doesNotContain(changed);
        }
        view.waiting()
                .forEach(prompt -> assertThat(ended.add(prompt.promptId())).isTrue());
        assertThat(ended).as("seed %d: no prompt is lost", seed).hasSize((int)
                log.stream().filter(l -> l.event() instanceof PromptQueued).count());
    }

    private static PromptId end(SessionEvent event) {
        return switch (event) {
            case SessionEvent.TurnStarted e -> e.promptId();
            case ControlEvent.PromptSteered e -> e.promptId();
            case ControlEvent.PromptCancelled e -> e.promptId();
            default -> null;
        };
    }

    private static PromptId changed(SessionEvent event) {
        return switch (event) {
            case ControlEvent.PromptEdited e -> e.promptId();
            case ControlEvent.PromptMoved e -> e.promptId();
            default -> null;
        };
    }

    private Void act(Witness person, Random random) throws Exception {
        for (int i = 0; i < DEEDS; i++) {
            if (random.nextInt(6) == 0) model.answer(random.nextInt(5) == 0 ? "" : "true");
            try {
                person.client().send(deed(person, random)).get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                RejectedException.class,
                                no -> assertThat(no.code())
                                        .as(no.getMessage())
                                        .isIn(ErrorCode.conflict, ErrorCode.too_much));
            }
        }
        return null;
    }

    private ClientMessage.Command deed(Witness person, Random random) {
        List<PromptId> known = person.all(PromptQueued.class).stream()
                .map(PromptQueued::promptId)
                .toList();
        // The newest few, which others have their eye on, too.
        PromptId one = any(known, random);
        PromptId other = any(known, random);
        RequestId request = RequestId.fresh();
        return switch (one == null ? 0 : random.nextInt(8)) {
            case 0, 1, 2 ->
                new ClientMessage.SubmitPrompt(
                        request, session, "Do " + random.nextInt(), null, null, null, mode(random));
            case 3, 4 -> new ControlCommand.EditPrompt(request, session, one, "Rather " + random.nextInt());
            case 5 -> new ControlCommand.CancelPrompt(request, session, one);
            default ->
                new ControlCommand.MovePrompt(
                        request, session, one, one.equals(other) || random.nextInt(3) == 0 ? null : other);
        };
    }

    private static PromptMode mode(Random random) {
        return random.nextInt(12) == 0
                ? PromptMode.stop_and_send
                : random.nextBoolean() ? PromptMode.queue : PromptMode.steer;
    }

    private static PromptId any(List<PromptId> known, Random random) {
        if (known.isEmpty()) return null;
        int newest = Math.min(8, known.size());
        return known.get(known.size() - 1 - random.nextInt(newest));
    }

    private static SessionView fold(List<Logged> events) {
        SessionView view = SessionView.EMPTY;
        for (Logged logged : events) view = view.apply(logged);
        return view;
    }
}
