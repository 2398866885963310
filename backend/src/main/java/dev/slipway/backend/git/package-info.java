/// Mirrors of repositories, the commits made of what sandboxes changed, and their delivery. The only room that
/// knows JGit; no native git, no sandbox and no session may enter. Called by `image`, `session` and the edges,
/// from virtual threads; calls block on files and the network. What repositories hold is hostile data: no hook,
/// filter or monitor of theirs ever runs here.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.git;
