package dev.slipway.backend.image;

import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;

/// Hears how builds go, on their threads. A build ends with one of the last two, or in silence where it was cancelled.
public interface BuildListener {
    /// @param commit empty while it waits
    /// @param message what is done, for people
    void building(RepositoryName repository, BuildId build, String commit, String message);

    void ready(Image image);

    /// @param logEnd the last lines of its log
    void failed(RepositoryName repository, BuildId build, String commit, String message, String logEnd);

    /// The image is gone.
    ///
    /// @param message why, for people
    void removed(RepositoryName repository, String message);
}
