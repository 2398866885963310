/// One session's state and its single writer: the queue, turns, stop, archive and delete, the sandbox that
/// belongs to it; and the board beside them. What happened is decided by [SessionPolicy] from [SessionFacts],
/// both pure, and written before anything is done about it. No socket, no HTTP and no SQL may enter. Called by
/// `ws` and `http` on virtual threads; state changes only in the session's lane, turns run on a virtual thread
/// each.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.session;
