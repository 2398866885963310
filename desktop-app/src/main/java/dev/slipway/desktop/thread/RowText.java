package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;

/// What is copied of a row: exactly the texts that its cell shows as selectable, one to a line. Pure.
final class RowText {
    private RowText() {}

    static String of(Row row) {
        return switch (row) {
            case Row.Quiet r -> r.does() == null ? r.text() : "";
            case Row.Said r -> shown(r);
            case Row.Words r -> r.piece().text();
            case Row.Lines r ->
                String.join(
                        "\n", r.lines().stream().map(line -> line.text().text()).toList());
            case Row.Call r -> "";
            case Row.Fold r -> "";
            case Row.Asked r -> r.question();
            case Row.Refused r -> r.text();
            case Row.Working r -> "";
            case Row.Ended r -> ended(r);
        };
    }

    /// The part of a prompt that isn't folded away.
    static String shown(Row.Said said) {
        if (said.hiddenLines() == 0) return said.text();
        return Texts.firstLines(said.text(), Texts.FOLDED_LINES, Texts.FOLDED_CHARACTERS);
    }

    /// What is looked through of it: also what can't be selected.
    static String found(Row row) {
        return row instanceof Row.Call call ? call.verb() + " " + call.object() : of(row);
    }

    private static String ended(Row.Ended ended) {
        String commit = ended.commit() == null ? "" : Plain.line(ended.commit().subject(), 300);
        return ended.message().isEmpty()
                ? commit
                : commit.isEmpty() ? ended.message() : ended.message() + "\n" + commit;
    }
}
