package dev.slipway.backend.git;

import dev.slipway.protocol.RepositoryName;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;

/// The repositories that sessions may be started on, each a bare mirror in one folder. A mirror's own
/// configuration says where it came from, so nothing else keeps the list. Thread-safe.
public final class Mirrors implements AutoCloseable {
    private static final String SUFFIX = ".git";

    private final Path folder;
    private final Identities identities;
    /// Null until they are asked for, since loading JGit takes a while that a start needn't wait for.
    private @Nullable Map<String, Mirror> opened;

    /// Opens the mirrors in the folder when they are first asked for, and sweeps what a crash left half-made.
    ///
    /// @param folder made if it isn't there
    /// @param environment of the backend: HOME and the variables that move git's global configuration
    public Mirrors(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.identities = new Identities(environment);
    }

    private synchronized Map<String, Mirror> open() {
        Map<String, Mirror> known = opened;
        if (known != null) return known;
        QuietSystem.install();
        Map<String, Mirror> found = new TreeMap<>();
        try {
            Files.createDirectories(folder);
            try (Stream<Path> all = Files.list(folder)) {
                for (Path path : all.sorted().toList()) find(path, found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        opened = found;
        return found;
    }

    /// Adds a repository, or finds the one that was added from the same place before. Nothing is fetched yet.
    ///
    /// @param name null for one made from the location's last part
    /// @param location an absolute path in or of a repository, or a URL without credentials
    /// @throws GitRefused where the location can't be used, or another repository has that name
    public Mirror add(@Nullable RepositoryName name, String location) {
        Origin origin = Origin.parse(location);
        Optional<Mirror> known = from(origin);
        if (known.isPresent()) return known.get();
        // Asked without the lock: a server may take a minute to answer.
        Fetching.requireCommits(origin);
        return make(name, origin);
    }

    private synchronized Optional<Mirror> from(Origin origin) {
        return open().values().stream()
                .filter(mirror -> mirror.location().equals(origin.location()))
                .findFirst();
    }

    private synchronized Mirror make(@Nullable RepositoryName name, Origin origin) {
        Optional<Mirror> meanwhile = from(origin);
        if (meanwhile.isPresent()) return meanwhile.get();
        String chosen = name == null ? freeName(origin.lastSegment()) : name.value();
        if (open().containsKey(chosen))
            throw new GitRefused("Another repository is called " + chosen + " already. Choose another name for "
                    + origin.location());
        Mirror made = create(new RepositoryName(chosen), origin);
        open().put(chosen, made);
        return made;
    }

    /// All of them, by name.
    public synchronized List<Mirror> all() {
        return List.copyOf(open().values());
    }

    public synchronized Optional<Mirror> find(RepositoryName name) {
        return Optional.ofNullable(open().get(name.value()));
    }

    /// Deletes the mirror and with it every session branch that was not delivered. The origin is left as it is.
    ///
    /// @return whether there was one
    public synchronized boolean remove(RepositoryName name) {
        Mirror mirror = open().remove(name.value());
        if (mirror == null) return false;
        mirror.close();
        try {
            Path leaving = folder.resolve("." + name + ".leaving-" + System.nanoTime());
            Files.move(folder.resolve(name + SUFFIX), leaving, StandardCopyOption.ATOMIC_MOVE);
            delete(leaving);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    @Override
    public synchronized void close() {
        if (opened == null) return;
        opened.values().forEach(Mirror::close);
        opened.clear();
    }

    private void find(Path path, Map<String, Mirror> found) throws IOException {
        String file = path.getFileName().toString();
        if (file.startsWith(".")) delete(path);
        else if (file.endsWith(SUFFIX) && Files.isDirectory(path)) {
            sweep(path);
            FileRepository repository = new FileRepository(path.toFile());
            String location = repository.getConfig().getString(Mirror.SECTION, null, Mirror.LOCATION);
            String name = file.substring(0, file.length() - SUFFIX.length());
            if (location == null) repository.close();
            else {
                Mirror mirror = new Mirror(new RepositoryName(name), location, repository, identities);
                found.put(name, mirror);
                if (Scratch.isLeft(mirror)) sweepCheckout(mirror);
            }
        }
    }

    private static void sweepCheckout(Mirror mirror) {
        try {
            if (mirror.origin() instanceof LocalOrigin local) Scratch.sweep(mirror, local.root());
        } catch (IOException | GitRefused e) {
            // It can't be reached now; the next apply tries it again.
        }
    }

    /// Locks of a process that was killed would keep every reference as it is for ever; packs that it was writing
    /// would stay.
    private static void sweep(Path mirror) throws IOException {
        deleteFiles(mirror, 1, name -> name.endsWith(".lock"));
        deleteFiles(mirror.resolve("refs"), Integer.MAX_VALUE, name -> name.endsWith(".lock"));
        deleteFiles(mirror.resolve("objects"), 1, name -> name.startsWith("incoming_") || name.startsWith("noz"));
    }

    private static void deleteFiles(Path folder, int depth, Predicate<String> left) throws IOException {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> all = Files.walk(folder, depth)) {
            for (Path file : all.toList())
                if (left.test(file.getFileName().toString()) && Files.isRegularFile(file)) Files.delete(file);
        }
    }

    private Mirror create(RepositoryName name, Origin origin) {
        Path making = folder.resolve("." + name + ".making-" + System.nanoTime());
        Path made = folder.resolve(name + SUFFIX);
        try {
            try (FileRepository repository = new FileRepository(making.toFile())) {
                repository.create(true);
                StoredConfig config = repository.getConfig();
                config.load();
                config.setString(Mirror.SECTION, null, Mirror.LOCATION, origin.location());
                // Packing up takes place within a fetch, so that none is under way when a mirror is removed.
                config.setBoolean("gc", null, "autoDetach", false);
                config.save();
            }
            Files.move(making, made, StandardCopyOption.ATOMIC_MOVE);
            return new Mirror(name, origin.location(), new FileRepository(made.toFile()), identities);
        } catch (IOException e) {
            throw new UncheckedIOException("The mirror of " + origin.location() + " can't be made", e);
        } catch (ConfigInvalidException e) {
            throw new IllegalStateException(e);
        }
    }

    private String freeName(String wanted) {
        String name = wanted.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String start = name.isEmpty() ? "repository" : name.substring(0, Math.min(name.length(), 90));
        String free = start;
        for (int i = 2; open().containsKey(free); i++) free = start + "-" + i;
        return free;
    }

    private static void delete(Path path) throws IOException {
        File file = path.toFile();
        FileUtils.delete(file, FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
    }
}
