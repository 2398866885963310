package dev.slipway.desktop.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// Where a backend is, and what it wants to hear. Immutable.
///
/// @param name what people call it; unique among those that are kept
/// @param url `http://HOST:PORT` or `https://HOST[:PORT]`, no path
/// @param token as in the backend's token file; secret
public record Address(String name, String url, String token) {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /// Checks what a person typed.
    ///
    /// @throws IllegalArgumentException with words for that person
    public static Address of(String name, String url, String token) {
        URI parsed = parse(url.strip());
        String host = parsed.getHost();
        boolean secret = "https".equals(parsed.getScheme());
        if (!secret && !"http".equals(parsed.getScheme()))
            throw new IllegalArgumentException("An address begins with http:// or https://.");
        if (host == null) throw new IllegalArgumentException("The address names no machine.");
        if (!secret && !LOOPBACK.contains(host))
            throw new IllegalArgumentException(
                    "http:// would send the token in the clear. Use https://, or a tunnel to 127.0.0.1 (ssh -L 7420:127.0.0.1:7420 "
                            + host + ").");
        if (token.isBlank())
            throw new IllegalArgumentException(
                    "The token is missing. It is in the file that backend.json names as tokenFile.");
        String port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        String whole = parsed.getScheme() + "://" + host + port;
        return new Address(name.isBlank() ? host + port : name.strip(), whole, token.strip());
    }

    /// Whether it is this machine's, or a tunnel that begins here.
    public boolean isHere() {
        String host = URI.create(url).getHost();
        return host != null && LOOPBACK.contains(host);
    }

    private static URI parse(String url) {
        try {
            return new URI(url.contains("://") ? url : "http://" + url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("This isn't an address. One looks like http://127.0.0.1:7420.");
        }
    }

    @Override
    public String toString() {
        return "Address[name=" + name + ", url=" + url + ", token=***]";
    }
}
