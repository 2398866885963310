/// What a session changed, or one turn of it: the files, their diffs, and what can be done with them. The diff is read
/// from unified text and shown as rows, of which only those in view have nodes. Knows sessions, settings and actions;
/// no other screen. FX thread only, save for the reading of diffs, which is pure.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.changes;
