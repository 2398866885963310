package dev.slipway.desktop.action;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import org.jspecify.annotations.Nullable;

/// The ways that one screen leads to another, and out of the app.
public interface Navigation {
    void openSession(SessionId session);

    /// At a place in its thread, which may have to be read first.
    void openSession(SessionId session, Spot at);

    /// To the list: on a narrow window it is a place of its own.
    void showSessions();

    /// @param repository chosen already, or null
    void newSession(@Nullable RepositoryName repository);

    /// The changes of the session that is open.
    ///
    /// @param turn of this turn only, or null for all
    void showChanges(@Nullable TurnId turn);

    void showDetails();

    /// The panel at the right goes away.
    void closePanel();

    void showBackends();

    /// In the person's browser, if it is a web address.
    void browse(String url);

    void copy(String text);

    void tell(Toast toast);
}
