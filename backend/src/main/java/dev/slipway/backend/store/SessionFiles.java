package dev.slipway.backend.store;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.files.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The folders of all sessions. A new one comes from a stock of ready-made empty ones, since making a SQLite
/// file costs many times what renaming its folder does. Thread-safe.
public final class SessionFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFiles.class);
    private static final int STOCK = 8;
    static final String LOG_FILE = "log.db";
    private static final String INDEX = "index.db";
    private static final String RESERVED = "reserved";
    static final String OUTPUTS = "outputs";
    /// In a session's folder: what nobody needs once the backend has ended.
    public static final String PASSING = "passing";

    private final Path home;
    private final Path sessions;
    private final Path stock;
    private final Path rubbish;
    private final Clock clock;
    private final Set<String> leftOpen = new HashSet<>();
    private final AtomicLong names = new AtomicLong();
    private final BlockingQueue<Path> ready = new LinkedBlockingQueue<>();
    private final Thread keeper;
    private final BlockingQueue<Path> wanted = new LinkedBlockingQueue<>();

    private SessionFiles(Path home, Clock clock) {
        this.home = home;
        this.sessions = home.resolve("sessions");
        this.stock = home.resolve("stock");
        this.rubbish = home.resolve("rubbish");
        this.clock = clock;
        this.keeper = Thread.ofPlatform().daemon().name("session-stock").unstarted(this::keepStock);
    }

    /// Sweeps what a stopped backend left half-made, and begins to fill the stock.
    public static SessionFiles open(Path home, Clock clock) {
        SessionFiles files = new SessionFiles(home, clock);
        files.sweep();
        for (int i = 0; i < STOCK; i++) files.wanted.add(files.stock);
        files.keeper.start();
        return files;
    }

    /// Keeps a folder for a session that may come. Unless it does, it is removed by [#delete], or at the next start.
    public void reserve(String id) {
        try {
            Path made = Files.createDirectory(stock.resolve("reserved-" + names.incrementAndGet()));
            Files.createFile(made.resolve(RESERVED));
            Files.move(made, folder(id), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StorageFailed("No folder can be made in " + sessions + ": " + e.getMessage(), e);
        }
    }

    /// An empty log in the session's own folder, open; the folder's name survives a power cut. What was put into the
    /// folder before stays there. Blocks; in a lane.
    public LogFile create(String id) {
        Path made = ready.poll();
        wanted.add(stock);
        try {
            Path folder = made == null ? make() : made;
            if (Files.exists(folder(id))) moveInto(folder, folder(id));
            else Files.move(folder, folder(id), StandardCopyOption.ATOMIC_MOVE);
            AtomicFile.sync(sessions);
            return LogFile.open(folder(id).resolve(LOG_FILE), clock);
        } catch (IOException e) {
            throw new StorageFailed("A session can't be made in " + sessions + ": " + e.getMessage(), e);
        }
    }

    /// A folder for a session that comes from elsewhere.
    public Incoming incoming() {
        return Incoming.begin(stock.resolve("incoming-" + names.incrementAndGet()), this::folder, clock);
    }

    private static void moveInto(Path made, Path folder) throws IOException {
        Files.move(made.resolve(LOG_FILE), folder.resolve(LOG_FILE), StandardCopyOption.ATOMIC_MOVE);
        AtomicFile.sync(folder);
        Files.delete(made);
    }

    /// Its pages are looked at before something is written.
    ///
    /// @throws DamagedLog where it can't be used
    public LogFile open(String id) {
        return LogFile.openToRead(file(id), clock);
    }

    /// Where a session's log is.
    public Path file(String id) {
        return folder(id).resolve(LOG_FILE);
    }

    /// What a session's log takes on disk; 0 where there is none.
    public long logBytes(String id) {
        return Stream.of("", "-wal")
                .mapToLong(part -> folder(id).resolve(LOG_FILE + part).toFile().length())
                .sum();
    }

    public Outputs outputs(String id) {
        return new Outputs(folder(id).resolve(OUTPUTS));
    }

    public AttachmentFiles attachments(String id) {
        return new AttachmentFiles(folder(id));
    }

    public boolean exists(String id) {
        return Files.exists(folder(id).resolve(LOG_FILE));
    }

    /// Whether its log had not been closed when these files were opened: a backend was stopped while it used it.
    public boolean wasOpen(String id) {
        return leftOpen.contains(id);
    }

    /// The session's own folder; others keep its workspace here.
    public Path folder(String id) {
        if (!id.matches("[a-z0-9]{1,40}")) throw new IllegalArgumentException("no session's name");
        return sessions.resolve(id);
    }

    public List<String> ids() {
        return folders().stream().filter(this::exists).toList();
    }

    /// The ids of all sessions, and those that are kept for sessions which may come.
    public List<String> folders() {
        try (Stream<Path> folders = Files.list(sessions)) {
            return folders.map(f -> f.getFileName().toString())
                    .filter(name -> name.matches("[a-z0-9]{6,32}"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Renames the folder away at once, then deletes it. The log must be closed.
    public void delete(String id) {
        try {
            Path away = away(id);
            Thread.ofVirtual().start(() -> deleteTree(away));
        } catch (IOException e) {
            throw new StorageFailed("The session's files can't be removed: " + e.getMessage(), e);
        }
    }

    private Path away(String id) throws IOException {
        Path away = rubbish.resolve(id + "-" + names.incrementAndGet());
        return Files.move(folder(id), away, StandardCopyOption.ATOMIC_MOVE);
    }

    /// What was copied of a session.
    ///
    /// @param bytes 0 where it was deleted meanwhile
    /// @param notice what is to be said of it, or null
    public record Copied(long bytes, @Nullable String notice) {}

    /// Copies a session that may be in use into another state folder. Blocks; in a lane.
    public Copied copy(String id, Path toHome) {
        Path to = toHome.resolve("sessions").resolve(id);
        try {
            return SessionCopy.make(folder(id), file(id), to, clock);
        } catch (IOException | StorageFailed e) {
            if (exists(id)) throw new StorageFailed("Session " + id + " could not be copied: " + e.getMessage(), e);
            if (Files.exists(to)) deleteTree(to);
            return new Copied(0, null);
        }
    }

    /// Gives one session what another has of outputs and attachments, as the same files under a second
    /// name: none of them changes any more. What isn't there is left out.
    public void share(String from, String to, Set<String> outputs, Set<String> attachments) {
        try {
            SessionCopy.link(folder(from).resolve(OUTPUTS), folder(to).resolve(OUTPUTS), outputs);
            Path kept = folder(from).resolve(AttachmentFiles.FOLDER);
            SessionCopy.link(kept, folder(to).resolve(AttachmentFiles.FOLDER), attachments);
        } catch (IOException e) {
            throw new StorageFailed("The session's files can't be shared: " + e.getMessage(), e);
        }
    }

    /// Copies the index into another state folder. Blocks; in a lane.
    public Path copyIndex(Path toHome) {
        Path copy = toHome.resolve(INDEX);
        LogFile.copy(home.resolve(INDEX), copy, clock);
        return copy;
    }

    /// Removes a copy that was not completed, if there is one.
    public void removeCopy(Path home) {
        if (Files.exists(home)) deleteTree(home);
    }

    /// Removes what a session that could not be begun left, if anything.
    public void discard(String id) {
        if (Files.exists(folder(id))) deleteTree(folder(id));
    }

    @Override
    public void close() {
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            deleteTree(stock);
            deleteTree(rubbish);
            for (Path folder : List.of(sessions, stock, rubbish)) Files.createDirectories(folder);
            for (String id : folders())
                if (!exists(id) && Files.exists(folder(id).resolve(RESERVED))) deleteTree(away(id));
            for (String id : ids()) sweep(id);
        } catch (IOException e) {
            throw new UncheckedIOException("the state folder can't be used: " + e.getMessage(), e);
        }
    }

    private void sweep(String id) {
        deleteTree(folder(id).resolve(PASSING));
        if (!Files.exists(folder(id).resolve(LOG_FILE + "-wal"))) return;
        if (isHalfMade(id)) deleteTree(folder(id));
        else leftOpen.add(id);
    }

    /// A session whose first event never got there. Only those that were not closed are looked into, so that not
    /// every session is opened at every start.
    private boolean isHalfMade(String id) {
        try (LogFile log = LogFile.openToRead(file(id), clock)) {
            return log.head() == 0;
        } catch (DamagedLog | StorageFailed e) {
            LOG.warn("session {} can't be looked into: {}", id, e.getMessage());
            return false;
        }
    }

    private void keepStock() {
        try {
            while (true) {
                wanted.take();
                makeAhead();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void makeAhead() throws InterruptedException {
        try {
            ready.add(make());
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("the files are being closed");
        } catch (IOException | RuntimeException e) {
            LOG.warn("a session can't be made ahead; it will be made when it is asked for: {}", e.getMessage());
        }
    }

    private Path make() throws IOException {
        Path folder = stock.resolve("ready-" + names.incrementAndGet());
        Files.createDirectories(folder);
        LogFile.open(folder.resolve(LOG_FILE), clock).close();
        AtomicFile.sync(folder);
        return folder;
    }

    private static void deleteTree(Path root) {
        try {
            Trees.delete(root);
        } catch (IOException e) {
            LOG.warn("{} could not be removed whole: {}", root, e.getMessage());
        }
    }
}
