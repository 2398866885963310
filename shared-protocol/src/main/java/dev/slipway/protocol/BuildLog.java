package dev.slipway.protocol;

/// A part of a build's log. Words of a sandbox: for showing as text, control characters included.
///
/// @param offset in bytes, where the text begins
/// @param nextOffset where to go on; the log may not be that long yet
/// @param ended whether nothing is added to it any more
public record BuildLog(BuildId buildId, long offset, String text, long nextOffset, long totalBytes, boolean ended) {
    public BuildLog {
        Check.present("buildId", buildId);
        Check.present("text", text);
        Check.notNegative("nextOffset", nextOffset);
        Check.notNegative("totalBytes", totalBytes);
    }
}
