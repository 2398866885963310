package dev.slipway.desktop.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.ClientMessage.Typing;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TypistTest {
    private static final Typing HERE = Typing.in(new SessionId("session1"));

    private final FakeConnection connection = new FakeConnection();
    private long now;
    private final Typist typist = new Typist(connection, () -> now);

    @Test
    void theFirstKeyIsToldAtOnceAndTheNextOnesSeldom() {
        typist.typed(HERE);
        assertThat(connection.typed).containsExactly(HERE);
        now = Duration.ofMillis(2999).toNanos();
        typist.typed(HERE);
        assertThat(connection.typed).hasSize(1);
        now = Duration.ofSeconds(3).toNanos();
        typist.typed(HERE);
        typist.typed(HERE);
        assertThat(connection.typed).hasSize(2);
    }

    @Test
    void whoGoesOnElsewhereIsToldAtOnce() {
        typist.typed(HERE);
        Typing there = Typing.on(new RepositoryName("hello"), "main");
        typist.typed(there);
        assertThat(connection.typed).containsExactly(HERE, there);
    }
}
