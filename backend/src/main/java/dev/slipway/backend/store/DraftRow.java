package dev.slipway.backend.store;

/// The text of a block that has no final event yet.
public record DraftRow(String blockId, String kind, String text) {}
