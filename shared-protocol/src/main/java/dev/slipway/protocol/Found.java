package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a search found, of what the person may see.
///
/// @param nextOffset where more of it begins; null where this is all
/// @param complete whether everything there is was looked through; false while the index is made
public record Found(List<Hit> hits, @Nullable Integer nextOffset, boolean complete) {
    public Found {
        hits = Check.copy("hits", hits);
    }

    /// A passage with the words in it.
    ///
    /// @param title of the session
    /// @param seq of the event in the session's log
    /// @param turnId null where it belongs to none
    /// @param person the address of who wrote it, or what it answers; null for a title
    /// @param snippet a part of it
    /// @param marks what was found in the snippet, in order
    public record Hit(
            SessionId sessionId,
            String title,
            RepositoryName repository,
            SessionState state,
            boolean archived,
            Place place,
            long seq,
            long atMs,
            @Nullable TurnId turnId,
            @Nullable String person,
            String snippet,
            List<Mark> marks) {
        public Hit {
            Check.present("sessionId", sessionId);
            Check.present("place", place);
            marks = Check.copy("marks", marks);
        }
    }

    /// In UTF-16 units.
    ///
    /// @param to the first one after it
    public record Mark(int from, int to) {}

    public enum Place {
        title,
        prompt,
        answer,
        question,
        tool,
        commit
    }
}
