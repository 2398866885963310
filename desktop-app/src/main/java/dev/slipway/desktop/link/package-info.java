/// Links, and the one window that opens them: a second start hands its link to the first and ends. No
/// screen may enter. Listens on a thread of its own.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.link;
