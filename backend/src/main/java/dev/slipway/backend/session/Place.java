package dev.slipway.backend.session;

import dev.slipway.backend.git.Base;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;

/// Where a sandbox begins: for a session that is there, or for one that may take this id.
record Place(SessionId session, RepositoryName repository, Base base) {
    static Place of(SessionEvent.SessionCreated created) {
        return new Place(created.sessionId(), created.repository(), new Base(created.base(), created.baseCommit()));
    }
}
