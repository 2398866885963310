package dev.slipway.backend.session;

import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.SessionId;

/// A sandbox that waited for a session, which takes this id. Closed by who took it.
record Waited(SessionId id, Sandbox sandbox, LateOutward outward) {}
