package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import java.util.List;

/// Makes sessions of their files. In the session's lane; what fails leaves no file open.
final class SessionLoading {
    private static final int PAGE = 1000;

    private final SessionFiles files;
    private final Session.Surroundings around;

    SessionLoading(SessionFiles files, Session.Surroundings around) {
        this.files = files;
        this.around = around;
    }

    /// One with an empty log.
    Session fresh(SessionId id, Lane lane) {
        EventLog log = log(id, lane, files.create(id.value()));
        return new Session(id, log, lane, attachments(id), around, SessionFacts.EMPTY);
    }

    /// One that was there, as its log tells.
    ///
    /// @throws DamagedLog where its file or what it tells is damaged
    Session read(SessionId id, Lane lane) {
        EventLog log = log(id, lane, files.open(id.value()));
        try {
            SessionFacts facts = facts(id, log);
            Attachments attachments = attachments(id);
            attachments.sweep(facts.attachments(), around.clock().instant());
            return new Session(id, log, lane, attachments, around, facts);
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

    private EventLog log(SessionId id, Lane lane, LogFile file) {
        try {
            return EventLog.open(file, lane, files.outputs(id.value()));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private SessionFacts facts(SessionId id, EventLog log) {
        SessionFacts facts = SessionFacts.EMPTY;
        long last = 0;
        try {
            while (true) {
                List<Entry> page = log.read(last, PAGE);
                for (Entry entry : page) {
                    if (entry.seq() != last + 1) throw new IllegalStateException("event " + (last + 1) + " is missing");
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
