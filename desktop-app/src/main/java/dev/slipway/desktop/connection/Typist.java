package dev.slipway.desktop.connection;

import dev.slipway.protocol.ClientMessage.Typing;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Tells the backend that the person types, at the first key and seldom after it. FX thread only.
public final class Typist {
    private static final Duration SELDOM = Duration.ofSeconds(3);

    private final Connection connection;
    private final LongSupplier nanos;
    private @Nullable Typing said;
    private long saidAt;

    public Typist(Connection connection) {
        this(connection, System::nanoTime);
    }

    Typist(Connection connection, LongSupplier nanos) {
        this.connection = connection;
        this.nanos = nanos;
    }

    /// A key was pressed.
    public void typed(Typing typing) {
        long now = nanos.getAsLong();
        if (typing.equals(said) && now - saidAt < SELDOM.toNanos()) return;
        said = typing;
        saidAt = now;
        connection.typing(typing);
    }
}
