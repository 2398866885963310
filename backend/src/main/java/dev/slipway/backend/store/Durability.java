package dev.slipway.backend.store;

/// What a commit has survived when the call returns.
public enum Durability {
    /// The machine loses power: one wait for the disk.
    power_cut,
    /// The process is killed.
    kill
}
