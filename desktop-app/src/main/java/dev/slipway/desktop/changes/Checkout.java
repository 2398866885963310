package dev.slipway.desktop.changes;

import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.Rights;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import org.jspecify.annotations.Nullable;

/// The folder that a session's repository is, on the backend's machine.
final class Checkout {
    private Checkout() {}

    /// Null where the repository isn't one.
    static @Nullable String of(OpenSession session) {
        SessionCreated created = session.view().get().created();
        var repositories = session.connection().board().get().repositories();
        Repository repository = created == null ? null : repositories.get(created.repository());
        if (repository == null) return null;
        String location = repository.location();
        return location.startsWith("/") || location.matches("[A-Za-z]:\\\\.*") ? location : null;
    }

    /// Whether changes can be written there: that is for who administers the installation.
    static boolean mayApply(OpenSession session) {
        return of(session) != null
                && Rights.administers(session.connection().welcome().get());
    }
}
