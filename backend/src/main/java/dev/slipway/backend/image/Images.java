package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Progress;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The images of all repositories: which stands, when the next is built, and what goes when there is no room.
/// Thread-safe.
public final class Images implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Images.class);
    private static final Duration LOOKS = Duration.ofSeconds(20);

    private final ImageParts parts;
    private final ImageFiles files;
    private final BuildListener listener;
    private final Builds builds;
    private final Sweeping sweeping;
    private final Map<RepositoryName, Image> current = new ConcurrentHashMap<>();
    private final Map<RepositoryName, Long> checked = new ConcurrentHashMap<>();
    private volatile boolean begun;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("images").factory());

    /// @param diskBytes that all layers may take together before those go that nothing needs
    /// @param buildsAtOnce of different repositories
    public record Room(long diskBytes, int buildsAtOnce) {}

    /// Finds what stands; nothing is built before [#begin] but by hand.
    ///
    /// @param home the state folder
    /// @param needed the keys of all layers that sessions and snapshots stand on
    public Images(Path home, ImageParts parts, BuildListener listener, Supplier<Set<String>> needed, Room room) {
        this.parts = parts;
        this.listener = listener;
        this.files = new ImageFiles(home);
        this.builds = new Builds(parts, files, new Stands(), listener, room.buildsAtOnce());
        this.sweeping = new Sweeping(parts.bases(), current, needed, room.diskBytes());
        for (Image image : files.images())
            if (parts.bases().layers(image.layers()).isPresent()) stand(image);
    }

    /// Builds from now on by itself what is due. Called once.
    public void begin() {
        builds.recover();
        begun = true;
        looking.scheduleWithFixedDelay(this::look, 0, LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }

    public Optional<Image> current(RepositoryName repository) {
        return Optional.ofNullable(current.get(repository));
    }

    /// What a commit of a repository begins on: the image, if it shares history with it.
    public Optional<Image> of(Mirror mirror, String commit) {
        return current(mirror.name())
                .filter(image -> image.commit().equals(commit)
                        || mirror.nearest(commit, Set.of(image.commit())).isPresent());
    }

    /// Something begins on the image, so that it isn't the one that goes first.
    public void used(Image image) {
        parts.bases().layers().use(image.layers().getLast());
    }

    /// Begins a build, or lets it wait; empty where one of the repository goes on already.
    public Optional<BuildId> build(Mirror mirror, BuildWay way) {
        return builds.start(mirror, way);
    }

    /// Whether a build of the repository goes on or waits.
    public boolean isBuilding(RepositoryName repository) {
        return builds.isGoing(repository);
    }

    /// Begins to end a build; empty where none goes on.
    public Optional<BuildId> cancel(RepositoryName repository) {
        return builds.cancel(repository);
    }

    /// Looks now whether a build is due, in the background; before [#begin] nothing happens.
    public void look(Mirror mirror) {
        checked.remove(mirror.name());
        if (begun && !looking.isShutdown()) looking.execute(this::look);
    }

    /// Ends what goes on and deletes everything of a repository that no session uses any more.
    public void forget(RepositoryName repository) {
        builds.cancel(repository);
        builds.await(repository);
        current.remove(repository);
        checked.remove(repository);
        files.forget(repository);
        parts.bases().forget(repository);
    }

    /// What is told of images, for those who ask.
    public ImageReport report() {
        return new ImageReport(parts, files, builds, sweeping, current);
    }

    /// Deletes what nothing needs, as far as that can be told now.
    public void sweep() {
        sweeping.sweep(this::lose);
    }

    @Override
    public void close() {
        looking.shutdownNow();
        builds.close();
    }

    private void look() {
        try {
            for (Mirror mirror : parts.mirrors().all()) lookAt(mirror);
            sweep();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable fault) {
            LOG.error("whether images are due can't be told now", fault);
        }
    }

    private void lookAt(Mirror mirror) throws InterruptedException {
        RepositoryName name = mirror.name();
        Image image = current.get(name);
        boolean going = builds.isGoing(name);
        Duration cadence = (image == null ? Environment.NONE : image.agreed().environment()).rebuild();
        long now = parts.clock().millis();
        if (RebuildPolicy.look(checked.get(name), cadence, now, going) == RebuildPolicy.Look.later) return;
        checked.put(name, now);
        try {
            mirror.fetch(Progress.NONE);
            Base base = mirror.resolve(null);
            Agreed agreed = parts.environments().agreed(mirror, base.commit());
            RebuildPolicy.Known known = new RebuildPolicy.Known(
                    image == null ? null : image.commit(), image == null ? null : image.agreed(), builds.failed(name));
            if (RebuildPolicy.isDue(known, base.commit(), agreed)) builds.start(mirror, BuildWay.usual);
        } catch (GitRefused e) {
            LOG.info("{}: its image is looked at later: {}", name, e.getMessage());
        }
    }

    private void stand(Image image) {
        current.put(image.repository(), image);
        parts.bases().image(image.repository(), image.ground());
    }

    private void lose(RepositoryName repository) {
        current.remove(repository);
        parts.bases().image(repository, Bases.Ground.NONE);
        files.remove(repository);
        listener.removed(repository, "All images together took more than their room; this one was used longest ago.");
    }

    private final class Stands implements Builds.Standing {
        @Override
        public Optional<Image> current(RepositoryName repository) {
            return Images.this.current(repository);
        }

        @Override
        public void replace(Image image) {
            files.keep(image);
            stand(image);
        }

        @Override
        public void ended(RepositoryName repository) {
            sweep();
        }
    }
}
