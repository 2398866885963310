package dev.slipway.desktop.link;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a `slipway://` link leads. A link comes from anywhere: it opens a place, and does nothing there.
///
/// `slipway://session/ID` · `slipway://new` · `slipway://new/REPOSITORY` · `slipway://sessions`
public sealed interface Link {
    record OfSession(SessionId session) implements Link {}

    record OfNewSession(@Nullable RepositoryName repository) implements Link {}

    record OfSessions() implements Link {}

    /// Empty where it leads nowhere.
    static Optional<Link> parse(String text) {
        try {
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
}
