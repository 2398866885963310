package dev.slipway.backend.agent;

import dev.slipway.protocol.AttachmentId;
import java.io.InputStream;
import java.util.Optional;

/// Where a turn gets what was attached to its session's prompts.
@FunctionalInterface
public interface AttachmentSource {
    AttachmentSource NONE = id -> Optional.empty();

    /// The content, which the caller closes; empty where it is gone.
    Optional<InputStream> open(AttachmentId id);
}
