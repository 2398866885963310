package dev.slipway.backend.image;

/// Where a build begins.
public enum BuildWay {
    /// On top of the image that stands, where that is possible.
    usual,
    /// From nothing.
    clean
}
