package dev.slipway.desktop.sessions;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;

/// One line of the list. Immutable.
public sealed interface Row {
    /// What stays the same of a line that moves or changes: a [Group] or a [SessionId].
    Object key();

    /// @param count of the sessions below, also where they are folded away
    record Head(Group group, int count, boolean folded) implements Row {
        @Override
        public Object key() {
            return group;
        }
    }

    /// @param session as it is shown: with what the person did and the backend has not answered yet
    /// @param title harmless, on one line, and never empty
    /// @param person who started it, harmless
    /// @param unread whether something happened that the person hasn't seen
    record Item(SessionListed session, Group group, String title, String person, boolean unread) implements Row {
        @Override
        public SessionId key() {
            return session.sessionId();
        }

        /// The one word for what the session is doing.
        public String word() {
            SessionState state = session.state();
            boolean waits = session.queued() > 0 && !isBusy(state) && state != SessionState.waiting;
            return waits && !session.archived() ? "queued" : state.name();
        }

        /// Whether something goes on in it now.
        public boolean isBusy() {
            return isBusy(session.state()) && !session.archived();
        }

        private static boolean isBusy(SessionState state) {
            return state == SessionState.starting || state == SessionState.working;
        }
    }
}
