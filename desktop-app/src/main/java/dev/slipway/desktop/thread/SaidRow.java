package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.protocol.SessionEvent.PromptQueued;

/// The row of a person's prompt.
final class SaidRow {
    private SaidRow() {}

    /// One that a turn began with.
    static Row of(PromptQueued prompt, long atMs, boolean rehearsal, ToolRows.State state) {
        return of(prompt, atMs, rehearsal, false, state);
    }

    /// One that was told in the middle of a turn.
    static Row steering(PromptQueued prompt, ToolRows.State state) {
        return of(prompt, 0, false, true, state);
    }

    private static Row of(PromptQueued prompt, long atMs, boolean rehearsal, boolean steers, ToolRows.State state) {
        Key key = new Key(prompt.promptId().value(), "prompt", 0);
        String text = Plain.text(prompt.text()).strip();
        String first = Texts.firstLines(text, Texts.FOLDED_LINES, Texts.FOLDED_CHARACTERS);
        boolean folds = first.length() < text.length();
        int hidden = folds && !state.isOpen(key) ? Math.max(1, Texts.lines(text) - Texts.lines(first)) : 0;
        return new Row.Said(key, prompt.author(), text, prompt.attached(), hidden, folds, atMs, rehearsal, steers);
    }
}
