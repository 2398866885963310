package dev.slipway.protocol;

/// Where a session comes from that began as a copy of another. That one may be gone by now. Immutable.
///
/// @param turnId the last turn that was taken over
public record ForkedFrom(SessionId sessionId, TurnId turnId) {
    public ForkedFrom {
        Check.present("sessionId", sessionId);
        Check.present("turnId", turnId);
    }
}
