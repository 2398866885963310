package dev.slipway.desktop.kept;

import dev.slipway.client.PrivateFile;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of one backend. Every call blocks for the disk; a file that can't be read isn't there. One thread.
final class KeptFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
    /// The ones opened longest ago are forgotten then.
    static final int MOST_SESSIONS = 20;
    /// Of one session; older turns are left out.
    static final int MOST_BYTES = 2 << 20;

    private static final String BOARD = "board.json";
    private static final String SESSION = "session-";

    private final Path folder;

    KeptFiles(Path folder) {
        this.folder = folder;
    }

    Optional<KeptBoard> board() {
        return read(folder.resolve(BOARD), KeptBoard.class);
    }

    void keep(KeptBoard board) {
        write(folder.resolve(BOARD), Json.bytes(board));
    }

    Optional<Page> session(SessionId session) {
        return read(file(session), Page.class).filter(page -> page.sessionId().equals(session));
    }

    /// Its end, where it is too long.
    void keep(Page page) {
        List<Logged> events = page.events();
        byte[] bytes = Json.bytes(page);
        while (bytes.length > MOST_BYTES) {
            events = later(events);
            if (events.isEmpty()) return;
            bytes = Json.bytes(new Page(page.sessionId(), page.epoch(), events));
        }
        write(file(page.sessionId()), bytes);
        dropOldest();
    }

    void forget(SessionId session) {
        delete(file(session));
    }

    void forgetAll() {
        files().forEach(KeptFiles::delete);
        delete(folder);
    }

    /// From the turn on that begins after the first half; empty where none does.
    private static List<Logged> later(List<Logged> events) {
        for (int i = events.size() / 2 + 1; i < events.size(); i++)
            if (events.get(i).event() instanceof TurnStarted) return events.subList(i, events.size());
        return List.of();
    }

    private void dropOldest() {
        List<Path> sessions = files().stream()
                .filter(file -> file.getFileName().toString().startsWith(SESSION))
                .sorted(Comparator.comparing(KeptFiles::changed).reversed())
                .toList();
        sessions.stream().skip(MOST_SESSIONS).forEach(KeptFiles::delete);
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            LOG.warn("{} can't be listed", folder, e);
            return List.of();
        }
    }

    /// An id is letters and digits alone.
    private Path file(SessionId session) {
        return folder.resolve(SESSION + session + ".json");
    }

    private static java.nio.file.attribute.FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return java.nio.file.attribute.FileTime.fromMillis(0);
        }
    }

    private static <T> Optional<T> read(Path file, Class<T> type) {
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), type));
        } catch (IOException | BadJson e) {
            LOG.warn("{} can't be read and is left out", file, e);
            return Optional.empty();
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            PrivateFile.write(file, bytes);
        } catch (IOException e) {
            LOG.warn("{} can't be written", file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} can't be deleted", file, e);
        }
    }
}
