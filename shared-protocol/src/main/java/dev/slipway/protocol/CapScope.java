package dev.slipway.protocol;

/// To what a spending cap applies, the narrowest first: a session for as long as it lives, and in each month a
/// person, a repository, the whole installation.
public enum CapScope {
    session,
    person,
    repository,
    installation
}
