package dev.slipway.client;

import dev.slipway.protocol.SessionEvent;
import java.util.List;

/// What events are in a thread, as far as that needs nothing but the event.
final class Items {
    private static final int MOST_REREAD = 5;

    private Items() {}

    static String words(SessionEvent.FilesSyncing event) {
        String from =
                event.fromCommit().substring(0, Math.min(10, event.fromCommit().length()));
        Long took = event.tookMs();
        if (took == null) return "Reading the files of " + from + "; edits wait for the newest ones";
        String words = "Edits unlocked after " + Human.duration(took);
        List<String> reread = event.reread();
        if (reread == null) return words;
        int more = reread.size() - MOST_REREAD;
        return words + "; different from what was read: "
                + String.join(", ", reread.subList(0, Math.min(MOST_REREAD, reread.size())))
                + (more > 0 ? " and " + more + " more" : "");
    }

    static String words(SessionEvent.SandboxReady ready) {
        String what = ready.restarted()
                ? "The sandbox was started anew; its processes and /tmp are gone"
                : "The sandbox is ready";
        return ready.degraded().isEmpty() ? what : what + ". Not enforced here: " + String.join("; ", ready.degraded());
    }

    static ThreadItem.Refusal refusal(SessionEvent.EgressRefused e) {
        return new ThreadItem.Refusal(e.toolCallId(), e.host(), e.port(), e.method(), e.reason());
    }

    static ThreadItem.ToolCall running(SessionEvent.ToolStarted e) {
        return new ThreadItem.ToolCall(e.toolCallId(), e.tool(), e.title(), e.input(), e.blockId(), null, "", 0, 0);
    }

    static ThreadItem broken(SessionEvent.AnswerInterrupted e) {
        return new ThreadItem.Prose(e.blockId(), e.text(), true);
    }

    static ThreadItem question(SessionEvent.QuestionAsked e) {
        return new ThreadItem.Question(e.toolCallId(), e.question(), e.options(), null);
    }

    static ThreadItem retrying(SessionEvent.ModelRetrying e) {
        return new ThreadItem.Notice(ThreadItem.Notice.Kind.retrying, e.reason(), e.delayMs());
    }
}
