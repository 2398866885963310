/// The thread: what was said and done in a session, as a document. [ThreadModel] turns the session's turns into
/// [Row]s, reads older ones when they are wanted and lets go what is far away; [ThreadPane] shows the rows. Rows hold
/// no
/// scene types. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.thread;
