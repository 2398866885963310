/// Pictures of the whole app with a whole backend, for `docs/screens`. Started by `desktop-app/screens`.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.screens;
