package dev.slipway.desktop.thread;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.ThreadItem;
import dev.slipway.client.ThreadItem.Notice;
import dev.slipway.client.ThreadItem.Prose;
import dev.slipway.client.ThreadItem.Question;
import dev.slipway.client.ThreadItem.Refusal;
import dev.slipway.client.ThreadItem.Thinking;
import dev.slipway.client.ThreadItem.ToolCall;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.session.GrowingText;
import dev.slipway.desktop.thread.Row.Key;
import dev.slipway.desktop.thread.Row.Quiet;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One turn of the thread, and its rows. What did not change since they were made stays the same objects.
final class TurnRows {
    private static final int FOLD_FROM = 3;
    private static final int LONGEST_NOTICE = 1_000;

    private final ToolRows.State state;
    private final ToolRows tools;
    private final Map<String, ProseRows> texts = new HashMap<>();
    private final Map<ThreadItem, List<Row>> made = new IdentityHashMap<>();
    private TurnView turn;
    private boolean answerable;
    private @Nullable List<Row> rows;
    private List<Row> last = List.of();

    TurnRows(TurnView turn, ToolRows.State state) {
        this.turn = turn;
        this.state = state;
        tools = new ToolRows(state);
    }

    TurnView turn() {
        return turn;
    }

    /// @param last whether it is the session's last, so that its question can be answered
    void update(TurnView now, boolean last) {
        if (now != turn || last != answerable) rows = null;
        if (last != answerable) made.clear();
        turn = now;
        answerable = last;
    }

    /// Something was opened or closed.
    void touch() {
        made.clear();
        rows = null;
    }

    /// A text of it grew.
    void grew() {
        rows = null;
    }

    List<Row> rows() {
        List<Row> known = rows;
        if (known == null) {
            known = make();
            ThreadRows.keep(last, known);
            last = known;
            rows = known;
        }
        return known;
    }

    /// What the whole block of a code says, or null where it isn't of this turn.
    @Nullable
    String codeOf(Key block) {
        ProseRows text = texts.get(block.of());
        return text == null ? null : text.codeOf(block);
    }

    private List<Row> make() {
        List<Row> all = new ArrayList<>();
        PromptQueued prompt = turn.prompt();
        if (prompt != null)
            all.add(SaidRow.of(prompt, turn.startedAtMs(), turn.started().rehearsal(), state));
        items(all);
        if (turn.outcome() == null) growing(all);
        else all.add(EndedRow.of(turn, turn.outcome(), answerable, state));
        Set<Key> seen = new HashSet<>();
        all.removeIf(row -> !seen.add(row.key()));
        return all;
    }

    private void items(List<Row> all) {
        List<ThreadItem> items = turn.items();
        for (int i = 0; i < items.size(); i++) {
            int end = i;
            while (end < items.size() && items.get(end) instanceof ToolCall call && ToolWords.reads(call.tool())) end++;
            if (end - i >= FOLD_FROM) {
                fold(all, items.subList(i, end));
                i = end - 1;
                continue;
            }
            ThreadItem item = items.get(i);
            boolean isLast = i == items.size() - 1;
            boolean runs = item instanceof ToolCall call && call.outcome() == null;
            if (runs || item instanceof Notice || item instanceof Question) one(all, item, i, isLast);
            else {
                int index = i;
                all.addAll(made.computeIfAbsent(item, it -> {
                    List<Row> some = new ArrayList<>();
                    one(some, it, index, isLast);
                    return some;
                }));
            }
        }
    }

    private void one(List<Row> all, ThreadItem item, int index, boolean isLast) {
        switch (item) {
            case Prose prose -> {
                all.addAll(text(prose.blockId(), prose.text(), false));
                if (prose.interrupted())
                    all.add(quiet(prose.blockId().value(), "broken", 0, Quiet.Kind.interrupted, "Broken off here"));
            }
            case Thinking thinking -> thinking(all, thinking);
            case ToolCall call -> {
                // Its question stands below, whole.
                if (!call.tool().equals("ask") || call.outcome() == ToolOutcome.failed) tools.add(all, call, false);
            }
            case Question question -> all.add(asked(question, index));
            case ThreadItem.Steered steered -> all.add(SaidRow.steering(steered.prompt(), state));
            case Refusal refusal -> all.add(RefusedRow.of(turn, refusal, index, state));
            case Notice notice -> notice(all, notice, index, isLast);
        }
    }

    private Row asked(Question question, int index) {
        Person by = question.answeredBy();
        return new Row.Asked(
                key("question", index),
                question.callId(),
                Plain.text(question.question()),
                question.options().stream().map(o -> Plain.line(o, 300)).toList(),
                by == null ? "" : Plain.line(by.name(), 80),
                answerable && by == null && turn.outcome() == Outcome.done);
    }

