package dev.slipway.desktop.kept;

import dev.slipway.client.BoardView;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.RepositoryAdded;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.BoardEvent.SessionSeen;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.ServerMessage.Board;
import java.util.List;

/// A backend's list as it was seen last. Immutable.
///
/// @param url where the backend was
/// @param asOfMs when that was so, in milliseconds since 1970
/// @param seen how far the person had seen them
public record KeptBoard(
        String url, long asOfMs, List<SessionListed> sessions, List<SessionSeen> seen, List<Repository> repositories) {
    /// The newest are kept, where there are more.
    static final int MOST_SESSIONS = 2_000;

    public KeptBoard {
        sessions = List.copyOf(sessions);
        seen = List.copyOf(seen);
        repositories = List.copyOf(repositories);
    }

    static KeptBoard of(String url, long asOfMs, BoardView board) {
        List<SessionListed> newest = board.sessions().values().stream()
                .sorted(java.util.Comparator.comparingLong(SessionListed::changedAtMs)
                        .reversed())
                .limit(MOST_SESSIONS)
                .toList();
        List<SessionSeen> seen = newest.stream()
                .map(SessionListed::sessionId)
                .filter(board.seen()::containsKey)
                .map(id -> new SessionSeen(null, id, board.seen().getOrDefault(id, 0L)))
                .toList();
        return new KeptBoard(
                url, asOfMs, newest, seen, List.copyOf(board.repositories().values()));
    }

    BoardView view() {
        BoardView view = BoardView.EMPTY;
        for (Repository each : repositories) view = with(view, new RepositoryAdded(null, each));
        for (SessionListed each : sessions) view = with(view, each);
        for (SessionSeen each : seen) view = with(view, each);
        return view;
    }

    private BoardView with(BoardView view, BoardEvent event) {
        return view.apply(new Board("", view.seq() + 1, asOfMs, event));
    }
}
