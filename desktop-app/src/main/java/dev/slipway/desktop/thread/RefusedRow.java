package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.client.ThreadItem.Refusal;
import dev.slipway.client.ThreadItem.ToolCall;
import dev.slipway.client.TurnView;

/// What a sandbox wanted to reach and might not: the row of that.
final class RefusedRow {
    private RefusedRow() {}

    static Row of(TurnView turn, Refusal refusal, int index, ToolRows.State state) {
        String asked = turn.items().stream()
                .filter(item -> item instanceof ToolCall call && call.id().equals(refusal.callId()))
                .map(item -> Plain.line(((ToolCall) item).title(), 200))
                .findFirst()
                .orElse("");
        String where = Plain.line(refusal.host(), 253) + ":" + refusal.port();
        String text = where + " was refused: " + Plain.line(refusal.reason(), 300);
        // What isn't written like a host name is nothing to allow.
        boolean named = refusal.host().matches("[a-z0-9.-]{1,253}");
        return new Row.Refused(
                new Row.Key(turn.started().turnId().value(), "refused", index),
                text,
                asked,
                state.isAllowed(refusal.host()),
                named ? new Row.Does.Allow(refusal.host()) : null);
    }
}
