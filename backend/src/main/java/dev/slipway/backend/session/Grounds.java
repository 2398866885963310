package dev.slipway.backend.session;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.image.Image;
import dev.slipway.backend.image.Images;
import dev.slipway.backend.image.PreparedBase;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What each session stands on, in a file beside its log. Thread-safe; one thread at a time for a session.
final class Grounds {
    private static final String FILE = "ground.json";

    private final Bases bases;
    private final Images images;
    private final Repositories repositories;
    private final Function<SessionId, Path> folders;

    /// @param folders where a session keeps its things
    Grounds(Bases bases, Images images, Repositories repositories, Function<SessionId, Path> folders) {
        this.bases = bases;
        this.images = images;
        this.repositories = repositories;
        this.folders = folders;
    }

    /// Decided by the first who asks: the image of that moment.
    SessionGround of(Place place) {
        SessionId session = place.session();
        synchronized (this) {
            Optional<SessionGround> known = read(session);
            if (known.isPresent()) return known.get();
            // Files from before there were images stand on the commit alone.
            if (Files.exists(folders.apply(session).resolve("workspace"))) return SessionGround.BARE;
            try {
                return bases.choosing(() -> choose(place));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SandboxException.lost("The session is being closed.");
            }
        }
    }

    /// The layers below the session's own, prepared if they aren't yet.
    ///
    /// @param doing told, in words for people, what takes long
    /// @throws SandboxException where they are gone
    List<Path> layers(Place place, Consumer<String> doing) throws InterruptedException {
        SessionGround ground = of(place);
        if (!ground.layers().isEmpty())
            return bases.layers(ground.layers())
                    .orElseThrow(() -> SandboxException.lost("The layers that this session's files stand on are gone"
                            + " from this machine. What it committed is on its branch; begin another session there."));
        return bases.choosing(() -> {
            PreparedBase prepared = prepare(repositories.find(place.repository()), place.base(), ground.image(), doing);
            write(place.session(), ground.on(prepared.keys()));
            return prepared.lowerLayers();
        });
    }

    /// The system that an environment asks for; nothing where it is this machine's own.
    List<Path> system(Environment environment) {
        return bases.systems().below(environment);
    }

    private SessionGround choose(Place place) {
        Mirror mirror = repositories.find(place.repository());
        SessionGround ground =
                images.of(mirror, place.base().commit()).map(Grounds::on).orElse(SessionGround.BARE);
        write(place.session(), ground);
        return ground;
    }

    private static SessionGround on(Image image) {
        return new SessionGround(
                image.ground(),
                List.of(),
                image.agreed().environment(),
                image.agreed().reason());
    }

    /// What can be read already where the layers aren't there yet; empty where they are, or nothing is.
    Optional<Readable> readable(Place place) {
        SessionGround ground = of(place);
        if (!ground.layers().isEmpty()) return Optional.empty();
        Mirror mirror = repositories.find(place.repository());
        String commit = place.base().commit();
        return bases.nearest(mirror, commit, ground.image())
                .flatMap(near -> bases.layers(near.stack())
                        .map(layers -> new Readable(
                                near.commit(),
                                layers,
                                () -> mirror.changes(near.commit(), commit).stream()
                                        .map(FileChange::path)
                                        .collect(Collectors.toSet()))));
    }

    /// Lays out what a session that begins now would stand on.
    void prepare(RepositoryName repository, Base base) throws InterruptedException {
        prepare(repositories.find(repository), base, image(repository, base.commit()), what -> {});
    }

    /// What a session on this commit that begins now would stand on.
    Bases.Ground image(RepositoryName repository, String commit) {
        return images.of(repositories.find(repository), commit)
                .map(Image::ground)
                .orElse(Bases.Ground.NONE);
    }

    private PreparedBase prepare(Mirror mirror, Base base, Bases.Ground ground, Consumer<String> doing)
            throws InterruptedException {
        Optional<PreparedBase> ready = bases.find(mirror.name(), base.commit(), ground);
        if (ready.isPresent()) return ready.get();
        Preparations told = repositories.preparations();
        return bases.prepare(
                mirror,
                base,
                ground,
                (what, howFar) -> doing.accept(what),
                making -> told.told(mirror.name(), base.commit(), making));
    }

    /// The child will stand on what its parent stands on.
    void inherit(SessionId parent, SessionId child) {
        SessionGround ground = read(parent).orElse(SessionGround.BARE);
        try {
            Files.createDirectories(folders.apply(child));
            bases.choosing(() -> {
                write(child, ground);
                return ground;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SandboxException.lost("The session is being closed.");
        }
    }

    private Optional<SessionGround> read(SessionId session) {
        return read(folders.apply(session).resolve(FILE));
    }

    static Optional<SessionGround> read(Path file) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), SessionGround.class));
        } catch (BadJson e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SessionId session, SessionGround ground) {
        try {
            AtomicFile.write(folders.apply(session).resolve(FILE), Json.bytes(ground));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The keys of all layers that sessions stand on.
    ///
    /// @param sessions their folders
    static Set<String> needed(Collection<Path> sessions) {
        Set<String> all = new HashSet<>();
        for (Path folder : sessions)
            read(folder.resolve(FILE)).ifPresent(ground -> {
                all.addAll(ground.image().stack());
                all.addAll(ground.layers());
            });
        return all;
    }
}
