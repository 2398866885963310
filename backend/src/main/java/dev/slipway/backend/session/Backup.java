package dev.slipway.backend.session;

import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Copies what can't be made again to another folder, while everything goes on: the index, each session's log
/// and outputs, the mirrors with the sessions' branches. The copy can be used as a state folder. Workspaces,
/// bases and the token are not in it. Thread-safe; one at a time.
public final class Backup {
    private final Path home;
    private final SessionFiles files;
    private final Mirrors mirrors;
    private final Lanes lanes;
    private final AtomicBoolean running = new AtomicBoolean();

    /// How far it is.
    ///
    /// @param notices what was not copied as it should be, in words for people
    public record Progress(int sessions, int ofSessions, int repositories, long bytes, List<String> notices) {}

    public Backup(Path home, SessionFiles files, Mirrors mirrors, Lanes lanes) {
        this.home = home;
        this.files = files;
        this.mirrors = mirrors;
        this.lanes = lanes;
    }

    /// Everything that was acknowledged before this is called is in the copy. Blocks until it is complete; a
    /// folder of this name is there only when it is.
    ///
    /// @param folder that isn't there yet, or is empty
    /// @param told how far it is, after each session
    /// @return the whole of it
    public Progress to(Path folder, Consumer<Progress> told) throws InterruptedException {
        Path target = usable(folder);
        if (!running.compareAndSet(false, true))
            throw new Refused(ErrorCode.conflict, "Another backup is being made; wait for it.");
        Path making = target.resolveSibling("." + target.getFileName() + ".making-" + System.nanoTime());
        try {
            Files.createDirectories(
                    making, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Progress whole = copy(making, told);
            Files.deleteIfExists(target);
            Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
            return whole;
        } catch (IOException e) {
            throw new Refused(
                    ErrorCode.storage_failed, "The backup in " + target + " could not be written: " + e.getMessage());
        } finally {
            running.set(false);
            files.removeCopy(making);
        }
    }

    private Path usable(Path folder) {
        if (!folder.isAbsolute())
            throw new Refused(ErrorCode.invalid_message, "A backup's folder is an absolute path.");
        Path target = folder.normalize();
        if (target.startsWith(home) || home.startsWith(target))
            throw new Refused(ErrorCode.conflict, "A backup goes outside the state folder " + home + ".");
        if (!Files.exists(target)) return target;
        try (Stream<Path> content = Files.list(target)) {
            if (content.findAny().isEmpty()) return target;
        } catch (IOException e) {
            // A file, or a folder that isn't ours to read.
        }
        throw new Refused(ErrorCode.conflict, target + " is there already and isn't empty. Name a new folder.");
    }

    /// The index first: what is made meanwhile is found by its files, and what is deleted is taken off the list.
    private Progress copy(Path to, Consumer<Progress> told) throws IOException, InterruptedException {
        List<String> notices = new ArrayList<>();
        lanes.lane().call(() -> files.copyIndex(to));
        Path people = home.resolve("people.json");
        if (Files.exists(people)) Files.copy(people, to.resolve("people.json"), StandardCopyOption.COPY_ATTRIBUTES);
        List<String> ids = files.ids();
        int sessions = 0;
        long bytes = Files.size(to.resolve("index.db"));
        for (String id : ids) {
            if (Thread.interrupted()) throw new InterruptedException();
            SessionFiles.Copied copied = lanes.lane().call(() -> files.copy(id, to));
            if (copied.notice() != null) notices.add(copied.notice());
            if (copied.bytes() > 0) sessions++;
            bytes += copied.bytes();
            told.accept(new Progress(sessions, ids.size(), 0, bytes, List.copyOf(notices)));
        }
        int repositories = 0;
        for (Mirror mirror : mirrors.all()) {
            bytes += mirror.copyInto(to.resolve("repos"));
            repositories++;
            told.accept(new Progress(sessions, ids.size(), repositories, bytes, List.copyOf(notices)));
        }
        return new Progress(sessions, ids.size(), repositories, bytes, List.copyOf(notices));
    }
}
