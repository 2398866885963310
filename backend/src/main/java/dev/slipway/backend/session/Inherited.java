package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.NewRow;
import dev.slipway.protocol.Access;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The first events of a fork: its own beginning, what another session's log tells up to a turn's end, and
/// a title. One thread.
final class Inherited {
    private static final int PAGE = 1000;

    private final SessionCreated created;
    private final List<SessionEvent> events = new ArrayList<>();
    private final List<NewRow> rows = new ArrayList<>();
    private SessionFacts facts = SessionFacts.EMPTY;

    private Inherited(SessionCreated created) {
        this.created = created;
        add(created, Events.row(created));
    }

    /// All but what is the other session's own: its beginning, its archiving, what people opened to it,
    /// prompts that no turn was told yet. What happened keeps its time. Blocks.
    ///
    /// @param last the turn with whose end it ends
    /// @param access who may do what in the other one, and so in this: a copy is no more open than what was copied
    static Inherited of(SessionCreated created, EventLog log, TurnId last, Access access) {
        List<Entry> entries = new ArrayList<>();
        List<SessionEvent> told = new ArrayList<>();
        for (boolean ended = false; !ended; ) {
            List<Entry> page =
                    log.read(entries.isEmpty() ? 0 : entries.getLast().seq(), PAGE);
            if (page.isEmpty()) throw new IllegalStateException("turn " + last + " has no end");
            for (Entry entry : page) {
                entries.add(entry);
                told.add(Events.event(entry));
                ended = told.getLast() instanceof SessionEvent.TurnFinished end
                        && end.turnId().equals(last);
                if (ended) break;
            }
        }
        Inherited all = new Inherited(created);
        all.share(access);
        Set<PromptId> begun = new HashSet<>();
        for (SessionEvent event : told) {
            if (event instanceof SessionEvent.TurnStarted e) begun.add(e.promptId());
            if (event instanceof ControlEvent.PromptSteered e) begun.add(e.promptId());
        }
        for (int i = 0; i < told.size(); i++)
            if (isInherited(told.get(i), begun)) all.add(told.get(i), row(entries.get(i)));
        SessionEvent title = new SessionEvent.TitleChanged(null, PastPolicy.forkTitle(all.facts.title()));
        all.add(title, Events.row(title));
        return all;
    }

    SessionCreated created() {
        return created;
    }

    SessionFacts facts() {
        return facts;
    }

    /// The blocks that have an output.
    Set<String> outputs() {
        return events.stream()
                .filter(SessionEvent.ToolFinished.class::isInstance)
                .map(event -> ((SessionEvent.ToolFinished) event).blockId().value())
                .collect(Collectors.toSet());
    }

    Set<String> attachments() {
        return facts.attachments().stream().map(AttachmentId::value).collect(Collectors.toSet());
    }

    /// Writes them; in the new session's lane.
    void begin(Session session) {
        session.begin(events, rows);
    }

    private void add(SessionEvent event, NewRow row) {
        events.add(event);
        rows.add(row);
        facts = facts.apply(0, event);
    }

    private void share(Access access) {
        Person own = created.person();
        List<SharingEvent> given = new ArrayList<>();
        given.add(new SharingEvent.AccessSet(null, own, null, access.everyone()));
        for (Participant other : access.people())
            if (!other.person().email().equalsIgnoreCase(own.email()))
                given.add(new SharingEvent.AccessSet(null, own, other.person(), other.role()));
        if (!access.equals(facts.sharing().access())) given.forEach(event -> add(event, Events.row(event)));
    }

    /// What answered a command in the other session answers none here.
    private static NewRow row(Entry entry) {
        return new NewRow(entry.type(), null, entry.json(), entry.atMs());
    }

    private static boolean isInherited(SessionEvent event, Set<PromptId> begun) {
        return switch (event) {
            case SessionCreated _,
                    SessionEvent.SessionArchived _,
                    SessionEvent.SessionRestored _,
                    ControlEvent.PromptCancelled _,
                    ControlEvent.PromptMoved _,
                    AsideEvent.SpendingNoted _,
                    SessionEvent.HostAllowed _,
                    SharingEvent _ -> false;
            case SessionEvent.PromptQueued e -> begun.contains(e.promptId());
            case ControlEvent.PromptEdited e -> begun.contains(e.promptId());
            case SessionEvent _ -> true;
        };
    }
}
