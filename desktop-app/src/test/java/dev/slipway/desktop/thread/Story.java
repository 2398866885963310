package dev.slipway.desktop.thread;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;

/// A session whose events the test tells, one after the other, and the thread that shows them.
final class Story {
    static final Person ADA = new Person("Ada Lovelace", "ada@example.org");
    static final long BEGAN = 1_795_569_600_000L;

    final SessionId session = SessionId.fresh();
    final FakeConnection connection = new FakeConnection();
    final FakeNavigation navigation = new FakeNavigation();
    final List<SessionEvent> log = new ArrayList<>();
    long now = BEGAN + 3_600_000;
    final OpenSession open;
    final ThreadModel model;
    TurnId turn = TurnId.fresh();

    Story() {
        open = new OpenSession(connection, session);
        model = new ThreadModel(open, navigation, () -> now);
    }

    /// All that was there is told.
    Story known() {
        connection.caughtUp(session);
        model.update();
        return this;
    }

    /// The log has these already, which are not told: the tail begins after them.
    Story before(List<SessionEvent> events) {
        log.addAll(events);
        connection.startsAfter(session, events.size());
        return this;
    }

    Story happens(SessionEvent event) {
        log.add(event);
        connection.happens(session, BEGAN + log.size(), event);
        return this;
    }

    Story created() {
        return happens(new SessionEvent.SessionCreated(
                RequestId.fresh(), session, ADA, new RepositoryName("greet"), "main", "a".repeat(40), "rehearsal"));
    }

    static SessionEvent.PromptQueued prompt(String text) {
        return new SessionEvent.PromptQueued(RequestId.fresh(), PromptId.fresh(), ADA, text, null, null);
    }

    Story begins(String text) {
        return begins(prompt(text));
    }

    Story begins(SessionEvent.PromptQueued prompt) {
        happens(prompt);
        turn = TurnId.fresh();
        return happens(new SessionEvent.TurnStarted(turn, prompt.promptId(), "rehearsal", true, prompt));
    }

    Story says(String text) {
        return happens(new SessionEvent.AnswerFinished(turn, BlockId.fresh(), text));
    }

    Story thinks(String text) {
        return happens(new SessionEvent.ThinkingFinished(turn, BlockId.fresh(), text, null));
    }

    BlockId starts(String tool, String title, String input) {
        BlockId block = BlockId.fresh();
        happens(new SessionEvent.ToolStarted(turn, new ToolCallId(block.value()), tool, input, title, block));
        return block;
    }

    Story refused(BlockId call, String host) {
        ToolCallId id = new ToolCallId(call.value());
        return happens(new SessionEvent.EgressRefused(turn, id, host, 443, null, "the host is not allowed"));
    }

    Story finishes(BlockId block, ToolOutcome outcome, String output) {
        return finishes(block, outcome, output, output.length());
    }

    Story finishes(BlockId block, ToolOutcome outcome, String output, long bytes) {
        return happens(new SessionEvent.ToolFinished(
                turn, new ToolCallId(block.value()), outcome, output, block, bytes, 1_234));
    }

    Story tool(String tool, String title, String input, String output) {
        return finishes(starts(tool, title, input), ToolOutcome.ok, output);
    }

    Story changes(FileChange... files) {
        return happens(new SessionEvent.FilesChanged(turn, List.of(files)));
    }

    Story commits(String subject) {
        return happens(new SessionEvent.CommitMade(
                turn, "c".repeat(40), "slipway/greet-1", subject, "git fetch slipway && git switch greet-1", null));
    }

    Story ends(Outcome outcome, String message) {
        return happens(
                new SessionEvent.TurnFinished(turn, outcome, message, 83_000, new Usage(12_000, 3_400, 90_000, 0)));
    }

    Story done() {
        return ends(Outcome.done, null);
    }

    /// A whole small turn.
    Story turn(String prompt, String answer) {
        return begins(prompt).says(answer).done();
    }

    Story grows(BlockId block, BlockKind kind, String whole, String more) {
        connection.grows(session, block, kind, whole.length(), more);
        return this;
    }

    List<Row> rows() {
        model.update();
        return model.rows().get();
    }

    <T extends Row> List<T> rows(Class<T> kind) {
        return rows().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends Row> T row(Class<T> kind) {
        return rows(kind).getLast();
    }

    /// Answers the newest reading of older turns from the log.
    Story answerPage() {
        FakeConnection.PageAsked asked = connection.pages.getLast();
        int end = (int) asked.seq() - 1;
        int begin = end;
        int turns = 0;
        while (begin > 0 && turns < asked.turns()) {
            begin--;
            if (log.get(begin) instanceof SessionEvent.TurnStarted) turns++;
        }
        if (turns < asked.turns()) begin = 0;
        return answerPage(FakeConnection.EPOCH, begin, end);
    }

    Story answerPage(String epoch, int begin, int end) {
        List<Logged> events = new ArrayList<>();
        for (int i = begin; i < end; i++) events.add(new Logged(session, epoch, i + 1, BEGAN + i, log.get(i)));
        connection.pages.getLast().answer().complete(new Page(session, epoch, events));
        return this;
    }

    /// Events of so many small turns, of a session that begins with them.
    static List<SessionEvent> turns(SessionId session, int count) {
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionEvent.SessionCreated(
                RequestId.fresh(), session, ADA, new RepositoryName("greet"), "main", "a".repeat(40), "rehearsal"));
        for (int i = 0; i < count; i++) {
            TurnId turn = TurnId.fresh();
            SessionEvent.PromptQueued prompt = prompt("Old prompt " + i);
            events.add(prompt);
            events.add(new SessionEvent.TurnStarted(turn, prompt.promptId(), "rehearsal", true, prompt));
            events.add(
                    new SessionEvent.AnswerFinished(turn, BlockId.fresh(), "Old answer " + i + ", with a few words."));
            events.add(new SessionEvent.TurnFinished(turn, Outcome.done, null, 1000, Usage.NONE));
        }
        return events;
    }
}
