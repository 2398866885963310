/// What may be spent, and what was: the caps that the operator set, the sums that they are compared with, and
/// the pure decision. No session's state, no event's meaning and no thread may enter. Called by `session` in
/// its lanes, so that nothing here waits but for the first sums.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.budget;
