package dev.slipway.protocol;

import org.jspecify.annotations.Nullable;

/// Where a session comes from that was read from a file: it can be looked at, and nothing runs in it. All of it but
/// the time of the import is what the file says. Immutable.
///
/// @param sessionId what it was there
/// @param person who began it there; null where the file doesn't tell
/// @param exportedAtMs when the file was written, in milliseconds since 1970
/// @param importedAtMs when it was read
/// @param version of the Slipway that wrote it
/// @param lost how many of its events are not in it, or could not be understood
public record ImportedFrom(
        SessionId sessionId, @Nullable Person person, long exportedAtMs, long importedAtMs, String version, long lost) {
    public ImportedFrom {
        Check.present("sessionId", sessionId);
        Check.notNegative("exportedAtMs", exportedAtMs);
        Check.notNegative("importedAtMs", importedAtMs);
        Check.text("version", version, 100);
        Check.notNegative("lost", lost);
    }
}
