/// What the person is told while they look elsewhere: a turn that ended, a question that waits. A policy over the
/// board decides; a notifier of the system tells. FX thread only, save for the system's own command.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.notify;
