package dev.slipway.protocol;

/// A repository that sessions may be started on.
///
/// @param location the path or URL that it was added by, without credentials
public record Repository(RepositoryName name, String location) {
    public Repository {
        Check.present("name", name);
        Check.filled("location", location, 4096);
    }
}
