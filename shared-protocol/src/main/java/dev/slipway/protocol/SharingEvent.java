package dev.slipway.protocol;

import org.jspecify.annotations.Nullable;

/// Who may do what in a session changed. All are immutable.
public sealed interface SharingEvent extends SessionEvent.Apart {

    /// @param requestId null in a fork, which begins with who had access to the other session
    /// @param person who decided
    /// @param to null for everyone who may use the session's repository
    /// @param role null for none
    record AccessSet(
            @Nullable RequestId requestId,
            Person person,
            @Nullable Person to,
            @Nullable Role role) implements SharingEvent {}

    /// There is a link by which others can join.
    ///
    /// @param person who made it
    /// @param untilMs milliseconds since 1970
    record LinkMade(RequestId requestId, Person person, LinkId linkId, Role role, long untilMs)
            implements SharingEvent {}

    /// @param person who decided
    record LinkRevoked(RequestId requestId, Person person, LinkId linkId) implements SharingEvent {}

    /// Somebody joined by a link.
    ///
    /// @param role what they may from then on, if they couldn't do more already
    record LinkUsed(RequestId requestId, Person person, LinkId linkId, Role role) implements SharingEvent {}
}
