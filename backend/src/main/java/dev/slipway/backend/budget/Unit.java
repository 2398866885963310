package dev.slipway.backend.budget;

/// In what a cap is counted.
enum Unit {
    usd,
    tokens
}
