package dev.slipway.backend.session;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.Objects;

/// A session as the list shows it. Pure.
final class Listing {
    private Listing() {}

    static boolean sameButTime(SessionListed a, SessionListed b) {
        return a.title().equals(b.title())
                && a.state() == b.state()
                && a.queued() == b.queued()
                && a.archived() == b.archived()
                && a.model().equals(b.model())
                && Objects.equals(a.access(), b.access())
                && Objects.equals(a.damage(), b.damage())
                && Objects.equals(a.newsSeq(), b.newsSeq());
    }

    static SessionListed of(SessionId id, SessionFacts facts, long news) {
        var created = facts.creation();
        return new SessionListed(
                id,
                facts.title(),
                created.repository(),
                created.model(),
                created.person(),
                // Nobody here can answer what was asked there.
                facts.isImported() && facts.state() == SessionState.waiting ? SessionState.done : facts.state(),
                facts.waiting().size(),
                facts.archived(),
                facts.createdAtMs(),
                facts.changedAtMs(),
                facts.sharing().access(),
                created.importedFrom(),
                null,
                news);
    }
}
