package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Kills a real backend at seeded moments of real turns, and looks each time whether all is there. One thread.
final class Killing implements AutoCloseable {
    private static final Map<String, String> REHEARSAL = Map.of("SLIPWAY_MODEL", "rehearsal");
    /// A rehearsed turn takes about this long, so that kills hit all of it.
    private static final int TURN_MS = 1800;

    private final PackedBackend packed;
    private final Path root;
    private final List<Followed> sessions = new ArrayList<>();
    private final Map<BlockId, String> shown = new HashMap<>();
    private BackendProcess backend;
    private Witness witness;

    /// What was told of a session.
    private record Followed(SessionId id, Set<PromptId> acknowledged, Map<Long, Logged> seen) {}

    /// @param root a folder of its own
    Killing(PackedBackend packed, Path root) {
        this.packed = packed;
        this.root = root;
    }

    @Override
    public void close() {
        if (witness != null) witness.close();
        if (backend != null) backend.close();
    }

    /// One turn that nothing disturbs.
    void once() throws IOException {
        start();
        prompt(create(), "Do something", PromptMode.queue);
        settle("an undisturbed turn");
    }

    /// @param at once, each with turns of its own
    void run(int times, int atOnce, long seed) throws IOException {
        Random random = new Random(seed);
        start();
        for (int i = 0; i < times; i++) {
            String moment = "seed " + seed + ", kill " + i;
            if (i % 10 == 0) newSessions(atOnce);
            for (Followed each : sessions) {
                pass(random.nextInt(TURN_MS / 6));
                if (openPrompts(each) == 0) prompt(each, "Do something, the " + i + "th time", PromptMode.queue);
            }
            int wait = random.nextInt(i % 3 == 0 ? TURN_MS : TURN_MS / 6);
            if (i % 2 == 0) {
                pass(wait / 2);
                for (Followed each : sessions) prompt(each, "And mind this, the " + i + "th time", PromptMode.steer);
                pass(wait - wait / 2);
            } else pass(wait);
            backend.kill();
            remember();
            witness.close();
            start();
            sessions.forEach(each -> witness.follow(each.id()));
            for (Followed each : sessions) check(each, moment);
            for (Map.Entry<BlockId, String> each : shown.entrySet()) checkShown(each.getKey(), each.getValue(), moment);
        }
        settle("the end of seed " + seed);
    }

    private void start() throws IOException {
        backend = BackendProcess.start(packed, root, REHEARSAL);
        witness = new Witness(backend.backend());
    }

    /// Lets time pass; a turn that is over earlier isn't waited for.
    private void pass(int ms) {
        long until = System.nanoTime() + ms * 1_000_000L;
        witness.await("the moment", w -> System.nanoTime() >= until);
    }

    private Followed create() {
        SessionId id = witness.begin(witness.sample(root));
        Followed made = new Followed(id, new HashSet<>(), new HashMap<>());
        sessions.add(made);
        return made;
    }

    private void newSessions(int count) {
        settle("before the next sessions");
        sessions.clear();
        shown.clear();
        witness.close();
        witness = new Witness(backend.backend());
        for (int i = 0; i < count; i++) create();
    }

    private void prompt(Followed session, String text, PromptMode mode) {
        ServerMessage answer = witness.ask(
                new ClientMessage.SubmitPrompt(RequestId.fresh(), session.id(), text, null, null, null, mode));
        session.acknowledged().add(((SessionEvent.PromptQueued) ((Logged) answer).event()).promptId());
    }

    private long openPrompts(Followed session) {
        List<Logged> events = witness.events(session.id());
        long asked = count(events, SessionEvent.PromptQueued.class);
        return asked - count(events, SessionEvent.TurnFinished.class) - count(events, ControlEvent.PromptSteered.class);
    }

    private void remember() {
        for (Followed each : sessions)
            for (Logged logged : witness.events(each.id())) each.seen().put(logged.seq(), logged);
        shown.putAll(witness.streamed());
    }

    /// Every event that was seen is there as it was; every prompt is there once.
    private void check(Followed session, String moment) {
        witness.await(
                moment + ": all is told again",
                w -> w.events(session.id()).size() >= session.seen().size());
        List<Logged> now = witness.events(session.id());
        for (int i = 0; i < now.size(); i++)
            assertThat(now.get(i).seq()).as(moment).isEqualTo(i + 1);
        session.seen()
                .values()
                .forEach(was ->
                        assertThat(now.get((int) was.seq() - 1)).as(moment).isEqualTo(was));
        List<PromptId> prompts = new ArrayList<>();
        for (Logged logged : now)
            if (logged.event() instanceof SessionEvent.PromptQueued queued) prompts.add(queued.promptId());
        assertThat(prompts).as(moment).doesNotHaveDuplicates().containsAll(session.acknowledged());
    }

    /// Every word that was shown is there.
    private void checkShown(BlockId block, String text, String moment) {
        witness.await(
                moment + ": what was shown of " + block + " is there: " + text,
                w -> textOf(w, block).startsWith(text));
    }

    private static String textOf(Witness witness, BlockId block) {
        String logged = loggedText(witness, block);
        return logged.isEmpty() ? witness.streamed().getOrDefault(block, "") : logged;
    }

    private static String loggedText(Witness witness, BlockId block) {
        for (Logged logged : witness.events()) {
            switch (logged.event()) {
                case SessionEvent.AnswerFinished e
                when e.blockId().equals(block) -> {
                    return e.text();
                }
                case SessionEvent.ThinkingFinished e
                when e.blockId().equals(block) -> {
                    return e.text();
                }
                case SessionEvent.AnswerInterrupted e
                when e.blockId().equals(block) -> {
                    return e.text();
                }
                default -> {}
            }
        }
        return "";
    }

    /// The interrupted turn goes on by itself to an end, and each turn has at most one commit.
    private void settle(String when) {
        witness.await(
                when + ": the turns come to an end", w -> sessions.stream().allMatch(each -> openPrompts(each) == 0));
        List<String> turns = new ArrayList<>();
        for (Logged logged : witness.events()) {
            if (logged.event() instanceof SessionEvent.CommitMade made)
                turns.add(made.turnId().value());
            if (logged.event() instanceof SessionEvent.TurnFinished end && end.outcome() == Outcome.failed)
                assertThat(end.message()).as(when).contains("went away");
        }
        assertThat(turns).as(when).doesNotHaveDuplicates();
        List<PromptId> told = assertThatEachIsToldOnce(when);
        for (Followed each : sessions)
            assertThat(told).as(when + ": each is told").containsAll(each.acknowledged());
        shown.forEach((block, text) ->
                assertThat(loggedText(witness, block)).as(when + ": in the log").startsWith(text));
    }

    /// The prompts that the agent was told, each time that it was.
    private List<PromptId> assertThatEachIsToldOnce(String when) {
        List<PromptId> told = new ArrayList<>();
        for (Logged logged : witness.events()) {
            if (logged.event() instanceof SessionEvent.TurnStarted e) told.add(e.promptId());
            if (logged.event() instanceof ControlEvent.PromptSteered e) told.add(e.promptId());
        }
        assertThat(told).as(when + ": each is told once").doesNotHaveDuplicates();
        return told;
    }

    private static long count(List<Logged> events, Class<? extends SessionEvent> type) {
        return events.stream().filter(l -> type.isInstance(l.event())).count();
    }
}
