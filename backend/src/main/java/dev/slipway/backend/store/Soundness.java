package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the pages of a file are as they should be: looked at once, which takes as long as the file is large. In the
/// file's lane.
final class Soundness {
    private final Path file;
    private final Sqlite db;
    private boolean known;
    private @Nullable DamagedLog damage;

    private Soundness(Path file, Sqlite db, boolean known) {
        this.file = file;
        this.db = db;
        this.known = known;
    }

    /// A file in which something was: an empty one would be made a log.
    static Path written(Path file) {
        boolean empty =
                file.toFile().length() == 0 && Path.of(file + "-wal").toFile().length() == 0;
        if (empty && Files.exists(file)) throw DamagedLog.because(file, "the file is empty");
        return file;
    }

    /// Nobody looks.
    static Soundness assumed(Path file, Sqlite db) {
        return new Soundness(file, db, true);
    }

    static Soundness unknown(Path file, Sqlite db) {
        return new Soundness(file, db, false);
    }

    /// @throws DamagedLog where it isn't, each time
    void require() {
        if (!known) {
            damage = look();
            known = true;
        }
        if (damage != null) throw damage;
    }

    /// Moves a damaged file, and what SQLite keeps beside it, to another name.
    static void setAside(Path file, Clock clock) {
        String suffix = ".damaged-" + clock.millis();
        for (String part : List.of("", "-wal", "-shm")) setAside(Path.of(file + part), suffix);
    }

    private @Nullable DamagedLog look() {
        try {
            String found = db.text("PRAGMA quick_check(1)").orElse("nothing was told");
            return found.equals("ok") ? null : DamagedLog.because(file, "the file is damaged (" + found + ")");
        } catch (SQLException e) {
            RuntimeException failure = Sqlite.failure(file, e);
            if (failure instanceof DamagedLog damaged) return damaged;
            throw failure;
        }
    }

    private static void setAside(Path file, String suffix) {
        try {
            if (Files.exists(file)) Files.move(file, Path.of(file + suffix));
        } catch (IOException e) {
            throw new StorageFailed(file + " is damaged and can't be set aside. Move it away by hand.", e);
        }
    }
}
