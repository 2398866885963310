package dev.slipway.backend.session;

import dev.slipway.backend.egress.EgressListener;
import dev.slipway.backend.egress.Grant;
import dev.slipway.backend.egress.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way out of a sandbox that waits: what its repository may reach, until it belongs to a session. Thread-safe.
final class LateOutward implements EgressListener {
    private volatile @Nullable Outward session;

    /// From its next request on.
    void belongTo(Outward taker) {
        session = taker;
    }

    List<Grant> allowed() {
        Outward now = session;
        return now == null ? List.of() : now.allowed();
    }

    @Override
    public void refused(Refusal refusal) {
        Outward now = session;
        if (now != null) now.refused(refusal);
    }
}
