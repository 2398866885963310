package dev.slipway.bench;

import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import dev.slipway.protocol.json.Json;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// Turns as agents make them, a hundred events each, written into logs as the backend writes them.
final class LongSession {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final int STEPS = 27;
    private static final Usage USED = new Usage(2_000, 300, 40_000, 500);

    private LongSession() {}

    /// Makes the log of a session as long as this by whole turns. No backend may have it open.
    static void fill(Path state, SessionId session, int events) {
        Path file = state.resolve("sessions").resolve(session.value()).resolve("log.db");
        try (LogFile log = LogFile.open(file, Clock.systemUTC())) {
            for (int turn = 0; log.head() < events; turn++) log.append(rows(turn(turn)), Durability.kill, List.of());
        }
    }

    /// One whole turn.
    static List<SessionEvent> turn(int number) {
        return turn(number, STEPS);
    }

    /// @param steps three or four events each
    static List<SessionEvent> turn(int number, int steps) {
        TurnId turn = TurnId.fresh();
        SessionEvent.PromptQueued prompt = new SessionEvent.PromptQueued(
                RequestId.fresh(), PromptId.fresh(), ADA, "Go on with part " + number + ".", null, null);
        List<SessionEvent> events = new ArrayList<>();
        events.add(prompt);
        events.add(new SessionEvent.TurnStarted(turn, prompt.promptId(), "openai/m", false, prompt));
        events.add(new SessionEvent.SandboxReady(turn, 12, false, List.of()));
        for (int step = 0; step < steps; step++) events.addAll(step(turn, number * steps + step, step));
        events.add(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), Prose.some(number, 600)));
        events.add(new SessionEvent.FilesChanged(
                turn, List.of(new FileChange("src/Args.java", FileChange.Kind.modified, 12, 3, false))));
        events.add(new SessionEvent.TurnFinished(turn, Outcome.done, null, 61_000, USED));
        return events;
    }

    static List<NewRow> rows(List<SessionEvent> events) {
        return events.stream().map(LongSession::row).toList();
    }

    private static List<SessionEvent> step(TurnId turn, int number, int step) {
        BlockId output = BlockId.fresh();
        ToolCallId call = new ToolCallId("call_" + number);
        String file = "src/Part" + number % 40 + ".java";
        List<SessionEvent> events = new ArrayList<>();
        if (number % 2 == 0)
            events.add(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), Prose.some(number, 250)));
        events.add(new SessionEvent.ToolStarted(
                turn, call, "bash", "{\"command\":\"cat " + file + "\"}", "cat " + file, output));
        events.add(new SessionEvent.ToolFinished(
                turn, call, ToolOutcome.ok, Prose.some(number * 7, 1_000), output, 1_000, 14));
        events.add(new SessionEvent.StepFinished(turn, step, "tool_calls", USED));
        return events;
    }

    private static NewRow row(SessionEvent event) {
        RequestId request = event.requestId();
        return new NewRow(Json.typeOf(event.getClass()), request == null ? null : request.value(), Json.bytes(event));
    }
}
