package dev.slipway.protocol;

/// A share link, for those who may give it away. Immutable.
///
/// @param link opens in a browser, in the desktop app, or by `slipway join`
public record ShareLink(String link) {}
