package dev.slipway.protocol;

import org.jspecify.annotations.Nullable;

/// Changes what is known of repositories, and their images. Answered on the board. All are immutable.
public sealed interface RepositoryCommand extends ClientMessage.Command {

    /// Answered by the board's `repository_added`; a location that is there already is told again, with the name
    /// that it has.
    ///
    /// @param location an absolute path on the backend's machine, or a URL
    /// @param name null for one made from the location
    record AddRepository(
            RequestId requestId, String location, @Nullable RepositoryName name) implements RepositoryCommand {
        public AddRepository {
            Check.present("requestId", requestId);
            Check.filled("location", location, 4096);
        }
    }

    /// Answered by the board's `repository_removed`; refused with `conflict` while sessions use it.
    record RemoveRepository(RequestId requestId, RepositoryName name) implements RepositoryCommand {
        public RemoveRepository {
            Check.present("requestId", requestId);
            Check.present("name", name);
        }
    }

    /// Builds the repository's image now. Answered by the board's `image_building`; refused with `conflict` while one
    /// is being built.
    ///
    /// @param clean whether from nothing, instead of from the image that stands
    record BuildImage(RequestId requestId, RepositoryName repository, boolean clean) implements RepositoryCommand {
        public BuildImage {
            Check.present("requestId", requestId);
            Check.present("repository", repository);
        }
    }

    /// Ends the build of the repository's image. Answered by the board's `image_cancelled`; refused with `conflict`
    /// where none is being built.
    record CancelBuild(RequestId requestId, RepositoryName repository) implements RepositoryCommand {
        public CancelBuild {
            Check.present("requestId", requestId);
            Check.present("repository", repository);
        }
    }
}
