/// The box where a person says what they want: the draft, what Enter does now, the queue, the model, and stop. No
/// thread, no list may enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.prompt;
