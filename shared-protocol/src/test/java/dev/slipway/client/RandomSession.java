package dev.slipway.client;

import dev.slipway.protocol.AsideEvent;
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
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
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

/// Logs as no backend would write them, but could: any event at any place, about turns and prompts that are
/// there or not. The same seed gives the same log.
final class RandomSession {
    static final SessionId ID = new SessionId("mwua7ql3uc1wk");
    private static final Person ADA = new Person("Ada Lovelace", "ada@example.org");

    private final Random random;

    private RandomSession(long seed) {
        random = new Random(seed);
    }

    static List<Logged> log(long seed, int length) {
        RandomSession session = new RandomSession(seed);
        List<Logged> log = new ArrayList<>();
        for (int i = 1; i <= length; i++)
            log.add(new Logged(ID, "epoch", i, 1_795_569_600_000L + i, i == 1 ? session.created() : session.event()));
        return log;
    }

    private SessionEvent event() {
        return switch (random.nextInt(35)) {
            case 0, 31 -> queued();
            case 2 -> new SessionEvent.TurnStarted(turn(), prompt(), "vendor/model", random.nextBoolean(), null);
            case 3 -> new SessionEvent.TurnFinished(turn(), pick(Outcome.values()), null, 7, usage());
            case 5 -> new SessionEvent.TitleChanged(null, text());
            case 6 -> new SessionEvent.SandboxStarting(turn(), text());
            case 7 -> new SessionEvent.SandboxReady(turn(), 5, random.nextBoolean(), List.of());
            case 8 -> new SessionEvent.ThinkingFinished(turn(), block(), text(), null);
            case 9 -> new SessionEvent.AnswerFinished(turn(), block(), text());
            case 10 -> new SessionEvent.AnswerInterrupted(turn(), block(), text());
            case 11, 12 -> new SessionEvent.ToolStarted(turn(), call(), "bash", "{}", text(), block());
            case 13, 14 ->
                new SessionEvent.ToolFinished(turn(), call(), pick(ToolOutcome.values()), text(), block(), 3, 4);
            case 15 -> new SessionEvent.QuestionAsked(turn(), call(), text(), List.of());
            case 16 -> new SessionEvent.StepFinished(turn(), 1, "tool_calls", usage());
            case 17 -> new SessionEvent.ContextCompacted(turn(), text(), usage());
            case 18 -> new SessionEvent.TurnResumed(turn(), 1);
            case 27 -> new AsideEvent.ServicesFailed(turn(), List.of(text()));
            case 28 ->
                new SessionEvent.FilesSyncing(
                        turn(),
                        text(),
                        random.nextBoolean() ? 3L : null,
                        random.nextBoolean() ? List.of(text()) : null);
            case 20 -> new SessionEvent.SessionArchived(request(), ADA);
            case 21 -> new SessionEvent.SessionRestored(request(), ADA);
            case 22 -> new SessionEvent.HostAllowed(request(), ADA, text());
            case 23 -> new SessionEvent.EgressRefused(turn(), call(), text(), 443, null, text());
            case 24 -> new SessionEvent.SnapshotTaken(turn(), new SnapshotId("snap0" + random.nextInt(3)), null, 2);
            case 25 -> new SessionEvent.SnapshotFailed(turn(), text());
            case 26 ->
                new SessionEvent.TurnsUndone(request(), ADA, random.nextBoolean() ? turn() : null, List.of(turn()));
            case 29 -> sharing();
            case 33 -> new AsideEvent.SpendingNoted(turn(), text(), text());
            case 34 -> new AsideEvent.TitleSuggested(turn(), random.nextBoolean() ? text() : null, usage());
            case 1, 4, 19, 30 -> controlled();
            default -> new SessionEvent.Unknown();
        };
    }

    private SessionEvent created() {
        return new SessionEvent.SessionCreated(request(), ID, ADA, new RepositoryName("hello"), "main", "9c11", "m");
    }

    private SessionEvent.PromptQueued queued() {
        return new SessionEvent.PromptQueued(
                request(),
                prompt(),
                ADA,
                text(),
                null,
                null,
                null,
                random.nextBoolean() ? null : pick(PromptMode.values()),
                random.nextInt(4) == 0 ? call() : null,
                null);
    }

    private ControlEvent controlled() {
        return switch (random.nextInt(5)) {
            case 0 -> new ControlEvent.PromptCancelled(request(), prompt(), ADA);
            case 1 -> new ControlEvent.PromptEdited(request(), prompt(), ADA, text());
            case 2 -> new ControlEvent.PromptMoved(request(), prompt(), ADA, random.nextBoolean() ? prompt() : null);
            case 3 -> new ControlEvent.PromptSteered(turn(), prompt(), queued());
            default -> new ControlEvent.StopRequested(request(), turn(), ADA);
        };
    }

    private SharingEvent sharing() {
        return switch (random.nextInt(4)) {
            case 0 ->
                new SharingEvent.AccessSet(
                        request(),
                        ADA,
                        random.nextBoolean() ? person() : null,
                        random.nextBoolean() ? Role.view : null);
            case 1 -> new SharingEvent.LinkMade(request(), ADA, link(), pick(Role.values()), 1);
            case 2 -> new SharingEvent.LinkUsed(request(), person(), link(), pick(Role.values()));
            default -> new SharingEvent.LinkRevoked(request(), ADA, link());
        };
    }

    private Person person() {
        return new Person("Somebody", "person" + random.nextInt(3) + "@example.org");
    }

    private LinkId link() {
        return new LinkId("link0" + random.nextInt(3));
    }

    private RequestId request() {
        return new RequestId("5b0f6a4e-3c1d-4f7a-9a52-%012x".formatted(random.nextInt(1 << 30)));
    }

    private TurnId turn() {
        return new TurnId("turn0" + random.nextInt(3));
    }

    private PromptId prompt() {
        return new PromptId("prompt" + random.nextInt(4));
    }

    private BlockId block() {
        return new BlockId("block0" + random.nextInt(8));
    }

    private ToolCallId call() {
        return new ToolCallId("call_" + random.nextInt(4));
    }

    private String text() {
        return "text " + random.nextInt(1000);
    }

    private Usage usage() {
        return new Usage(random.nextInt(9), random.nextInt(9), 0, 0);
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
