package dev.slipway.backend.git;

import org.eclipse.jgit.transport.URIish;

/// A repository behind a URL without credentials.
record RemoteOrigin(URIish address) implements Origin {
    @Override
    public String location() {
        return address.toString().replaceAll("/+$", "");
    }
}
