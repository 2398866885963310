package dev.slipway.cli;

import dev.slipway.client.LocalBackend;

/// Where the backend is that this terminal talks to. Immutable.
///
/// @param url no slash at its end
/// @param version `unknown` where it is elsewhere
record Address(String url, String token, String version) {

    /// The one that `SLIPWAY_BACKEND` names among those that were joined; else this machine's if one runs; else the one
    /// that was joined last.
    static Address find() {
        String wanted = System.getenv().getOrDefault("SLIPWAY_BACKEND", "");
        Joined joined = Joined.here();
        if (!wanted.isBlank())
            return joined.find(wanted)
                    .orElseThrow(() -> new Exit(
                            Exit.NO_BACKEND,
                            "SLIPWAY_BACKEND names " + wanted
                                    + ", which wasn't joined. Ask for an invitation there, and"
                                    + " use it: slipway join LINK"));
        return LocalBackend.find(LocalBackend.home(System.getenv()))
                .map(Address::of)
                .or(joined::newest)
                .orElseThrow(Exit::noBackend);
    }

    static Address of(LocalBackend local) {
        return new Address(local.url(), local.token(), local.version());
    }

    @Override
    public String toString() {
        return "Address[url=" + url + ", token=***]";
    }
}
