package dev.slipway.backend.sandbox;

/// Where a sandbox's `/` comes from.
public enum SystemRoot {
    /// The machine's own `/usr` and what goes with it, read-only. Nothing has to be prepared.
    host,
    /// The layers' `root`, read-only.
    layers,
    /// The layers' `root`, all of which can be written by commands that are root inside, with 65,536 ids and the
    /// capabilities that installing packages takes. For making layers; never for what a model does.
    building
}
