package dev.slipway.backend.session;

/// Sessions outside of this installation: all together, or one by one.
public record Keeping(Backup backup, Exports exports, Imports imports) {}
