/// Starting a session: on which repository, from which branch, with which model, and what it shall do first. Called by
/// the window, on the FX thread; what is typed here is kept until a session has it.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.start;
