package dev.slipway.backend.session;

/// What is looked up across sessions.
public record Overview(Search search, Spending spending) {}
