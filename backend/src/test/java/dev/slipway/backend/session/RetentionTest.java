package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.JumpingClock;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path root;

    private final JumpingClock clock = new JumpingClock();
    private final AtomicLong nanos = new AtomicLong();

    private Retention retention(House house, Duration kept) {
        return new Retention(house.sessions(), kept, clock, nanos::get);
    }

    /// What is looked at a minute apart for more than an hour, so many days from now.
    private void look(Retention retention, int days) {
        clock.isOff(Duration.ofDays(days));
        for (int minute = 0; minute <= 60; minute++) {
            retention.look();
            nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        }
        retention.look();
    }

    private static List<SessionId> listed(House house) {
        return house.sessions().board().sessions().stream()
                .map(SessionListed::sessionId)
                .toList();
    }

    private static void archive(House house, SessionId session) {
        house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
    }

    @Test
    void onlyWhatWasArchivedForSoLongGoes() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId open = house.session();
            SessionId archived = house.session();
            SessionId restored = house.session();
            archive(house, archived);
            archive(house, restored);
            house.sessions().restore(Caller.OPERATOR, new ClientMessage.RestoreSession(RequestId.fresh(), restored));
            Retention month = retention(house, MONTH);
            look(month, 29);
            look(retention(house, Duration.ZERO), 10_000);
            assertThat(listed(house)).containsExactlyInAnyOrder(open, archived, restored);
            assertThat(month.nextAtMs())
                    .hasValueSatisfying(at -> assertThat(at).isGreaterThan(System.currentTimeMillis()));
            look(month, 31);
            assertThat(listed(house)).containsExactlyInAnyOrder(open, restored);
            assertThat(house.home().resolve("sessions").resolve(archived.value()))
                    .doesNotExist();
            assertThat(month.nextAtMs()).isEmpty();
        }
    }

    @Test
    void aClockThatIsWrongForAWhileCostsNothing() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId archived = house.session();
            archive(house, archived);
            Retention month = retention(house, MONTH);
            for (int i = 0; i < 5; i++) {
                clock.isOff(Duration.ofDays(4_000));
                month.look();
                nanos.addAndGet(Duration.ofMinutes(59).toNanos());
                month.look();
                clock.isOff(Duration.ofDays(-4_000));
                month.look();
                nanos.addAndGet(Duration.ofMinutes(59).toNanos());
            }
            assertThat(listed(house)).containsExactly(archived);
        }
    }
}
