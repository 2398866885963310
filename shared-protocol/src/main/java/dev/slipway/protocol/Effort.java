package dev.slipway.protocol;

/// How hard a model should think before it answers. What it means is the vendor's own; a model that knows no such
/// measure answers as it always does.
public enum Effort {
    low,
    medium,
    high
}
