/// A long column of rows of which only those in view have nodes, and the selection of text across them. It knows
/// nothing of sessions; only the look of things is known. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.flow;
