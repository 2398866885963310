package dev.slipway.backend.image;

import dev.slipway.backend.git.Progress;

/// The work of laying out one base, from its beginning to its end.
@FunctionalInterface
public interface Making {
    PreparedBase make(Progress progress) throws InterruptedException;
}
