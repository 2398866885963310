package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.Durability;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.ClientMessage.UndoTurns;
import dev.slipway.protocol.ControlEvent.PromptSteered;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session that is open: its log, the fold of it, and the turn that runs. Everything that changes it
/// happens in its lane, one thing after the other; so there is one writer, and no locks.
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionId id;
    private final EventLog log;
    private final Lane lane;
    private final Attachments attachments;
    private final Surroundings around;
    private final Workspace workspace;
    private volatile SessionFacts facts;
    private volatile long news;
    // Lane only.
    private long bookmarked;
    private boolean settled;
    private @Nullable TurnRunner turn;
    private boolean closing;

    /// @param bookmarked the seq of the newest [Bookmark] of its log
    Session(
            SessionId id,
            EventLog log,
            Lane lane,
            Attachments attachments,
            Surroundings around,
            long bookmarked,
            SessionFacts facts) {
        this.id = id;
        this.log = log;
        this.lane = lane;
        this.attachments = attachments;
        this.around = around;
        this.bookmarked = bookmarked;
        this.facts = facts;
        this.news = News.in(log);
        this.workspace = around.workspaces().apply(this);
    }

    SessionId id() {
        return id;
    }

    EventLog log() {
        return log;
    }

    /// As of the newest append.
    SessionFacts facts() {
        return facts;
    }

    Attachments attachments() {
        return attachments;
    }

    /// On the board, as it is now.
    void show() {
        around.board().show(id, facts, news);
    }

    /// What it used so far.
    ///
    /// @param logBytes that its log takes
    SessionDetails details(long logBytes) {
        return facts.details(around.clock().millis(), log.head(), logBytes, workspace.details());
    }

    Workspace workspace() {
        return workspace;
    }

    /// Writes the first events, all or none. Lane only.
    void begin(List<SessionEvent> events, List<NewRow> rows) {
        append(events, rows, Durability.power_cut);
    }

    Answered submit(SubmitPrompt command, Person author) {
        if (command.model() != null) around.models().model(command.model());
        return once(command.requestId(), () -> {
            purse().require(facts, author, command.model());
            return QueuePolicy.submit(facts, command, author, attachments.find(command.attachments()));
        });
    }

    /// What is told to the agent in this turn from now on, of what people wrote to steer it. Durable when it returns.
    List<PromptSteered> steer(TurnId running) {
        if (QueuePolicy.enter(facts, running).isEmpty()) return List.of();
        return lane.call(() -> {
            List<PromptSteered> entering = QueuePolicy.enter(facts, running);
            append(List.copyOf(entering), Durability.kill);
            return entering;
        });
    }

    Answered undo(UndoTurns command, Person person) {
        return lane.call(() -> {
            Answered outcome =
                    once(command.requestId(), () -> PastPolicy.undo(facts, command, person, workspace::holds));
            if (!outcome.repeated()) workspace.renew();
            return outcome;
        });
    }

    /// Writes what an agent or the backend did; shown to all when this returns. Blocks; any thread.
    void record(List<SessionEvent> events) {
        decide(now -> events);
    }

    /// As [#record], of what is decided in the lane.
    ///
    /// @return the seq of the first of it; 0 where it is nothing
    long decide(Function<SessionFacts, List<SessionEvent>> decision) {
        return lane.call(() -> {
            List<SessionEvent> events = decision.apply(facts);
            List<Entry> entries = append(events, Durability.kill);
            List<SessionEvent> told = purse().spent(facts, events, entries);
            if (!told.isEmpty()) append(told, Durability.kill);
            return entries.isEmpty() ? 0 : entries.getFirst().seq();
        });
    }

    Purse purse() {
        return around.purse();
    }

    /// Goes on with what a stopped backend left: an unfinished turn, or prompts that wait.
    void recover() {
        lane.call(() -> {
            SessionPolicy.recover(facts, around.clock().millis()).ifPresent(found -> end(List.of(found)));
            act();
            return facts;
        });
    }

    /// Writes what a turn ends or breaks off with, and before it the texts that have no end of their own.
    void end(List<SessionEvent> events) {
        lane.call(() -> {
            List<SessionEvent> all = LeftTexts.of(log, facts);
            all.addAll(events);
            return append(all, Durability.kill);
        });
    }

    /// The runner is at its end, and has written `TurnFinished` unless the backend is going down.
    void turnEnded(TurnRunner ended) {
        lane.call(() -> {
            if (turn == ended) turn = null;
            bookmarked = Bookmark.movedFar(bookmarked, facts, log);
            RunningTurn left = facts.turn();
            boolean unfinished = left != null && left.started().turnId().equals(ended.turnId());
            // Begun again at once it would break again, and ask the model each time. A person's next word or the
            // next start goes on with it.
            if (unfinished && !closing) LOG.error("session {}: turn {} has no end", id, ended.turnId());
            else act();
            return facts;
        });
    }

    /// Ends the turn without a word in the log, so that it goes on after the next start; waits for it; closes
    /// the log.
    void close() {
        TurnRunner running = lane.call(() -> {
            closing = true;
            if (turn != null) turn.leave();
            return turn;
        });
        if (running != null) running.awaitEnd();
        try {
            workspace.release();
            lane.call(() -> Bookmark.moved(bookmarked, facts, log));
        } finally {
            log.close();
        }
    }

    /// Releases the sandbox, in which that runs, if nobody has used it for so long.
    void rest(Duration longerThan, List<Sandbox.Task> running) {
        lane.call(() -> {
            boolean asked = turn != null
                    || !facts.waiting().isEmpty()
                    || workspace.idle(longerThan).isEmpty();
            if (asked || closing) return facts;
            workspace.hibernate();
            List<SessionEvent> told = SandboxNews.released(facts, running);
            if (!told.isEmpty()) append(told, Durability.kill);
            return facts;
        });
    }

    /// Does what opening it left for later, since it takes as long as its log is long, and begins the turn of a
    /// prompt that waited only because nothing could be spent for it. Blocks.
    void settle() {
        lane.call(() -> {
            if (facts.turn() == null && !facts.waiting().isEmpty()) act();
            if (settled || closing) return facts;
            settled = true;
            log.requireSound();
            bookmarked = Bookmark.movedFar(bookmarked, facts, log);
            return facts;
        });
    }

    /// Shows that something is wrong with its file.
    void damaged(DamagedLog damage) {
        around.board().damaged(id, damage.getMessage());
    }

    /// Whether nothing happens and nobody reads, so that it may be closed, whoever follows it.
    boolean isIdle() {
        return lane.call(() -> turn == null && facts.waiting().isEmpty() && !log.isBeingRead());
    }

    /// What a person wants, decided and written unless this request was answered before; then what follows from it.
    Answered once(RequestId request, Supplier<List<SessionEvent>> decision) {
        return lane.call(() -> {
            Optional<Entry> before = log.answer(request.value());
            if (before.isPresent()) return new Answered(before.get(), true);
            List<SessionEvent> events = new ArrayList<>(decision.get());
            // In the same commit as the prompt: one wait for the disk instead of two.
            next(facts.after(around.clock().millis(), events)).ifPresent(events::add);
            Entry answer = append(events, Durability.power_cut).getFirst();
            act();
            return new Answered(answer, false);
        });
    }

    private List<Entry> append(List<SessionEvent> events, Durability durability) {
        return append(events, events.stream().map(Events::row).toList(), durability);
    }

    private List<Entry> append(List<SessionEvent> events, List<NewRow> rows, Durability durability) {
        List<String> ended =
                events.stream().flatMap(e -> Events.endedBlocks(e).stream()).toList();
        ReadOnly.require(facts, events);
        // What the fold refuses would make the log unreadable, so it must not get there.
        facts.after(around.clock().millis(), events);
        List<Entry> entries = log.append(rows, durability, ended);
        SessionFacts now = facts;
        for (int i = 0; i < events.size(); i++) now = now.apply(entries.get(i).atMs(), events.get(i));
        facts = now;
        news = News.after(news, entries);
        show();
        events.forEach(around.meter()::recorded);
        return entries;
    }

    /// Does what the facts ask for. Lane only.
    private void act() {
        if (closing) return;
        RunningTurn running = facts.turn();
        if (turn != null) {
            if (running != null && (running.stopRequested() || facts.archived())) turn.stop();
            return;
        }
        if (running == null) {
            next(facts).ifPresent(started -> append(List.of(started), Durability.kill));
            running = facts.turn();
        }
        if (running != null) {
            turn = around.turns().runner(this, running.started());
            turn.start();
            // It may have been stopped before there was a runner to tell.
            if (running.stopRequested() || facts.archived()) turn.stop();
        } else if (facts.archived()) workspace.hibernate();
    }

    private Optional<TurnStarted> next(SessionFacts now) {
        return SessionPolicy.next(now, around.models()::isRehearsal, turn -> purse().affords(now, turn));
    }
}
