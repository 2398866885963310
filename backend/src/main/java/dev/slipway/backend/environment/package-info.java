/// What a repository needs before work can begin on it: the file that asks for it, the operator's decision, and the
/// guess where nobody said anything. Text and names in, plain values out: no git, no sandbox, no session may enter.
/// Called by `config`, `image` and `session`; pure and immutable.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.environment;
