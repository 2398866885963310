/// The desktop app: a window over the event logs of one or more backends, which decides nothing itself. This room
/// wires the others and starts the toolkit. Names ending in `Model` are view models: plain objects with properties,
/// which never import `javafx.scene`; names ending in `Pane` are what is seen, which never import `dev.slipway.client`.
/// All of it lives on the FX thread; the one hop to it is [dev.slipway.desktop.connection.UiThread].
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop;
