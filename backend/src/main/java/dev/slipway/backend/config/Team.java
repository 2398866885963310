package dev.slipway.backend.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where people from other machines reach this installation.
///
/// @param url as they write it, without a slash at its end
/// @param host to listen on, beside loopback
/// @param certificate with its chain, as PEM; null where something in front speaks TLS
/// @param key its unencrypted private key, as PEM; null with the certificate
public record Team(
        String url,
        String host,
        int port,
        @Nullable Path certificate,
        @Nullable Path key) {
    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+):(\\d{1,5})");

    /// Empty where the configuration has no `team`.
    static Optional<Team> read(ConfigurationFile settings) {
        String url = settings.text("team.url");
        String listen = settings.text("team.listen");
        boolean behindProxy = settings.flag("team.behind-proxy");
        Path certificate = path(settings.text("team.certificate"));
        Path key = path(settings.text("team.key"));
        if (url == null && listen == null && certificate == null && key == null) return Optional.empty();
        Matcher address = LISTEN.matcher(listen == null ? "" : listen);
        if (!isAddress(url))
            settings.problem("team.url", "team.url is how people reach this, such as https://slipway.example.org");
        if (!address.matches())
            settings.problem("team.listen", "team.listen is an address and a port, such as 0.0.0.0:7443");
        if ((certificate == null) != (key == null))
            settings.problem(
                    "team.certificate",
                    "team.certificate and team.key go together; leave out both behind a proxy that speaks TLS");
        for (Path file : new Path[] {certificate, key})
            if (file != null && !Files.isReadable(file))
                settings.problem("team.key", "team: " + file + " can't be read");
        if (url == null || !address.matches()) return Optional.empty();
        String host = address.group(1).replaceAll("[\\[\\]]", "");
        boolean isOpen = certificate == null && !isLoopback(host) && !behindProxy;
        if (isOpen)
            settings.problem(
                    "team.listen",
                    "team.listen is open to other machines without TLS, and tokens would be read on the way. Name"
                            + " team.certificate and team.key, or listen on 127.0.0.1 behind a proxy; if the proxy is on another"
                            + " machine and the network between them is yours, say team.behind-proxy: true");
        return Optional.of(
                new Team(url.replaceAll("/+$", ""), host, Integer.parseInt(address.group(2)), certificate, key));
    }

    private static boolean isAddress(@Nullable String url) {
        try {
            URI uri = URI.create(url == null ? "" : url);
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    private static @Nullable Path path(@Nullable String text) {
        return text == null ? null : Path.of(text).toAbsolutePath();
    }
}
