package dev.slipway.backend;

import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.Salvage;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.DoctorReport.Finding;
import dev.slipway.protocol.DoctorReport.Level;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Whether the sessions' files can be read.
record SoundSessions(int sessions, List<String> damaged) {
    private static final int MOST_NAMED = 20;
    private static final String LOG = "log.db";

    /// Reads all of them, without a trace and whether a backend uses them or not. Blocks for as long as that takes.
    static SoundSessions look(Path home) {
        List<String> damaged = new ArrayList<>();
        List<Path> folders = folders(home.resolve("sessions"));
        for (Path folder : folders)
            problem(folder.resolve(LOG))
                    // A log that is written to at that moment may look as if something were missing.
                    .flatMap(seen -> problem(folder.resolve(LOG)))
                    .ifPresent(what -> damaged.add(folder.getFileName() + ": " + what));
        return new SoundSessions(folders.size(), damaged);
    }

    /// What a running backend has come upon: nothing is read for it.
    static SoundSessions known(int sessions, Map<SessionId, String> damaged) {
        return new SoundSessions(
                sessions,
                damaged.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .sorted()
                        .toList());
    }

    Finding finding() {
        if (damaged.isEmpty())
            return new Finding(
                    "sessions", Level.enforced, "nothing is known to be wrong with the files of " + sessions);
        String named = String.join("; ", damaged.subList(0, Math.min(MOST_NAMED, damaged.size())));
        return new Finding(
                "sessions",
                Level.degraded,
                damaged.size() + " of " + sessions + " have a damaged file: " + named
                        + ". `slipway export ID` writes what can still be read");
    }

    /// Those that were deleted meanwhile are none.
    private static Optional<String> problem(Path log) {
        try (Salvage found = Salvage.open(log)) {
            if (!found.problem().isEmpty())
                return Optional.of(found.problem() + ", " + found.count() + " events are left");
            long missing = found.head() - found.count();
            return missing == 0 ? inside(log) : Optional.of(missing + " events in its midst can't be read");
        } catch (StorageFailed e) {
            return Files.exists(log) ? Optional.of(String.valueOf(e.getMessage())) : Optional.empty();
        }
    }

    /// One that is in use, or was when a backend was killed, is that backend's to look into.
    private static Optional<String> inside(Path log) {
        if (Files.exists(Path.of(log + "-wal"))) return Optional.empty();
        try {
            LogFile.openChecked(log, Clock.systemUTC()).close();
            return Optional.empty();
        } catch (DamagedLog e) {
            return Optional.of(e.getMessage());
        }
    }

    private static List<Path> folders(Path sessions) {
        if (!Files.isDirectory(sessions)) return List.of();
        try (Stream<Path> all = Files.list(sessions)) {
            return all.filter(folder -> Files.exists(folder.resolve(LOG)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
