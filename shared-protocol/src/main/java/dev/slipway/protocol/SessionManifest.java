package dev.slipway.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an exported session's file says of itself: its `manifest.json`. Immutable.
///
/// @param format what the file looks like: [#FORMAT]
/// @param version of the Slipway that wrote it
/// @param person who began it; null where that isn't known
/// @param events that are in it
/// @param outputs of tool calls, and
/// @param attachments of prompts, that are in it
/// @param missing the events that could not be read, since the session is damaged; null for none
public record SessionManifest(
        int format,
        String version,
        SessionId sessionId,
        String title,
        RepositoryName repository,
        @Nullable Person person,
        long exportedAtMs,
        long events,
        int outputs,
        int attachments,
        @Nullable Missing missing) {
    /// To be raised where an older version would read the file wrongly.
    public static final int FORMAT = 1;

    /// In the file: this, the events, and the folders of what belongs to them.
    public static final String NAME = "manifest.json";

    /// A `logged` message on each line, in the order of their seqs.
    public static final String EVENTS = "events.jsonl";

    /// The whole output of each tool call, by its block's id.
    public static final String OUTPUTS = "outputs/";

    /// What came with prompts, by its id.
    public static final String ATTACHMENTS = "attachments/";

    public SessionManifest {
        Check.between("format", format, 1, Integer.MAX_VALUE);
        Check.text("version", version, 100);
        Check.present("sessionId", sessionId);
        Check.present("title", title);
        Check.present("repository", repository);
        Check.notNegative("exportedAtMs", exportedAtMs);
        Check.notNegative("events", events);
        Check.notNegative("outputs", outputs);
        Check.notNegative("attachments", attachments);
    }

    /// @param problem what is wrong with the session, in words for people
    /// @param events how many there were at least and are not in the file
    /// @param gaps the first of them: where they were, both ends included
    public record Missing(String problem, long events, List<Gap> gaps) {
        public Missing {
            Check.present("problem", problem);
            gaps = Check.copy("gaps", gaps);
        }
    }

    /// Two seqs.
    public record Gap(long from, long to) {}
}
