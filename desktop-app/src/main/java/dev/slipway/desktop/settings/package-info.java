/// What the app remembers on this machine: backends, window, theme, selection, drafts, prompt history. Files under
/// `desktop/` in the state folder, readable by their owner only. No screen and no client may enter. FX thread only;
/// writing is put off and done on a thread of its own.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.settings;
