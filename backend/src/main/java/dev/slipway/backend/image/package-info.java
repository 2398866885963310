/// Base layers: a repository at a commit, checked out once in a sandbox and shared by all sessions that start
/// from it; and the bridge from a sandbox's files to `git`. No session, model or JGit may enter. Called by
/// `session` and by `backend` at start, from virtual threads; preparing blocks for as long as a checkout takes.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.image;
