package dev.slipway.backend.git;

import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jgit.transport.URIish;

/// Where a mirror comes from.
sealed interface Origin permits LocalOrigin, RemoteOrigin {
    Set<String> SCHEMES = Set.of("https", "http", "git", "file");

    /// The same text for the same place, so that it tells two origins apart.
    String location();

    /// What JGit fetches from.
    URIish address();

    /// The last part of the location, without `.git`.
    default String lastSegment() {
        String end = location().replaceAll("/+$", "").replaceAll("\\.git$", "");
        return end.substring(end.lastIndexOf('/') + 1);
    }

    /// @throws GitRefused where the location is none that a mirror can have
    static Origin parse(String location) {
        String trimmed = location.strip();
        if (trimmed.startsWith("/")) return LocalOrigin.at(path(trimmed));
        if (!trimmed.contains(":"))
            throw new GitRefused("\"" + trimmed + "\" is neither an absolute path nor a URL. Give the full path of the"
                    + " repository, or a URL that begins with https://");
        URIish address = address(trimmed);
        String scheme =
                address.getScheme() == null ? "ssh" : address.getScheme().toLowerCase(Locale.ROOT);
        if (address.getPass() != null || (address.getUser() != null && !scheme.equals("ssh")))
            throw new GitRefused("The URL holds a user name or password, which would be stored in the clear. Give it"
                    + " without the part before the @");
        if (!SCHEMES.contains(scheme))
            throw new GitRefused("Repositories can't be fetched by " + scheme + " here. Use an https:// URL, or the"
                    + " absolute path of a clone on this machine");
        if (scheme.equals("file")) return LocalOrigin.at(path(address.getPath()));
        String host = address.getHost();
        if (host == null || host.isEmpty() || trimmed.contains("?") || trimmed.contains("#"))
            throw new GitRefused("\"" + trimmed + "\" isn't the URL of a repository. Give one like"
                    + " https://example.org/team/project.git");
        return new RemoteOrigin(address.setScheme(scheme).setHost(host.toLowerCase(Locale.ROOT)));
    }

    private static URIish address(String location) {
        try {
            return new URIish(location);
        } catch (URISyntaxException e) {
            // The exception's own message would show what may be a password.
            throw new GitRefused("The location isn't a URL that can be read. Give one like"
                    + " https://example.org/team/project.git");
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new GitRefused("\"" + text + "\" is no path on this machine", e);
        }
    }
}