    private void notice(List<Row> all, Notice notice, int index, boolean isLast) {
        String text = Plain.line(notice.text(), LONGEST_NOTICE);
        Quiet.Kind kind = Quiet.Kind.notice;
        switch (notice.kind()) {
            case sandbox_starting -> {
                if (isLast && turn.outcome() == null)
                    all.add(new Row.Working(key("starting", index), text, state.lastEventMs(), 0));
            }
            case sandbox_ready -> {
                if (!text.equals("The sandbox is ready")) all.add(quiet(id().value(), "notice", index, kind, text));
            }
            case retrying -> {
                long delay = delay(notice);
                // While it waits, the line below says for how long.
                String tried = !isLast && delay > 0 ? "Tried again after " + Texts.duration(delay) + ". " : "";
                all.add(quiet(id().value(), "notice", index, kind, tried + text));
            }
            case files_syncing -> all.add(quiet(id().value(), "notice", index, kind, text));
            // What failed, or ended, has a line each.
            case services_failed ->
                all.add(quiet(
                        id().value(), "notice", index, kind, Plain.text(Human.cut(notice.text(), LONGEST_NOTICE))));
            case resumed -> all.add(quiet(id().value(), "notice", index, kind, text));
            case stopping -> all.add(quiet(id().value(), "notice", index, kind, text + " asked to stop this turn"));
            case spending_noted -> all.add(quiet(id().value(), "notice", index, kind, text));
            case snapshot_failed -> all.add(quiet(id().value(), "notice", index, kind, text));
            case compacted -> compacted(all, notice.text(), index);
        }
    }

    private static long delay(@Nullable Notice notice) {
        Long delay = notice == null ? null : notice.delayMs();
        return delay == null ? 0 : delay;
    }

    private void compacted(List<Row> all, String summary, int index) {
        Key key = key("summary", index);
        boolean open = state.isOpen(key);
        String words = "The conversation so far was summarised for the model";
        all.add(new Row.Fold(key, Row.Fold.Kind.summary, words, "", open, false, 0));
        if (open) all.addAll(text(id().value() + "-summary-" + index, summary, true));
    }

    private void thinking(List<Row> all, Thinking thinking) {
        if (thinking.text().isBlank()) return;
        Key key = new Key(thinking.blockId().value(), "thinking", 0);
        boolean open = state.isOpen(key);
        String words = Texts.count(Texts.words(thinking.text()), "word");
        all.add(new Row.Fold(key, Row.Fold.Kind.thinking, "Thought", words, open, false, 0));
        if (open) all.addAll(text(thinking.blockId(), thinking.text(), true));
    }

    private void fold(List<Row> all, List<ThreadItem> calls) {
        ToolCall first = (ToolCall) calls.getFirst();
        ToolCall last = (ToolCall) calls.getLast();
        Key key = new Key(first.blockId().value(), "reads", 0);
        boolean open = state.isOpen(key);
        boolean running = last.outcome() == null;
        long files = calls.stream()
                .filter(c -> c instanceof ToolCall t && t.tool().equals("read"))
                .count();
        long others = calls.size() - files;
        long failed = calls.stream()
                .filter(c -> c instanceof ToolCall t && t.outcome() == ToolOutcome.failed)
                .count();
        String searched = others == 0 ? "" : (files == 0 ? "Searched " : ", searched ") + Texts.count(others, "time");
        String read = files == 0 ? "" : (running ? "Reading " : "Read ") + Texts.count(files, "file");
        String detail = running ? Plain.line(last.title(), 200) : failed > 0 ? failed + " failed" : "";
        long since = running ? state.since(last.blockId()) : 0;
        all.add(new Row.Fold(key, Row.Fold.Kind.reads, read + searched, detail, open, running, since));
        if (open) for (ThreadItem call : calls) tools.add(all, (ToolCall) call, true);
    }

    /// What is being written now, or else that something is being done.
    private void growing(List<Row> all) {
        boolean seen = false;
        List<GrowingText> texts = state.growing();
        for (GrowingText growing : texts) {
            switch (growing.kind()) {
                case answer -> {
                    all.addAll(text(growing.blockId(), growing.text(), false));
                    seen |= growing.length() > 0;
                }
                case thinking -> {
                    // What is written after it shows that it is over.
                    if (growing == texts.getLast()) thinkingNow(all, growing);
                    else thinking(all, new Thinking(growing.blockId(), growing.text()));
                    seen = true;
                }
                case output -> {}
            }
        }
        ThreadItem last = turn.items().isEmpty() ? null : turn.items().getLast();
        Notice notice = last instanceof Notice n ? n : null;
        boolean runs = turn.items().stream().anyMatch(item -> item instanceof ToolCall call && call.outcome() == null)
                || notice != null && notice.kind() == Notice.Kind.sandbox_starting;
        if (seen || runs) return;
        long delay = delay(notice);
        long since = state.lastEventMs();
        boolean waits = delay > 0;
        all.add(new Row.Working(
                key("working", 0), waits ? "Trying again" : "Working", since, waits ? since + delay : 0));
    }

    private void thinkingNow(List<Row> all, GrowingText growing) {
        Key key = new Key(growing.blockId().value(), "thinking", 0);
        boolean open = state.isOpen(key);
        all.add(new Row.Fold(key, Row.Fold.Kind.thinking, "Thinking", "", open, true, state.since(growing.blockId())));
        if (open) all.addAll(text(growing.blockId(), growing.text(), true));
    }

    private List<Row> text(BlockId block, String text, boolean faint) {
        return text(block.value(), text, faint);
    }

    private List<Row> text(String block, String text, boolean faint) {
        return texts.computeIfAbsent(block, id -> new ProseRows(id, faint)).update(text, state::isOpen);
    }

    private static Quiet quiet(String of, String part, int index, Quiet.Kind kind, String text) {
        return new Quiet(new Key(of, part, index), kind, text, null);
    }

    TurnId id() {
        return turn.started().turnId();
    }

    private Key key(String part, int index) {
        return new Key(id().value(), part, index);
    }
}
