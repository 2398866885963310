package dev.slipway.desktop.connection;

import dev.slipway.client.SessionListener;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// Tells a listener on the FX thread what came on the client's, and nothing once it has ended.
final class SessionListening implements SessionListener {
    private final SessionListener to;
    private final Executor ui;
    private final AtomicBoolean ended = new AtomicBoolean();

    SessionListening(SessionListener to, Executor ui) {
        this.to = to;
        this.ui = ui;
    }

    /// False where it had ended before.
    boolean end() {
        return !ended.getAndSet(true);
    }

    @Override
    public void logged(Logged logged) {
        tell(() -> to.logged(logged));
    }

    @Override
    public void delta(Delta delta) {
        tell(() -> to.delta(delta));
    }

    @Override
    public void draft(Draft draft) {
        tell(() -> to.draft(draft));
    }

    @Override
    public void presence(List<Present> people) {
        tell(() -> to.presence(people));
    }

    @Override
    public void caughtUp(long head) {
        tell(() -> to.caughtUp(head));
    }

    @Override
    public void reset() {
        tell(to::reset);
    }

    @Override
    public void failed(ErrorCode code, String message) {
        tell(() -> to.failed(code, message));
    }

    private void tell(Runnable what) {
        ui.execute(() -> {
            if (!ended.get()) what.run();
        });
    }
}
