package dev.slipway.backend.session;

import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.image.Making;
import dev.slipway.backend.image.PreparedBase;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.RepositoryName;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the board of repositories that are fetched and of bases that are laid out: that it happens, how far it is,
/// and how it ended. Who waits for it hears nothing of this. Thread-safe.
final class Preparations {
    private static final Logger LOG = LoggerFactory.getLogger(Preparations.class);
    private static final String FETCH = "";
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(1);

    private final Board board;

    Preparations(Board board) {
        this.board = board;
    }

    /// What stands for all that is told of the same thing.
    static String key(RepositoryName repository, String commit) {
        return "base/" + repository + "/" + commit;
    }

    /// Fetches; told where it takes long. Blocks; an interrupt ends it.
    void fetch(Mirror mirror) throws InterruptedException {
        RepositoryName name = mirror.name();
        long began = System.nanoTime();
        Telling telling =
                new Telling(WORTH_A_WORD, words -> tell(name, FETCH, new BoardEvent.BasePreparing(name, FETCH, words)));
        try (telling) {
            mirror.fetch(telling);
        } catch (RuntimeException e) {
            if (telling.told())
                tell(name, FETCH, new BoardEvent.BaseFailed(name, FETCH, String.valueOf(e.getMessage())));
            throw e;
        }
        long tookMs = (System.nanoTime() - began) / 1_000_000;
        if (telling.told()) tell(name, FETCH, new BoardEvent.BaseReady(name, FETCH, 0, tookMs));
    }

    /// The same work, told from its beginning to its end.
    Making told(RepositoryName name, String commit, Making making) {
        return progress -> {
            PreparedBase made;
            try (Telling telling = new Telling(
                    Duration.ZERO, words -> tell(name, commit, new BoardEvent.BasePreparing(name, commit, words)))) {
                made = making.make((what, howFar) -> {
                    telling.report(what, howFar);
                    progress.report(what, howFar);
                });
            } catch (RuntimeException e) {
                tell(name, commit, new BoardEvent.BaseFailed(name, commit, String.valueOf(e.getMessage())));
                throw e;
            }
            long tookMs = made.took().toMillis();
            tell(name, commit, new BoardEvent.BaseReady(name, commit, made.files(), tookMs));
            return made;
        };
    }

    private void tell(RepositoryName repository, String commit, BoardEvent event) {
        try {
            board.append(key(repository, commit), event);
        } catch (StorageFailed e) {
            LOG.warn("the board doesn't say how far a preparation is: {}", e.getMessage());
        }
    }
}
