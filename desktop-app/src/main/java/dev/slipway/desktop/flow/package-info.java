/// A long column of rows of which only those in view have nodes, and the selection of text across them. It knows
/// nothing of sessions, and no other room may enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.flow;
