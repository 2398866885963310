package dev.slipway.client;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionState;
import org.jspecify.annotations.Nullable;

/// What is looked for in all sessions. Immutable.
///
/// @param words as a person types them: all of them, `"a phrase"`, `begin*`
/// @param repository null for all
/// @param person the address of who wrote it, or what it answers; null for anybody
/// @param state what the session is doing now; null for anything
/// @param sinceMs milliseconds since 1970; 0 for ever
public record Wanted(
        String words,
        @Nullable RepositoryName repository,
        @Nullable String person,
        @Nullable SessionState state,
        long sinceMs) {
    Query query() {
        return new Query()
                .with("q", words)
                .with("repository", repository == null ? null : repository.value())
                .with("person", person)
                .with("state", state == null ? null : state.name())
                .with("since", sinceMs == 0 ? null : Long.toString(sinceMs));
    }
}
