package dev.slipway.backend.session;

import dev.slipway.backend.git.Branches;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The events of one session, of all kinds that its facts are made of, the same for the same seed.
final class RandomLife {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final SessionId ID = new SessionId("session1");

    private final Random random;
    private final List<PromptQueued> waiting = new ArrayList<>();
    private final List<TurnId> turns = new ArrayList<>();
    private boolean begun;
    private int branch = 1;

    RandomLife(long seed) {
        random = new Random(seed);
    }

    List<SessionEvent> begin() {
        begun = true;
        return List.of(new SessionEvent.SessionCreated(
                request(), ID, ADA, new RepositoryName("r"), "main", "0".repeat(40), "test/one"));
    }

    private SessionEvent shared() {
        LinkId link = new LinkId("link0" + random.nextInt(3));
        Person grace = new Person("Grace", "grace@example.org");
        return switch (random.nextInt(4)) {
            case 0 -> new SharingEvent.AccessSet(request(), ADA, random.nextBoolean() ? grace : null, Role.view);
            case 1 -> new SharingEvent.LinkMade(request(), ADA, link, Role.take_part, 5);
            case 2 -> new SharingEvent.LinkUsed(request(), grace, link, Role.take_part);
            default -> new SharingEvent.LinkRevoked(request(), ADA, link);
        };
    }

    /// What happens next, its turn ended where it is one.
    List<SessionEvent> more() {
        if (!begun) return begin();
        return switch (random.nextInt(11)) {
            case 0 -> List.of(queued());
            case 1 -> edited();
            case 2 -> undone();
            case 3 -> List.of(new SessionEvent.TitleChanged(request(), "Named " + random.nextInt(100) + " 🚢 \"é\""));
            case 4 ->
                List.of(new SessionEvent.HostAllowed(request(), ADA, "host" + random.nextInt(5) + ".example.org"));
            case 5 ->
                List.of(
                        random.nextBoolean()
                                ? new SessionEvent.SessionArchived(request(), ADA)
                                : new SessionEvent.SessionRestored(request(), ADA));
            case 6 -> List.of(shared());
            default -> turn();
        };
    }

    List<SessionEvent> turn() {
        List<SessionEvent> events = new ArrayList<>();
        if (waiting.isEmpty()) events.add(queued());
        PromptQueued prompt = waiting.removeFirst();
        TurnId turn = new TurnId(id());
        turns.add(turn);
        events.add(new SessionEvent.TurnStarted(turn, prompt.promptId(), "test/one", false, prompt));
        if (random.nextBoolean()) events.add(new SessionEvent.SandboxStarting(turn, "Starting"));
        events.add(new SessionEvent.SandboxReady(turn, 12, false, List.of()));
        for (int i = random.nextInt(4); i >= 0; i--) step(turn, i, events);
        if (random.nextInt(4) == 0)
            events.add(new SessionEvent.QuestionAsked(turn, new ToolCallId("asked"), "Which?", List.of("a", "b")));
        if (random.nextBoolean()) events.add(commit(turn));
        if (random.nextBoolean())
            events.add(new SessionEvent.SnapshotTaken(turn, new SnapshotId(id()), random.nextLong(1 << 20), 3));
        Outcome outcome = Outcome.values()[random.nextInt(Outcome.values().length)];
        events.add(new SessionEvent.TurnFinished(turn, outcome, null, random.nextInt(60_000), usage()));
        return events;
    }

    private void step(TurnId turn, int number, List<SessionEvent> events) {
        ToolCallId call = new ToolCallId("call" + number);
        BlockId block = new BlockId(id());
        events.add(new SessionEvent.AnswerFinished(turn, new BlockId(id()), "So."));
        events.add(new SessionEvent.ToolStarted(turn, call, "bash", "{}", "ls", block));
        if (random.nextInt(5) == 0) events.add(new SessionEvent.TurnResumed(turn, 1));
        events.add(new SessionEvent.ToolFinished(turn, call, ToolOutcome.ok, "out", block, 3, 1));
        if (random.nextInt(4) == 0) {
            PromptQueued steering = prompt(PromptMode.steer);
            events.add(steering);
            events.add(new ControlEvent.PromptSteered(turn, steering.promptId(), steering));
        }
        events.add(new SessionEvent.StepFinished(turn, number, "tool_calls", usage()));
    }

    private PromptQueued queued() {
        PromptQueued prompt = prompt(null);
        waiting.add(prompt);
        return prompt;
    }

    private PromptQueued prompt(@Nullable PromptMode mode) {
        List<Attachment> attached = random.nextInt(3) > 0
                ? null
                : List.of(new Attachment(new AttachmentId(id()), "a b.png", "image/png", random.nextInt(1_000)));
        return new PromptQueued(
                request(), new PromptId(id()), ADA, "Do " + random.nextInt(), null, null, attached, mode, null, null);
    }

    private List<SessionEvent> edited() {
        if (waiting.isEmpty()) return List.of(queued());
        int place = random.nextInt(waiting.size());
        PromptQueued prompt = waiting.get(place);
        if (random.nextBoolean()) {
            waiting.remove(place);
            return List.of(new ControlEvent.PromptCancelled(request(), prompt.promptId(), ADA));
        }
        waiting.set(place, prompt.with("Better"));
        return List.of(new ControlEvent.PromptEdited(request(), prompt.promptId(), ADA, "Better"));
    }

    private List<SessionEvent> undone() {
        if (turns.isEmpty()) return turn();
        branch++;
        int to = random.nextInt(turns.size() + 1);
        TurnId last = to == 0 ? null : turns.get(to - 1);
        return List.of(
                new SessionEvent.TurnsUndone(request(), ADA, last, List.copyOf(turns.subList(to, turns.size()))));
    }

    private SessionEvent commit(TurnId turn) {
        String name = Branches.name("Do", ID);
        String commit = id() + "0".repeat(28);
        return new SessionEvent.CommitMade(
                turn, commit, branch == 1 ? name : Branches.another(name, branch), "Does it", null, null);
    }

    private Usage usage() {
        return new Usage(random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000), random.nextInt(1_000));
    }

    private RequestId request() {
        return new RequestId(new UUID(random.nextLong(), random.nextLong()).toString());
    }

    private String id() {
        return "%012x".formatted(random.nextLong(1L << 47));
    }
}
