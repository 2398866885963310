package dev.slipway.backend.image;

import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.sandbox.SandboxEngine;
import java.time.InstantSource;

/// What images are made with.
public record ImageParts(
        SandboxEngine engine,
        Mirrors mirrors,
        Bases bases,
        BuildSandboxes sandboxes,
        Environments environments,
        InstantSource clock) {}
