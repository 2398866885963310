package dev.slipway.protocol;

/// Who said what an image is made by: the repository's file, the operator's configuration, a guess, or nobody.
public enum ImageSource {
    file,
    operator,
    detected,
    none
}
