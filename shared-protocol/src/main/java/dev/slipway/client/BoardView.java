package dev.slipway.client;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.Map;

/// What stands outside any one session: the fold of the board's events. Immutable.
///
/// @param seq of the newest event applied, 0 for none
/// @param sessions by id, in the order they were first listed
/// @param repositories by name, in the order they were added
public record BoardView(
        long seq, Map<SessionId, SessionListed> sessions, Map<RepositoryName, Repository> repositories) {
    public static final BoardView EMPTY = new BoardView(0, Map.of(), Map.of());

    /// The view after one more event. Events come in the order of their seq.
    public BoardView apply(ServerMessage.Board board) {
        Map<SessionId, SessionListed> listed = new LinkedHashMap<>(sessions);
        Map<RepositoryName, Repository> added = new LinkedHashMap<>(repositories);
        switch (board.event()) {
            case SessionListed e -> listed.put(e.sessionId(), e);
            case BoardEvent.SessionDeleted e -> listed.remove(e.sessionId());
            case BoardEvent.RepositoryAdded e -> added.put(e.repository().name(), e.repository());
            case BoardEvent.RepositoryRemoved e -> added.remove(e.name());
            case BoardEvent.BasePreparing e -> {}
            case BoardEvent.BaseReady e -> {}
            case BoardEvent.BaseFailed e -> {}
            case BoardEvent.Unknown e -> {}
        }
        return new BoardView(
                board.seq(),
                java.util.Collections.unmodifiableMap(listed),
                java.util.Collections.unmodifiableMap(added));
    }
}
