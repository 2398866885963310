package dev.slipway.backend.agent;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a turn begins with.
///
/// @param history all events of the session so far, in order, this turn's own included
/// @param systemFacts what the model should know of this session and its sandbox; the same for every turn of a
/// session, so that prompt caches hit
/// @param agentsFile the text of the repository's AGENTS.md, or null; the same for every turn of a session
public record TurnInput(
        SessionId sessionId,
        TurnId turnId,
        List<SessionEvent> history,
        String systemFacts,
        @Nullable String agentsFile,
        AttachmentSource attachments,
        SandboxSource sandbox) {
    public TurnInput {
        history = List.copyOf(history);
    }
}
