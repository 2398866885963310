package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/// What happened outside any one session: the list of sessions, and the repositories. The board is a log like a
/// session's, with an epoch and a seq of its own, and follows the same rules. All are immutable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = BoardEvent.Unknown.class)
public sealed interface BoardEvent {

    /// The command that this event answers, or null where no one asked.
    default @Nullable RequestId requestId() {
        return null;
    }

    /// The session is in the list. Written again whole whenever one of these changes; the last one counts.
    record SessionListed(
            SessionId sessionId,
            String title,
            RepositoryName repository,
            String model,
            Person person,
            SessionState state,
            int queued,
            boolean archived,
            long createdAtMs,
            long changedAtMs)
            implements BoardEvent {}

    record SessionDeleted(@Nullable RequestId requestId, SessionId sessionId) implements BoardEvent {}

    record RepositoryAdded(@Nullable RequestId requestId, Repository repository) implements BoardEvent {}

    record RepositoryRemoved(RequestId requestId, RepositoryName name) implements BoardEvent {}

    /// The files of a commit are being laid out for its sandboxes; the first session on it waits for this. Or the
    /// repository is being fetched for so long that it is worth a word, which comes before `repository_added` where
    /// it is being added. Told again while it goes on; `base_ready` or `base_failed` of the same commit ends it.
    ///
    /// @param commit empty while the repository is fetched
    /// @param message what is done and how far that is, for people
    record BasePreparing(RepositoryName repository, String commit, String message) implements BoardEvent {}

    /// @param files of the commit; 0 after a fetch
    record BaseReady(RepositoryName repository, String commit, long files, long tookMs) implements BoardEvent {}

    record BaseFailed(RepositoryName repository, String commit, String message) implements BoardEvent {}

    /// An event of a newer server. It folds to nothing and still advances seq.
    record Unknown() implements BoardEvent {}
}
