/// Text from elsewhere as it may be shown: made harmless, and coloured as the language it is written in. No scene type
/// and no other room may enter. Pure; any thread, save that what is mutable says so.
@org.jspecify.annotations.NullMarked
package dev.slipway.desktop.code;
