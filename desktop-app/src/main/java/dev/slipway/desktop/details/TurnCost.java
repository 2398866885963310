package dev.slipway.desktop.details;

/// What one turn cost, in words. Immutable.
///
/// @param title the prompt's beginning, on one line
/// @param time how long it took; "…" while it runs
/// @param tokens read and written together
/// @param money in dollars; empty where nobody knows, or it was free
/// @param share of the costliest turn's tokens that are shown, 0 to 1
public record TurnCost(String title, String time, String tokens, String steps, String money, double share) {}
