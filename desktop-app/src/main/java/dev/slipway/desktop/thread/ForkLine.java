package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.client.SessionView;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.desktop.thread.Row.Quiet;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ForkedFrom;
import java.util.Optional;

/// Where a session comes from that is a fork.
final class ForkLine {
    private static final Key KEY = new Key("thread", "forked", 0);

    private ForkLine() {}

    /// A way to the other session, if it is still there; empty where this one began anew.
    static Optional<Row> of(SessionView beginning, OpenSession session) {
        ForkedFrom from =
                beginning.created() == null ? null : beginning.created().forkedFrom();
        if (from == null) return Optional.empty();
        SessionListed other = session.connection().board().get().sessions().get(from.sessionId());
        if (other == null)
            return Optional.of(new Quiet(KEY, Quiet.Kind.note, "Forked from a session that is gone", null));
        String title = other.title().isEmpty() ? "a session without a title" : Plain.line(other.title(), 120);
        return Optional.of(
                new Quiet(KEY, Quiet.Kind.note, "Forked from: " + title, new Row.Does.Open(from.sessionId())));
    }
}
