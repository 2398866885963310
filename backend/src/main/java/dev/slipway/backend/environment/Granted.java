package dev.slipway.backend.environment;

import java.util.function.Predicate;

/// What the operator opened to a repository's sandboxes.
///
/// @param hosts whether a host can be reached
/// @param secrets whether a secret of that name is put in for it
public record Granted(Predicate<String> hosts, Predicate<String> secrets) {
    public static final Granted NOTHING = new Granted(host -> false, secret -> false);
}
