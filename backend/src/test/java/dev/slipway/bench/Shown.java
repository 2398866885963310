package dev.slipway.bench;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import org.jspecify.annotations.Nullable;

/// What one client was shown of one answer, before a backend was killed and after. One thread.
final class Shown {
    private final SessionId session;
    private final StringBuilder text = new StringBuilder();
    private @Nullable BlockId block;
    private @Nullable String epoch;
    private long seq;
    private String again = "";

    Shown(SessionId session) {
        this.session = session;
    }

    SessionId session() {
        return session;
    }

    @Nullable
    String epoch() {
        return epoch;
    }

    /// Of the newest event that was shown before.
    long seq() {
        return seq;
    }

    /// In characters.
    int length() {
        return text.length();
    }

    /// Before the kill.
    void take(ServerMessage message) {
        switch (message) {
            case ServerMessage.Logged logged -> {
                epoch = logged.epoch();
                seq = logged.seq();
            }
            case ServerMessage.Delta delta -> {
                block = delta.blockId();
                text.append(delta.text());
            }
            default -> {}
        }
    }

    boolean isNew(ServerMessage message) {
        return message instanceof ServerMessage.Logged logged && logged.seq() > seq;
    }

    /// After the kill.
    ///
    /// @return whether it is text that the model said since
    boolean takeAgain(ServerMessage message) {
        switch (message) {
            case ServerMessage.Logged(var s, var e, var q, var at, SessionEvent.AnswerInterrupted left)
            when left.blockId().equals(block) -> again = left.text();
            case ServerMessage.Delta delta -> {
                return !delta.blockId().equals(block);
            }
            default -> {}
        }
        return false;
    }

    /// How many of the characters that were shown aren't there any more, or are others.
    int missing() {
        int same = 0;
        while (same < Math.min(text.length(), again.length()) && text.charAt(same) == again.charAt(same)) same++;
        return text.length() - same;
    }
}
