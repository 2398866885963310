package dev.slipway.desktop.changes;

import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.Applied;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where the changes of one session come from. Answers come on the FX thread and fail with words for people, as
/// [dev.slipway.desktop.connection.Failure] reads them.
public interface Source {
    /// A whole file has no more lines.
    int WHOLE = 1_000_000;

    /// One file's diff. Immutable.
    ///
    /// @param length of its text, in UTF-16 units
    record Diffs(List<FileDiff> files, Looks looks, int length) {
        static Diffs read(String path, String text) {
            List<FileDiff> files = DiffReader.read(text);
            return new Diffs(files, Looks.of(path, files), text.length());
        }
    }

    /// @param turn null for the whole session
    CompletableFuture<Changes> changes(@Nullable TurnId turn);

    /// @param context lines around each change
    CompletableFuture<Diffs> diff(@Nullable TurnId turn, String path, int context);

    CompletableFuture<Applied> apply();

    static Source of(OpenSession session) {
        return new Source() {
            @Override
            public CompletableFuture<Changes> changes(@Nullable TurnId turn) {
                return session.connection().ask(api -> api.changes(session.id(), turn));
            }

            @Override
            public CompletableFuture<Diffs> diff(@Nullable TurnId turn, String path, int context) {
                // Read where it arrives: a megabyte takes longer than a frame.
                return session.connection()
                        .ask(api ->
                                api.diff(session.id(), turn, path, context).thenApply(text -> Diffs.read(path, text)));
            }

            @Override
            public CompletableFuture<Applied> apply() {
                return session.connection().ask(api -> api.apply(session.id()));
            }
        };
    }
}
