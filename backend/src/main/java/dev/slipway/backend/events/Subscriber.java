package dev.slipway.backend.events;

import java.util.List;

/// Someone who follows a log. First `backlog` on the subscribing thread, then once `caughtUp`, then `offer`:
/// those in the log's lane, where they must not block.
public interface Subscriber {
    /// Entries that were there already, oldest first. May block: more are read when this returns.
    void backlog(List<Entry> entries) throws InterruptedException;

    /// Everything up to `head` was given.
    ///
    /// @param drafts the texts that are growing now, whole or their kept ends
    void caughtUp(long head, List<LiveText> drafts);

    /// False where it can't be taken now; then the subscription ends with `lagging`.
    boolean offer(Entry entry);

    /// False where it can't be taken now; then the subscription ends with `lagging`.
    boolean offer(LiveText text);

    /// The subscription has ended since an offer was not taken, or since the log was closed; `lastSeq` is the
    /// newest that was taken. Who wants more subscribes again.
    void lagging(long lastSeq);

    /// The subscription has ended since the log is gone for good.
    void gone();
}
