package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.events.Followers;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingEvent;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes sessions of their files. In the session's lane; what fails leaves no file open.
final class SessionLoading {
    private static final int PAGE = 1000;
    /// What counts of turns that another one followed; all else of them is overwritten by that.
    private static final Set<String> OF_EARLIER_TURNS = Stream.of(
                    SessionEvent.SessionCreated.class,
                    SessionEvent.PromptQueued.class,
                    ControlEvent.PromptEdited.class,
                    ControlEvent.PromptCancelled.class,
                    ControlEvent.PromptMoved.class,
                    ControlEvent.PromptSteered.class,
                    SessionEvent.TitleChanged.class,
                    SessionEvent.SessionArchived.class,
                    SessionEvent.SessionRestored.class,
                    SessionEvent.HostAllowed.class,
                    AsideEvent.SpendingNoted.class,
                    AsideEvent.TitleSuggested.class,
                    SharingEvent.AccessSet.class,
                    SharingEvent.LinkMade.class,
                    SharingEvent.LinkRevoked.class,
                    SharingEvent.LinkUsed.class,
                    SessionEvent.TurnStarted.class,
                    SessionEvent.QuestionAsked.class,
                    SessionEvent.CommitMade.class,
                    SessionEvent.SnapshotTaken.class,
                    SessionEvent.TurnsUndone.class,
                    SessionEvent.TurnFinished.class)
            .map(Json::typeOf)
            .collect(Collectors.toUnmodifiableSet());

    private final SessionFiles files;
    private final Surroundings around;

    SessionLoading(SessionFiles files, Surroundings around) {
        this.files = files;
        this.around = around;
    }

    /// One with an empty log.
    Session fresh(SessionId id, Lane lane, Followers followers) {
        EventLog log = log(id, lane, files.create(id.value()), followers);
        return new Session(id, log, lane, attachments(id), around, 0, SessionFacts.EMPTY);
    }

    /// One that was there, as its log tells.
    ///
    /// @throws DamagedLog where its file or what it tells is damaged; that is shown, too
    Session read(SessionId id, Lane lane, Followers followers) {
        try {
            return sound(id, lane, followers);
        } catch (DamagedLog e) {
            around.board().damaged(id, e.getMessage());
            throw e;
        }
    }

    private Session sound(SessionId id, Lane lane, Followers followers) {
        EventLog log = log(id, lane, files.open(id.value()), followers);
        try {
            Bookmark bookmark = Bookmark.in(log);
            SessionFacts facts = facts(id, log, bookmark);
            Attachments attachments = attachments(id);
            attachments.sweep(facts.attachments(), around.clock().instant());
            return new Session(id, log, lane, attachments, around, bookmark.seq(), facts);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /// Does something with a session; where that fails, its file is closed.
    Session orClosed(Session session, Runnable action) {
        try {
            action.run();
            return session;
        } catch (RuntimeException e) {
            session.log().close();
            throw e;
        }
    }

    private Attachments attachments(SessionId id) {
        return new Attachments(files.attachments(id.value()));
    }

    private EventLog log(SessionId id, Lane lane, LogFile file, Followers followers) {
        try {
            return EventLog.open(file, lane, files.outputs(id.value()), followers);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /// A session is as long as people like, and who opens it waits for this.
    private SessionFacts facts(SessionId id, EventLog log, Bookmark bookmark) {
        SessionFacts facts = bookmark.facts();
        long last = bookmark.seq();
        long lastTurn = log.nthLast(Json.typeOf(SessionEvent.TurnStarted.class), 1, Long.MAX_VALUE);
        try {
            while (true) {
                List<Entry> page = log.read(last, PAGE);
                for (Entry entry : page) {
                    if (entry.seq() != last + 1) throw new IllegalStateException("event " + (last + 1) + " is missing");
                    if (entry.seq() >= lastTurn || OF_EARLIER_TURNS.contains(entry.type()))
                        facts = facts.apply(entry.atMs(), Events.event(entry));
                    last = entry.seq();
                }
                if (page.isEmpty()) return facts;
            }
        } catch (BadJson | IllegalStateException e) {
            throw DamagedLog.because(
                    files.file(id.value()), "after event " + last + " it can't be understood: " + e.getMessage());
        }
    }
}
