package dev.slipway.cli;

import dev.slipway.client.JoinedBackends;
import dev.slipway.client.LocalBackend;
import java.util.List;
import java.util.Optional;

/// Where the backend is that this terminal talks to. Immutable.
///
/// @param url no slash at its end
/// @param version `unknown` where it is elsewhere
record Address(String url, String token, String version) {

    /// The one that `SLIPWAY_BACKEND` names among those that were joined; else this machine's if one runs; else the one
    /// that was joined last.
    static Address find() {
        String wanted = System.getenv().getOrDefault("SLIPWAY_BACKEND", "");
        if (!wanted.isBlank())
            return joined(wanted)
                    .orElseThrow(() -> new Exit(
                            Exit.NO_BACKEND,
                            "SLIPWAY_BACKEND names " + wanted
                                    + ", which wasn't joined. Ask for an invitation there, and"
                                    + " use it: slipway join LINK"));
        return LocalBackend.find(LocalBackend.home(System.getenv()))
                .map(Address::of)
                .or(Address::joinedLast)
                .orElseThrow(Exit::noBackend);
    }

    static Optional<Address> joined(String url) {
        return JoinedBackends.of(System.getenv()).find(url).map(Address::of);
    }

    private static Optional<Address> joinedLast() {
        List<JoinedBackends.Known> all = JoinedBackends.of(System.getenv()).all();
        return all.isEmpty() ? Optional.empty() : Optional.of(of(all.getLast()));
    }

    private static Address of(JoinedBackends.Known known) {
        return new Address(known.url(), known.token(), "unknown");
    }

    static Address of(LocalBackend local) {
        return new Address(local.url(), local.token(), local.version());
    }

    @Override
    public String toString() {
        return "Address[url=" + url + ", token=***]";
    }
}
