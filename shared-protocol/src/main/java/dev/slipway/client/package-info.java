/// What every client needs: the connection that resumes by itself, and the views folded from what it brings. No
/// toolkit, no terminal; the only room that imports Tyrus. Called by all clients; callbacks come on one thread
/// of the connection's, in order. Views are immutable.
@org.jspecify.annotations.NullMarked
package dev.slipway.client;
