/// What sessions begin on. Base layers: a repository at a commit, checked out once in a sandbox and shared by all
/// sessions on it. Images: the layers of a repository's default branch with its dependencies, build products and
/// caches, built in sandboxes as its environment says; and the services that run beside. Also the bridge from a
/// sandbox's files to `git`. No session, model or JGit may enter. Called by `session` and by `backend` at start, from
/// virtual threads; preparing and building block for as long as that takes.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.image;
