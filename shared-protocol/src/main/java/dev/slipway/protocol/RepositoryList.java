package dev.slipway.protocol;

import java.util.List;

/// The repositories that somebody may use, by name.
public record RepositoryList(List<Repository> repositories) {
    public RepositoryList {
        repositories = Check.copy("repositories", repositories);
    }
}
