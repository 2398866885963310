package dev.slipway.desktop.notify;

import dev.slipway.client.BoardView;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Decides what is worth telling. Pure.
public final class NoticeModel {
    private NoticeModel() {}

    /// What happened from one board to the next that the person doesn't see.
    ///
    /// @param seen whether the person looks at a session now
    public static List<Notice> between(BoardView before, BoardView now, Predicate<SessionId> seen) {
        List<Notice> notices = new ArrayList<>();
        for (SessionListed row : now.sessions().values()) {
            SessionListed old = before.sessions().get(row.sessionId());
            if (old == row || old == null || !isRunning(old.state()) || row.archived()) continue;
            String text = words(row.state());
            if (!text.isEmpty() && !seen.test(row.sessionId()))
                notices.add(new Notice(row.sessionId(), row.title(), text));
        }
        return notices;
    }

    private static boolean isRunning(SessionState state) {
        return state == SessionState.working || state == SessionState.starting;
    }

    private static String words(SessionState state) {
        return switch (state) {
            case done -> "Done";
            case waiting -> "Waits for your answer";
            case failed -> "Failed";
            case ready, starting, working, stopped -> "";
        };
    }
}
