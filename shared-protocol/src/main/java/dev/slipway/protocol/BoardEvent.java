package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
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
    ///
    /// @param access null from a server that knew one person only
    /// @param newsSeq the seq in its log of the newest event that is worth a person's attention; null from a
    /// server that didn't tell
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
            long changedAtMs,
            @Nullable Access access,
            @Nullable Long newsSeq)
            implements BoardEvent {

        /// One of which no news is told.
        public SessionListed(
                SessionId sessionId,
                String title,
                RepositoryName repository,
                String model,
                Person person,
                SessionState state,
                int queued,
                boolean archived,
                long createdAtMs,
                long changedAtMs,
                @Nullable Access access) {
            this(
                    sessionId,
                    title,
                    repository,
                    model,
                    person,
                    state,
                    queued,
                    archived,
                    createdAtMs,
                    changedAtMs,
                    access,
                    null);
        }
    }

    /// The person who is told this has seen the session up to a seq of its log. With news after that it is
    /// unread for them; one of which they were never told this isn't.
    ///
    /// @param requestId null where it follows from something else that they did or were given
    /// @param seq 0 for nothing
    record SessionSeen(@Nullable RequestId requestId, SessionId sessionId, long seq) implements BoardEvent {}

    /// Something that isn't for this person. It folds to nothing and still advances seq.
    record Withheld() implements BoardEvent {}

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

    /// The repository's image is being built, or waits for its turn. Told again while it goes on; `image_ready`,
    /// `image_failed` or `image_cancelled` of the same build ends it.
    ///
    /// @param commit empty while it waits
    /// @param message what is done and how far that is, for people
    record ImageBuilding(
            @Nullable RequestId requestId, RepositoryName repository, BuildId buildId, String commit, String message)
            implements BoardEvent {}

    /// Sessions begin on this image from now on.
    ///
    /// @param branch the default one, or the commit where HEAD names none
    /// @param bytes on disk
    /// @param reason where it was said what to do, or why that was guessed
    /// @param notGranted what was asked and isn't granted, in words for people
    record ImageReady(
            RepositoryName repository,
            BuildId buildId,
            String commit,
            String branch,
            long builtAtMs,
            long tookMs,
            long bytes,
            ImageSource source,
            String reason,
            List<String> notGranted)
            implements BoardEvent {
        public ImageReady {
            notGranted = Check.copy("notGranted", notGranted);
        }
    }

    /// The image that stood before stands.
    ///
    /// @param message why, for people
    /// @param logEnd the last lines of its log: words of a sandbox
    record ImageFailed(RepositoryName repository, BuildId buildId, String commit, String message, String logEnd)
            implements BoardEvent {}

    /// The build was ended by a person; the image that stood before stands.
    record ImageCancelled(RequestId requestId, RepositoryName repository, BuildId buildId) implements BoardEvent {}

    /// The image is gone, as when there was no room for it.
    record ImageRemoved(RepositoryName repository, String message) implements BoardEvent {}

    /// An event of a newer server. It folds to nothing and still advances seq.
    record Unknown() implements BoardEvent {}
}
