package dev.slipway.backend.session;

import dev.slipway.backend.events.Followers;
import org.jspecify.annotations.Nullable;

/// One session's place among those that are open. At most one is in it, and those who ask wait while it is opened or
/// closed. It stays while somebody follows, though the session is closed. Guarded by itself.
final class Slot {
    final Followers followers = new Followers();
    /// Null while it is closed. Set under the lock; a look without it may be outdated.
    volatile @Nullable Session session;
    /// When somebody asked for it last.
    long usedAt = System.nanoTime();
    /// Whether another place may have been made for this session, so that nobody may put it into this one.
    boolean left;

    boolean isEmpty() {
        return session == null && followers.isEmpty();
    }
}
