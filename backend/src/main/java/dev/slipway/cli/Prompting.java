package dev.slipway.cli;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent.PromptQueued;

/// What people do to prompts, in words.
final class Prompting {
    private static final int MOST_QUOTED = 60;

    private Prompting() {}

    /// How a prompt comes to the agent, where it doesn't just queue; else empty.
    static String mark(PromptQueued prompt) {
        if (prompt.answers() != null) return "the answer";
        PromptMode mode = prompt.mode();
        if (mode == null) return "";
        return switch (mode) {
            case queue -> "";
            case steer -> "steers the turn";
            case stop_and_send -> "instead of the turn";
        };
    }

    /// On one line. Of an edit that is not all.
    static String words(ControlEvent event) {
        return switch (event) {
            case ControlEvent.PromptEdited e -> Plain.line(e.person().name()) + " changed a waiting prompt:";
            case ControlEvent.PromptCancelled e -> Plain.line(e.person().name()) + " cancelled a waiting prompt.";
            case ControlEvent.PromptMoved e -> Plain.line(e.person().name()) + " changed the order of the queue.";
            case ControlEvent.StopRequested e ->
                "Stopping, as " + Plain.line(e.person().name()) + " asked…";
            case ControlEvent.PromptSteered e ->
                "→ Told to the agent, from " + Plain.line(e.prompt().author().name()) + ": "
                        + Human.cut(Plain.line(e.prompt().text()), MOST_QUOTED);
        };
    }
}
