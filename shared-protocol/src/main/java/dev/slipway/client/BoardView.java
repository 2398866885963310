package dev.slipway.client;

import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPMap;

/// What stands outside any one session: the fold of the board's events. Immutable; applying an event costs O(log n).
///
/// @param seq of the newest event applied, 0 for none
/// @param sessions by id, in the order they were first listed
/// @param repositories by name, in the order they were added
/// @param preparing by name, what was last told of a repository that is fetched or laid out, until that is done; also
/// of one that is only being added
/// @param images by name, of the repositories that something was told of
/// @param seen how far the person has seen the sessions that concern them: those that they began, wrote in,
/// were given or looked at
public record BoardView(
        long seq,
        Map<SessionId, SessionListed> sessions,
        Map<RepositoryName, Repository> repositories,
        Map<RepositoryName, Preparing> preparing,
        Map<RepositoryName, ImageView> images,
        Map<SessionId, Long> seen) {
    public static final BoardView EMPTY = new BoardView(
            0, OrderedPMap.empty(), OrderedPMap.empty(), OrderedPMap.empty(), OrderedPMap.empty(), OrderedPMap.empty());

    /// @param commit whose files are laid out; empty while the repository is fetched
    /// @param message how far it is, or why it failed
    public record Preparing(String commit, String message, boolean failed) {}

    /// Whether something worth the person's attention happened there since they saw it.
    public boolean isUnread(SessionId session) {
        SessionListed listed = sessions.get(session);
        Long upTo = seen.get(session);
        return listed != null && upTo != null && listed.newsSeq() != null && listed.newsSeq() > upTo;
    }

    /// The view after one more event. Events come in the order of their seq.
    public BoardView apply(ServerMessage.Board board) {
        long at = board.seq();
        return switch (board.event()) {
            case SessionListed e -> sessions(at, all -> all.plus(e.sessionId(), e));
            case BoardEvent.SessionSeen e -> seen(at, all -> all.plus(e.sessionId(), e.seq()));
            case BoardEvent.SessionDeleted e ->
                sessions(at, all -> all.minus(e.sessionId())).seen(at, all -> all.minus(e.sessionId()));
            case BoardEvent.RepositoryAdded e ->
                repositories(at, all -> all.plus(e.repository().name(), e.repository()));
            case BoardEvent.RepositoryRemoved e ->
                repositories(at, all -> all.minus(e.name()))
                        .preparing(at, all -> all.minus(e.name()))
                        .images(at, all -> all.minus(e.name()));
            case BoardEvent.BasePreparing e ->
                preparing(at, all -> all.plus(e.repository(), new Preparing(e.commit(), e.message(), false)));
            case BoardEvent.BaseReady e ->
                preparing(at, all -> isOf(e.commit(), all.get(e.repository())) ? all.minus(e.repository()) : all);
            case BoardEvent.BaseFailed e -> preparing(at, all -> failed(all, e));
            case BoardEvent.ImageBuilding e -> image(at, e.repository(), image -> image.with(e));
            case BoardEvent.ImageReady e -> image(at, e.repository(), image -> image.with(e));
            case BoardEvent.ImageFailed e -> image(at, e.repository(), image -> image.with(e));
            case BoardEvent.ImageCancelled e -> image(at, e.repository(), image -> image.without(e.buildId()));
            case BoardEvent.ImageRemoved e -> image(at, e.repository(), ImageView::removed);
            case BoardEvent.Withheld _, BoardEvent.Unknown _ ->
                new BoardView(at, sessions, repositories, preparing, images, seen);
        };
    }

    /// A fetch that failed was refused to who asked for it, so nothing is left to be shown of it.
    private static OrderedPMap<RepositoryName, Preparing> failed(
            OrderedPMap<RepositoryName, Preparing> all, BoardEvent.BaseFailed event) {
        if (!event.commit().isEmpty())
            return all.plus(event.repository(), new Preparing(event.commit(), event.message(), true));
        return isOf("", all.get(event.repository())) ? all.minus(event.repository()) : all;
    }

    private static boolean isOf(String commit, @Nullable Preparing shown) {
        return shown != null && shown.commit().equals(commit);
    }

    private BoardView sessions(long at, UnaryOperator<OrderedPMap<SessionId, SessionListed>> change) {
        return new BoardView(at, change.apply(OrderedPMap.from(sessions)), repositories, preparing, images, seen);
    }

    private BoardView repositories(long at, UnaryOperator<OrderedPMap<RepositoryName, Repository>> change) {
        return new BoardView(at, sessions, change.apply(OrderedPMap.from(repositories)), preparing, images, seen);
    }

    private BoardView preparing(long at, UnaryOperator<OrderedPMap<RepositoryName, Preparing>> change) {
        return new BoardView(at, sessions, repositories, change.apply(OrderedPMap.from(preparing)), images, seen);
    }

    private BoardView image(long at, RepositoryName name, UnaryOperator<ImageView> change) {
        return images(at, all -> all.plus(name, change.apply(all.getOrDefault(name, ImageView.NONE))));
    }

    private BoardView images(long at, UnaryOperator<OrderedPMap<RepositoryName, ImageView>> change) {
        return new BoardView(at, sessions, repositories, preparing, change.apply(OrderedPMap.from(images)), seen);
    }

    private BoardView seen(long at, UnaryOperator<OrderedPMap<SessionId, Long>> change) {
        return new BoardView(at, sessions, repositories, preparing, images, change.apply(OrderedPMap.from(seen)));
    }
}
