package dev.slipway.desktop.thread;

import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.TurnId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// What is shown in a thread and stands beside its log: small pictures of files that came with prompts, of which the
/// last few are kept, and what turns cost. FX thread only.
public final class Beside {
    private final OpenSession session;
    private final Map<AttachmentId, CompletableFuture<Optional<Picture>>> kept = new LastFew<>();
    private Function<TurnId, String> costs = turn -> "";

    Beside(OpenSession session) {
        this.session = session;
    }

    /// @param now what a turn cost, in words; empty where nobody knows, or it was free
    public void costs(Function<TurnId, String> now) {
        costs = now;
    }

    /// Empty where the file is none.
    CompletableFuture<Optional<Picture>> picture(AttachmentId file) {
        return kept.computeIfAbsent(
                file,
                id -> session.connection()
                        .ask(api -> api.attachment(session.id(), id).thenApply(Picture::of)));
    }

    String cost(TurnId turn) {
        return costs.apply(turn);
    }
}
