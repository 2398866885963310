package dev.slipway.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.store.LogFile;
import dev.slipway.protocol.DoctorReport.Level;
import dev.slipway.protocol.SessionId;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundSessionsTest {
    private static final int PAGE = 4096;

    @TempDir
    Path root;

    private Path log(SessionId id) {
        return root.resolve("state/sessions").resolve(id.value()).resolve("log.db");
    }

    private static void overwrite(Path file, int page) throws Exception {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek((long) page * PAGE);
            open.write(new byte[PAGE]);
        }
    }

    @Test
    void whicheverPageIsDamagedItIsNamedAndTheOthersAreNot() throws Exception {
        SessionId sound;
        SessionId session;
        try (House house = House.open(root, Talker.saying("An answer. ".repeat(900)))) {
            session = house.preparedSession();
            sound = house.session();
            house.prompt(session, "Say something");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !house.finished(session).isEmpty());
            assertThat(SoundSessions.look(root.resolve("state")).damaged())
                    .as("while a backend uses them")
                    .isEmpty();
        }
        byte[] whole = Files.readAllBytes(log(session));
        assertThat(SoundSessions.look(root.resolve("state")).finding().level()).isEqualTo(Level.enforced);
        List<String> all = rows(log(session));
        int unused = 0;
        for (int page = 0; page < whole.length / PAGE; page++) {
            Files.write(log(session), whole);
            overwrite(log(session), page);
            SoundSessions found = SoundSessions.look(root.resolve("state"));
            if (found.damaged().isEmpty()) {
                unused++;
                assertThat(rows(log(session))).as("page %s holds nothing", page).isEqualTo(all);
                continue;
            }
            assertThat(found.damaged())
                    .as("page %s", page)
                    .singleElement()
                    .asString()
                    .startsWith(session.value());
            assertThat(found.finding().level()).isEqualTo(Level.degraded);
            assertThat(found.finding().detail()).contains("slipway export").doesNotContain(sound.value());
        }
        assertThat(unused).isLessThan(whole.length / PAGE / 2);
        assertThat(log(session).resolveSibling("log.db-wal")).doesNotExist();
    }

    private static List<String> rows(Path log) {
        try (LogFile file = LogFile.open(log, Clock.systemUTC())) {
            return file.read(0, 10_000, Long.MAX_VALUE).stream()
                    .map(row -> row.seq() + " " + new String(row.json(), StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
