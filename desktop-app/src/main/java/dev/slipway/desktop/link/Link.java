package dev.slipway.desktop.link;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a link leads. A link comes from anywhere: it opens a place, and changes nothing there but that who opened it
/// may see a session that was shared.
///
/// `slipway://session/ID` · `slipway://new` · `slipway://new/REPOSITORY` · `slipway://sessions` · and those of a
/// backend for people: `https://HOST/join#CODE` · `https://HOST/s/ID#CODE`
public sealed interface Link {
    record OfSession(SessionId session) implements Link {}

    record OfNewSession(@Nullable RepositoryName repository) implements Link {}

    record OfSessions() implements Link {}

    /// @param url of the backend
    /// @param code secret, good for one use
    record OfInvitation(String url, String code) implements Link {
        @Override
        public String toString() {
            return "OfInvitation[url=" + url + ", code=***]";
        }
    }

    /// @param url of the backend
    /// @param code secret
    record OfShare(String url, SessionId session, String code) implements Link {
        @Override
        public String toString() {
            return "OfShare[url=" + url + ", session=" + session + ", code=***]";
        }
    }

    /// Empty where it leads nowhere.
    static Optional<Link> parse(String text) {
        try {
            Matcher people = ForPeople.FORM.matcher(text.strip());
            if (people.matches()) return Optional.of(ForPeople.link(people));
            URI uri = URI.create(text.strip());
            if (!"slipway".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) return Optional.empty();
            String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
            return switch (uri.getHost()) {
                case "session" -> Optional.of(new OfSession(new SessionId(path)));
                case "new" -> Optional.of(new OfNewSession(path.isEmpty() ? null : new RepositoryName(path)));
                case "sessions" -> Optional.of(new OfSessions());
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// What a backend gives out.
    final class ForPeople {
        private static final Pattern FORM = Pattern.compile(
                "(?<url>https?://[^/#?\\s]+)/(?:join|s/(?<session>[^/#?]+))#(?<code>[A-Za-z0-9._-]{1,300})");

        private ForPeople() {}

        private static Link link(Matcher parts) {
            String session = parts.group("session");
            return session == null
                    ? new OfInvitation(parts.group("url"), parts.group("code"))
                    : new OfShare(parts.group("url"), new SessionId(session), parts.group("code"));
        }
    }
}
