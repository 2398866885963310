package dev.slipway.desktop.sessions;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;

/// Sessions as a board lists them.
public final class Listed {
    public static final long NOW = 1_795_569_600_000L;

    private Listed() {}

    public static SessionId id(int number) {
        return new SessionId("session" + number);
    }

    /// @param ago in minutes
    public static SessionListed session(int number, String title, SessionState state, int ago) {
        return session(number, title, "calc", "Ada Lovelace", state, 0, false, ago);
    }

    public static SessionListed session(
            int number,
            String title,
            String repository,
            String person,
            SessionState state,
            int queued,
            boolean archived,
            int ago) {
        long changed = NOW - ago * 60_000L;
        return new SessionListed(
                id(number),
                title,
                new RepositoryName(repository),
                "rehearsal",
                new Person(person, "p@example.org"),
                state,
                queued,
                archived,
                changed - 1000,
                changed,
                null);
    }

    /// @param seq of the newest event that is worth attention
    public static SessionListed withNews(SessionListed row, long seq) {
        return new SessionListed(
                row.sessionId(),
                row.title(),
                row.repository(),
                row.model(),
                row.person(),
                row.state(),
                row.queued(),
                row.archived(),
                row.createdAtMs(),
                row.changedAtMs(),
                row.access(),
                row.imported(),
                row.damage(),
                seq);
    }
}
