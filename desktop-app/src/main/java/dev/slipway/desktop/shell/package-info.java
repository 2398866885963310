/// The window: which place is shown, the panel at the right, the palette, the help, toasts, the word about the
/// connection. It puts the other rooms' panes together and knows nothing of what they show. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.shell;
