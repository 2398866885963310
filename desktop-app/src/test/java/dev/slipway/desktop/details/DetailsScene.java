package dev.slipway.desktop.details;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A session with its log, and the figures that a backend tells of it.
final class DetailsScene implements AutoCloseable {
    static final SessionId SESSION = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");

    final FakeConnection connection = new FakeConnection();
    final FakeNavigation navigation = new FakeNavigation();
    final OpenSession session = new OpenSession(connection, SESSION);
    final ManualLater later = new ManualLater();
    private final List<SessionEvent> log = new ArrayList<>();

    void happens(SessionEvent event) {
        log.add(event);
        connection.happens(SESSION, event);
    }

    void created() {
        happens(new SessionEvent.SessionCreated(
                RequestId.fresh(), SESSION, ADA, new RepositoryName("project"), "main", "0".repeat(40), "rehearsal"));
    }

    void turn(String name, String prompt, Usage usage, int steps) {
        TurnId turn = new TurnId(name);
        PromptId id = new PromptId("prompt" + name);
        SessionEvent.PromptQueued queued =
                new SessionEvent.PromptQueued(RequestId.fresh(), id, ADA, prompt, null, null);
        happens(queued);
        happens(new SessionEvent.TurnStarted(turn, id, "rehearsal", true, queued));
        for (int i = 1; i <= steps; i++)
            happens(new SessionEvent.StepFinished(turn, i, "end_of_turn", new Usage(0, 0, 0, 0)));
        happens(new SessionEvent.CommitMade(turn, "1".repeat(40), "slipway/shout", "Shout", null, null));
        happens(new SessionEvent.TurnFinished(turn, Outcome.done, null, 61_000, usage));
    }

    /// The model, whose questions for the costs, the doctor and the figures are answered.
    DetailsModel model(SessionDetails details) {
        Usage used = new Usage(12_345, 678, 0, 0);
        Costs.Line total = new Costs.Line("", "", 2, used, 1.25, List.of("openai/local"));
        List<Costs.Line> turns = List.of(
                new Costs.Line("turn01", "", 1, used, 0.25, List.of()),
                new Costs.Line("turn02", "", 1, used, 0.0, List.of()));
        connection.willAnswer(CompletableFuture.completedFuture(new Costs(turns, total, "2026-11-01", List.of())));
        connection.willAnswer(CompletableFuture.completedFuture(new DoctorReport(
                "embedded",
                true,
                List.of(new DoctorReport.Finding(
                        "disk limit", DoctorReport.Level.degraded, "no quota here: give it a volume of its own")),
                new DoctorReport.ImageRoom(10L << 30, 40L << 30))));
        connection.willAnswer(CompletableFuture.completedFuture(details));
        connection.caughtUp(SESSION);
        return new DetailsModel(session, navigation, later);
    }

    /// Answers the newest page that was asked for: what is older than a seq, from another one on.
    void page(long from, long before) {
        List<Logged> events = new ArrayList<>();
        for (long seq = from; seq < before; seq++)
            events.add(
                    new Logged(SESSION, FakeConnection.EPOCH, seq, 1_795_569_600_000L + seq, log.get((int) seq - 1)));
        connection.pages.getLast().answer().complete(new ServerMessage.Page(SESSION, FakeConnection.EPOCH, events));
    }

    static SessionDetails figures() {
        return figures(1L << 30);
    }

    static SessionDetails figures(long memoryUsedBytes) {
        return new SessionDetails(
                new Usage(12_345, 678, 90_000, 1_200),
                2,
                122_000,
                14,
                20_480,
                1_795_569_600_000L,
                new SessionDetails.Sandbox(
                        SessionDetails.State.running,
                        2L << 30,
                        2.0,
                        512,
                        10L << 30,
                        memoryUsedBytes,
                        42,
                        1.5,
                        3L << 30,
                        List.of()));
    }

    @Override
    public void close() {
        session.close();
    }
}
