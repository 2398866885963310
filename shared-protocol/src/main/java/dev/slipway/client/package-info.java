/// What every client needs: the connection that resumes by itself, the views folded from what it brings, and the
/// questions by plain HTTP. No toolkit, no terminal; the only room that imports Tyrus and `java.net.http`. Called by
/// all clients; callbacks come on one thread of the connection's, in order. Views are immutable.
@org.jspecify.annotations.NullMarked
package dev.slipway.client;
