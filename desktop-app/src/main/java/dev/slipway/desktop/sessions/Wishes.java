package dev.slipway.desktop.sessions;

import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person asked for and the board does not show yet. The last wish of a kind counts.
final class Wishes {
    /// One wish, until the board has it or the backend said no.
    static final class Wish<T> {
        private final T value;
        private long heldAtMs = Long.MAX_VALUE;

        private Wish(T value) {
            this.value = value;
        }

        /// @param answer the event that made it true
        void held(ServerMessage answer) {
            heldAtMs = answer instanceof ServerMessage.Logged logged ? logged.atMs() : 0;
        }
    }

    private final Map<SessionId, Wish<String>> titles = new HashMap<>();
    private final Map<SessionId, Wish<Boolean>> archived = new HashMap<>();
    private final Set<SessionId> deleted = new HashSet<>();

    Wish<String> title(SessionId session, String title) {
        Wish<String> wish = new Wish<>(title);
        titles.put(session, wish);
        return wish;
    }

    Wish<Boolean> archived(SessionId session, boolean yes) {
        Wish<Boolean> wish = new Wish<>(yes);
        archived.put(session, wish);
        return wish;
    }

    void delete(SessionId session) {
        deleted.add(session);
    }

    void keep(SessionId session) {
        deleted.remove(session);
    }

    boolean isDeleted(SessionId session) {
        return deleted.contains(session);
    }

    void drop(SessionId session, Wish<?> wish) {
        titles.remove(session, wish);
        archived.remove(session, wish);
    }

    SessionListed shown(SessionListed told) {
        if (titles.isEmpty() && archived.isEmpty()) return told;
        String title = value(titles, told);
        Boolean inArchive = value(archived, told);
        if (title == null && inArchive == null) return told;
        return new SessionListed(
                told.sessionId(),
                title == null ? told.title() : title,
                told.repository(),
                told.model(),
                told.person(),
                told.state(),
                told.queued(),
                inArchive == null ? told.archived() : inArchive,
                told.createdAtMs(),
                told.changedAtMs(),
                told.access(),
                told.imported(),
                told.damage(),
                told.newsSeq());
    }

    private static <T> @Nullable T value(Map<SessionId, Wish<T>> wishes, SessionListed told) {
        Wish<T> wish = wishes.get(told.sessionId());
        if (wish == null) return null;
        if (told.changedAtMs() < wish.heldAtMs) return wish.value;
        wishes.remove(told.sessionId());
        return null;
    }
}
