/// What an agent writes, as a page shows it: Markdown becomes an immutable list of [Piece]s, and those become nodes.
/// Parsing knows no scene types. Nothing is ever fetched, and a link is shown for what it is. Nothing about sessions
/// may enter. FX thread only for what is seen.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.prose;
