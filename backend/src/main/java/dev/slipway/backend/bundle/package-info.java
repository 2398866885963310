/// One session as one file: a zip with what its log tells, what belongs to it, and what it says of itself. Here it is
/// written and read, and nothing more: which session, who may, and what becomes of it are decided by `session`, which
/// alone calls in, on virtual threads. What is read is hostile until it was checked here, and bounded.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.bundle;
