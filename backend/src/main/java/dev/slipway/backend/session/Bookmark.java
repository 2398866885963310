package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a log tells up to one of its events, kept beside it, so that a long one isn't read from its beginning. It can
/// be missing, and it is nothing where this version folds otherwise, where it is damaged, or where the log has another
/// event there: then the log is read. Immutable.
///
/// @param seq of the newest event in it; 0 for none
record Bookmark(long seq, SessionFacts facts) {
    private static final Logger LOG = LoggerFactory.getLogger(Bookmark.class);
    /// To be raised when the same events fold to something else, or what is kept has another form.
    static final int VERSION = 2;

    static final String NAME = "bookmark";
    /// So many events are soon read, and one isn't written more often.
    static final int FAR = 1_000;

    static final Bookmark NONE = new Bookmark(0, SessionFacts.EMPTY);

    /// The newest one that holds. In the session's lane.
    static Bookmark in(EventLog log) {
        try {
            return log.note(NAME).flatMap(text -> parse(text, log)).orElse(NONE);
        } catch (BadJson | IllegalArgumentException e) {
            LOG.warn("a bookmark can't be understood, so that the whole log is read: {}", e.getMessage());
            return NONE;
        }
    }

    /// Keeps one of what the whole log tells now. Where that fails the older one stays. In the session's lane.
    ///
    /// @param newest the seq of the one that is there
    /// @return the seq of the one that is there now
    static long moved(long newest, SessionFacts now, EventLog log) {
        // A turn in its midst isn't kept; what leads up to it is read again.
        if (now.turn() != null || now.created() == null || log.head() == newest) return newest;
        try {
            String told = Json.text(KeptFacts.of(now));
            Entry last = log.read(log.head() - 1, 1).getFirst();
            log.keepNote(NAME, VERSION + " " + last.seq() + " " + digest(told, last) + "\n" + told);
            return last.seq();
        } catch (StorageFailed | DamagedLog e) {
            LOG.warn("a bookmark could not be kept: {}", e.getMessage());
            return newest;
        }
    }

    /// As [#moved], where much was added to the log since.
    static long movedFar(long newest, SessionFacts now, EventLog log) {
        return log.head() - newest < FAR ? newest : moved(newest, now, log);
    }

    private static Optional<Bookmark> parse(String text, EventLog log) {
        int end = text.indexOf('\n');
        List<String> head = List.of(text.substring(0, Math.max(0, end)).split(" "));
        if (head.size() != 3 || !head.getFirst().equals(Integer.toString(VERSION))) return Optional.empty();
        long seq = Long.parseLong(head.get(1));
        String told = text.substring(end + 1);
        List<Entry> at = seq < 1 || seq > log.head() ? List.of() : log.read(seq - 1, 1);
        if (at.isEmpty() || !head.get(2).equals(digest(told, at.getFirst()))) return Optional.empty();
        return Optional.of(new Bookmark(seq, Json.read(told, KeptFacts.class).facts()));
    }

    /// Of what is kept and of the event that it ends with.
    static String digest(String told, Entry entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((entry.seq() + " " + entry.atMs() + " " + told).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(entry.json()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
