package dev.slipway.backend.agent;

import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolOutcome;

/// Notices a model that makes the same call again and again, each time with the same failure.
final class RepeatGuard {
    static final int TOLD_AT = 5;
    static final int ENDS_AT = 8;

    private String last = "";
    private int times;

    /// How many times in a row this call has now failed in this way; 0 where it didn't fail.
    int count(SessionEvent.ToolStarted call, ToolOutcome outcome, String result) {
        if (outcome == ToolOutcome.ok) {
            last = "";
            times = 0;
            return 0;
        }
        String same = call.tool()
                + '\0'
                + call.input()
                + '\0'
                + result.replace(call.toolCallId().value(), "");
        times = same.equals(last) ? times + 1 : 1;
        last = same;
        return times;
    }

    static String warning(int times) {
        return "\n[This very call has failed in the same way " + times
                + " times. Do something else, or say what is in the way.]";
    }

    static String message(SessionEvent.ToolStarted call, int times) {
        return "The model made the same call of `" + call.tool() + "` " + times
                + " times, and it failed in the same way each time. Tell it what to do instead.";
    }
}
