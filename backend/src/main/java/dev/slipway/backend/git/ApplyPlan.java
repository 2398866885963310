package dev.slipway.backend.git;

import java.util.List;

/// What is to be done to a checkout, and what stands against it: where there is an obstacle, nothing is done.
/// Immutable.
///
/// @param steps by path
record ApplyPlan(List<FileStep> steps, List<Obstacle> obstacles) {
    ApplyPlan {
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }

    /// @param why goes on with a sentence that begins with the path
    record Obstacle(String path, String why) {}
}
