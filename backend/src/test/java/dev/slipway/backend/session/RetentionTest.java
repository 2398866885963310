package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Duration MONTH = Duration.ofDays(30);

    @TempDir
    Path root;

    private static Retention after(House house, Duration kept, int days) {
        return new Retention(house.sessions(), kept, Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));
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
            after(house, MONTH, 29).look();
            after(house, Duration.ZERO, 10_000).look();
            assertThat(listed(house)).containsExactlyInAnyOrder(open, archived, restored);
            assertThat(after(house, MONTH, 0).nextAtMs())
                    .hasValueSatisfying(at -> assertThat(at).isGreaterThan(System.currentTimeMillis()));
            after(house, MONTH, 31).look();
            assertThat(listed(house)).containsExactlyInAnyOrder(open, restored);
            assertThat(house.home().resolve("sessions").resolve(archived.value()))
                    .doesNotExist();
            assertThat(after(house, MONTH, 0).nextAtMs()).isEmpty();
        }
    }
}
