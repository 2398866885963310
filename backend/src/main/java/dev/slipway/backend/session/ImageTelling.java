package dev.slipway.backend.session;

import dev.slipway.backend.image.BuildListener;
import dev.slipway.backend.image.Image;
import dev.slipway.backend.image.ImageReport;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the board how builds of images go. Thread-safe.
public final class ImageTelling implements BuildListener {
    private static final Logger LOG = LoggerFactory.getLogger(ImageTelling.class);

    private final Board board;
    private final Map<BuildId, Going> going = new ConcurrentHashMap<>();

    private static final class Going {
        private volatile String commit = "";
        private final Telling telling;

        Going(ImageTelling to, RepositoryName repository, BuildId build) {
            telling = new Telling(
                    Duration.ZERO,
                    words -> to.tell(
                            buildKey(repository),
                            new BoardEvent.ImageBuilding(null, repository, build, commit, words)));
        }
    }

    public ImageTelling(Board board) {
        this.board = board;
    }

    @Override
    public void building(RepositoryName repository, BuildId build, String commit, String message) {
        Going now = going.computeIfAbsent(build, id -> new Going(this, repository, id));
        now.commit = commit;
        now.telling.report(message, "");
    }

    @Override
    public void ready(Image image) {
        end(image.buildId());
        tell(
                readyKey(image.repository()),
                new BoardEvent.ImageReady(
                        image.repository(),
                        image.buildId(),
                        image.commit(),
                        image.branch(),
                        image.builtAtMs(),
                        image.tookMs(),
                        image.bytes(),
                        ImageReport.source(image.agreed().source()),
                        image.agreed().reason(),
                        image.agreed().notGranted()));
    }

    @Override
    public void failed(RepositoryName repository, BuildId build, String commit, String message, String logEnd) {
        end(build);
        tell(buildKey(repository), new BoardEvent.ImageFailed(repository, build, commit, message, logEnd));
    }

    @Override
    public void removed(RepositoryName repository, String message) {
        tell(readyKey(repository), new BoardEvent.ImageRemoved(repository, message));
    }

    /// Nothing more is told of it.
    void end(BuildId build) {
        Going was = going.remove(build);
        if (was != null) was.telling.close();
    }

    /// What stands for all that is told of a repository's builds.
    static String buildKey(RepositoryName repository) {
        return "image/" + repository + "/build";
    }

    private static String readyKey(RepositoryName repository) {
        return "image/" + repository + "/ready";
    }

    private void tell(String key, BoardEvent event) {
        try {
            board.append(key, event);
        } catch (StorageFailed e) {
            LOG.warn("the board doesn't say how a build is: {}", e.getMessage());
        }
    }
}
