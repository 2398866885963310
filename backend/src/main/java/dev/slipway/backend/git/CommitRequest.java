package dev.slipway.backend.git;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.List;

/// What a turn's commit says.
///
/// @param branch as [Branches#name] gave it for this session
/// @param baseCommit what the session started from
/// @param parent the commit that the branch begins above where it isn't there yet: the base commit, or one
/// above it
/// @param author who prompted
/// @param others who steered the turn beside the author
/// @param message the first line becomes the subject, cut at 72 characters; the rest the body
public record CommitRequest(
        SessionId session,
        TurnId turn,
        String branch,
        String baseCommit,
        String parent,
        Person author,
        List<Person> others,
        String message) {
    public CommitRequest {
        others = List.copyOf(others);
        Branches.require(branch);
    }
}
