package dev.slipway.backend.session;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.image.Bases;
import java.util.List;

/// What a session's files stand on, decided once: an image that is replaced later changes nothing for it. Kept as JSON.
///
/// @param image what its commit is checked out on top of
/// @param layers keys of all layers below the session's own, the lowest first; empty until they are prepared
/// @param environment that its commands run in, with what is granted
/// @param reason where that was said, for people
record SessionGround(Bases.Ground image, List<String> layers, Environment environment, String reason) {
    static final SessionGround BARE = new SessionGround(Bases.Ground.NONE, List.of(), Environment.NONE, "");

    SessionGround {
        layers = List.copyOf(layers);
    }

    SessionGround on(List<String> prepared) {
        return new SessionGround(image, prepared, environment, reason);
    }
}
