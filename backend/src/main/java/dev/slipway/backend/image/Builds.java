package dev.slipway.backend.image;

import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageDetails.State;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs builds, at most one of a repository and so many at once, each on a thread of its own. Thread-safe.
final class Builds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Builds.class);
    private static final String STOPPED = "The backend was stopped meanwhile.";

    private final ImageParts parts;
    private final ImageFiles files;
    private final Standing standing;
    private final BuildListener listener;
    private final Semaphore room;
    private final Map<RepositoryName, Going> going = new ConcurrentHashMap<>();
    /// The commits at which the newest builds failed or were cancelled.
    private final Map<RepositoryName, String> failed = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /// The images that stand.
    interface Standing {
        Optional<Image> current(RepositoryName repository);

        /// Called while no layer can be deleted.
        void replace(Image image);

        /// Called after each build, when it is over for everybody.
        void ended(RepositoryName repository);
    }

    private static final class Going {
        private final BuildId id;
        private volatile long startedAtMs;
        private volatile String message = "";
        private volatile String commit = "";
        private volatile boolean cancelled;
        private volatile Thread thread;

        Going(BuildId id, long startedAtMs) {
            this.id = id;
            this.startedAtMs = startedAtMs;
            this.thread = Thread.currentThread();
        }
    }

    /// @param atOnce builds of different repositories
    Builds(ImageParts parts, ImageFiles files, Standing standing, BuildListener listener, int atOnce) {
        this.parts = parts;
        this.files = files;
        this.standing = standing;
        this.listener = listener;
        this.room = new Semaphore(atOnce, true);
    }

    /// Tells of builds that a stopped backend left.
    void recover() {
        for (RepositoryName repository : files.built()) {
            for (ImageDetails.Build build : files.builds(repository)) {
                if (build.state() != State.running && build.state() != State.waiting) continue;
                files.keep(repository, with(build, State.failed, STOPPED, 0));
                listener.failed(repository, build.buildId(), build.commit(), STOPPED, "");
            }
        }
    }

    /// Begins a build, or lets it wait for its turn. Returns at once; empty where one goes on already.
    Optional<BuildId> start(Mirror mirror, BuildWay way) {
        Going mine = new Going(BuildId.fresh(), parts.clock().millis());
        if (closed || going.putIfAbsent(mirror.name(), mine) != null) return Optional.empty();
        files.keep(mirror.name(), build(mine, State.waiting, "", 0));
        mine.thread = Thread.ofVirtual().name("build-" + mine.id).unstarted(() -> run(mine, mirror, way));
        mine.thread.start();
        return Optional.of(mine.id);
    }

    boolean isGoing(RepositoryName repository) {
        return going.containsKey(repository);
    }

    /// The commit at which the newest build failed or was cancelled; null where it didn't, since the start.
    @Nullable
    String failed(RepositoryName repository) {
        return failed.get(repository);
    }

    /// Returns when no build of the repository goes on.
    void await(RepositoryName repository) {
        Going build = going.get(repository);
        try {
            if (build != null) build.thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Begins to end the build; empty where none goes on.
    Optional<BuildId> cancel(RepositoryName repository) {
        Going build = going.get(repository);
        if (build == null || build.cancelled) return Optional.empty();
        build.cancelled = true;
        build.thread.interrupt();
        return Optional.of(build.id);
    }

    /// The newest first; of one that goes on as it is now.
    List<ImageDetails.Build> all(RepositoryName repository) {
        Going now = going.get(repository);
        return files.builds(repository).stream()
                .map(build -> now != null && build.buildId().equals(now.id) ? live(build, now) : build)
                .toList();
    }

    /// Ends all builds, and waits for them.
    @Override
    public void close() {
        closed = true;
        for (Going build : going.values()) {
            build.thread.interrupt();
            try {
                build.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void run(Going mine, Mirror mirror, BuildWay way) {
        RepositoryName repository = mirror.name();
        try {
            if (!room.tryAcquire()) {
                say(mine, repository, "Waiting for another build");
                room.acquire();
            }
            try {
                build(mine, mirror, way);
            } finally {
                room.release();
            }
        } catch (InterruptedException e) {
            stopped(mine, repository);
        } catch (Throwable fault) {
            if (isStopped(mine)) {
                stopped(mine, repository);
                return;
            }
            LOG.error("build {} of {}", mine.id, repository, fault);
            over(mine, repository, State.failed, "Something broke; see the backend's log.", "");
        } finally {
            going.remove(repository);
            standing.ended(repository);
        }
    }

    private void build(Going mine, Mirror mirror, BuildWay way) throws InterruptedException {
        RepositoryName repository = mirror.name();
        mine.startedAtMs = parts.clock().millis();
        files.keep(repository, build(mine, State.running, "", 0));
        try (BuildOutput log = BuildOutput.open(files.log(repository, mine.id))) {
            ImageBuild[] work = new ImageBuild[1];
            work[0] = new ImageBuild(parts, mirror, mine.id, standing.current(repository), way, log, words -> {
                mine.commit = work[0].commit();
                say(mine, repository, words);
            });
            try {
                Image image = parts.bases().choosing(() -> {
                    Image made = work[0].run();
                    if (Thread.interrupted()) throw new InterruptedException();
                    standing.replace(made);
                    return made;
                });
                mine.commit = image.commit();
                failed.remove(repository);
                files.keep(repository, build(mine, State.ready, "", image.tookMs()));
                listener.ready(image);
            } catch (BuildFailed | SandboxException | GitRefused | UncheckedIOException e) {
                if (isStopped(mine)) throw new InterruptedException();
                mine.commit = work[0].commit();
                String why = String.valueOf(e.getMessage());
                log.say(why);
                over(mine, repository, State.failed, why, log.end());
            } catch (InterruptedException e) {
                log.say(mine.cancelled ? "Cancelled." : STOPPED);
                throw e;
            }
        } catch (IOException e) {
            over(mine, repository, State.failed, "The log of the build can't be written: " + e.getMessage(), "");
        }
    }

    private void stopped(Going mine, RepositoryName repository) {
        // What is written down now isn't to be interrupted, too.
        Thread.interrupted();
        over(mine, repository, mine.cancelled ? State.cancelled : State.failed, mine.cancelled ? "" : STOPPED, "");
    }

    /// Whether whatever went wrong did so because somebody ended it.
    private boolean isStopped(Going mine) {
        return Thread.currentThread().isInterrupted() || mine.cancelled || closed;
    }

    private void over(Going mine, RepositoryName repository, State state, String why, String logEnd) {
        long tookMs = parts.clock().millis() - mine.startedAtMs;
        failed.put(repository, mine.commit);
        try {
            files.keep(repository, build(mine, state, why, Math.max(0, tookMs)));
        } catch (UncheckedIOException e) {
            LOG.warn("how build {} of {} ended can't be kept: {}", mine.id, repository, e.getMessage());
        }
        if (state == State.failed) listener.failed(repository, mine.id, mine.commit, why, logEnd);
    }

    private void say(Going mine, RepositoryName repository, String words) {
        mine.message = words;
        if (!mine.cancelled) listener.building(repository, mine.id, mine.commit, words);
    }

    private static ImageDetails.Build build(Going build, State state, String message, long tookMs) {
        return new ImageDetails.Build(build.id, state, build.commit, build.startedAtMs, tookMs, message, 0);
    }

    private ImageDetails.Build live(ImageDetails.Build build, Going now) {
        return new ImageDetails.Build(
                build.buildId(),
                build.state(),
                now.commit,
                build.startedAtMs(),
                Math.max(0, parts.clock().millis() - now.startedAtMs),
                now.message,
                build.logBytes());
    }

    private static ImageDetails.Build with(ImageDetails.Build build, State state, String message, long tookMs) {
        return new ImageDetails.Build(
                build.buildId(), state, build.commit(), build.startedAtMs(), tookMs, message, build.logBytes());
    }
}
