package dev.slipway.client;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage.Delta;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Where the reading of one session stands: what comes next, and how far each growing text has come.
/// Connection's thread only.
final class Following {
    private final SessionId session;
    private final SessionListener listener;
    private final @Nullable Integer tail;
    private final Map<BlockId, Long> lengths = new HashMap<>();
    private final Set<BlockId> asked = new HashSet<>();
    private @Nullable String epoch;
    private long last;
    private boolean begun;

    Following(SessionId session, @Nullable Integer tail, SessionListener listener) {
        this.session = session;
        this.tail = tail;
        this.listener = listener;
    }

    SessionListener listener() {
        return listener;
    }

    ClientMessage.Subscribe subscribe() {
        return begun
                ? new ClientMessage.Subscribe(session, epoch, last, null)
                : new ClientMessage.Subscribe(session, null, null, tail);
    }

    /// The server says where it begins; at the first time that is where the tail begins.
    void subscribed(String ofEpoch, long after) {
        epoch = ofEpoch;
        if (!begun) last = after;
        begun = true;
        lengths.clear();
        asked.clear();
    }

    /// Forgets everything, to begin again from the log's beginning.
    void reset() {
        epoch = null;
        last = 0;
        begun = false;
        lengths.clear();
        asked.clear();
        listener.reset();
    }

    /// @return whether it fitted; if not, something is missing and the session has to be subscribed again
    boolean take(Logged logged) {
        if (!begun || logged.seq() > last + 1) return false;
        if (logged.seq() <= last) return true;
        last = logged.seq();
        listener.logged(logged);
        return true;
    }

    void take(Draft draft) {
        asked.remove(draft.blockId());
        lengths.put(draft.blockId(), draft.offset() + draft.text().length());
        listener.draft(draft);
    }

    /// @param ask sends a request for the whole text, where a piece is missing
    void take(Delta delta, Consumer<ClientMessage> ask) {
        long have = lengths.getOrDefault(delta.blockId(), 0L);
        long end = delta.offset() + delta.text().length();
        if (end <= have) return;
        if (delta.offset() > have) {
            if (asked.add(delta.blockId())) ask.accept(new ClientMessage.ReadDraft(session, delta.blockId()));
            return;
        }
        lengths.put(delta.blockId(), end);
        String more = delta.text().substring((int) (have - delta.offset()));
        listener.delta(new Delta(session, delta.blockId(), delta.kind(), have, more));
    }
}
