package dev.slipway.protocol;

import org.jspecify.annotations.Nullable;

/// Changes who may do what in a session. Answered in the session's log. All are immutable.
public sealed interface SharingCommand extends ClientMessage.Command {
    int LONGEST_LINK_DAYS = 90;

    int MOST_LINKS = 50;

    SessionId sessionId();

    /// Gives a role, or takes it away. Answered by `access_set`; refused with `conflict` where nobody would be left
    /// who administers the session, and with `not_found` where there is no such person.
    ///
    /// @param email whose; null for everyone who may use the session's repository
    /// @param role null for none beyond what everyone has; no more than `take_part` for everyone
    record SetAccess(
            RequestId requestId,
            SessionId sessionId,
            @Nullable String email,
            @Nullable Role role) implements SharingCommand {
        public SetAccess {
            Check.addressed(requestId, sessionId);
            Check.optional("email", email, 200);
            if (email == null && role == Role.administer)
                throw new IllegalArgumentException("role: not everyone can administer a session");
        }
    }

    /// A link by which others of this installation join. Answered by `link_made`; the link itself is asked for by
    /// HTTP, since the log is for all who see the session.
    ///
    /// @param role `view` or `take_part`
    /// @param days that it can be used, 1 to 90
    record MakeLink(RequestId requestId, SessionId sessionId, Role role, int days) implements SharingCommand {
        public MakeLink {
            Check.addressed(requestId, sessionId);
            Check.present("role", role);
            if (role == Role.administer) throw new IllegalArgumentException("role: no link makes an administrator");
            Check.between("days", days, 1, LONGEST_LINK_DAYS);
        }
    }

    /// Nobody can use the link any more; who has, keeps the role. Answered by `link_revoked`.
    record RevokeLink(RequestId requestId, SessionId sessionId, LinkId linkId) implements SharingCommand {
        public RevokeLink {
            Check.addressed(requestId, sessionId);
            Check.present("linkId", linkId);
        }
    }

    /// Joins by a link. Answered by `link_used`, also where the role was there already; refused with `not_found`
    /// where the link is wrong, over or revoked.
    ///
    /// @param code what the link ends with
    record UseLink(RequestId requestId, SessionId sessionId, String code) implements SharingCommand {
        public UseLink {
            Check.addressed(requestId, sessionId);
            Check.filled("code", code, 300);
        }

        @Override
        public String toString() {
            return "UseLink[requestId=" + requestId + ", sessionId=" + sessionId + ", code=***]";
        }
    }
}
