/// What can be done from anywhere: going to a place, telling the person something, and the commands that the palette,
/// the shortcuts and the help all read from one list. No screen may enter. FX thread only.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.action;
