/// The backends that the app talks to: where they are, whether they answer, and what they say, brought to the FX
/// thread. The only room that opens a client. No screen, no control may enter. Called by view models on the FX
/// thread; what it tells, it tells there.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.connection;
