package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of the sessions that somebody may see, the newest first.
///
/// @param next asks for the page after this one; null where there is none
public record SessionList(
        List<BoardEvent.SessionListed> sessions, @Nullable String next) {
    public SessionList {
        sessions = Check.copy("sessions", sessions);
    }
}
