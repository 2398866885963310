package dev.slipway.backend.agent;

import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The drafts of one reply as it streams in: one for each text and each thinking. On the turn's thread only.
final class ReplyDrafts implements ModelListener {
    private final TurnId turnId;
    private final Recorder recorder;
    private final Map<Integer, Open> open = new TreeMap<>();

    private record Open(BlockId block, BlockKind kind, Recorder.Draft draft, StringBuilder text) {}

    ReplyDrafts(TurnId turnId, Recorder recorder) {
        this.turnId = turnId;
        this.recorder = recorder;
    }

    @Override
    public void text(int part, String delta) {
        append(part, BlockKind.answer, delta);
    }

    @Override
    public void thinking(int part, String delta) {
        append(part, BlockKind.thinking, delta);
    }

    private void append(int part, BlockKind kind, String delta) {
        if (delta.isEmpty()) return;
        Open draft = open.computeIfAbsent(part, _ -> {
            BlockId block = BlockId.fresh();
            return new Open(block, kind, recorder.draft(block, kind), new StringBuilder());
        });
        draft.text().append(delta);
        draft.draft().append(delta);
    }

    /// What ends the drafts of a reply that came whole: its words and its thinking, in the reply's order.
    ///
    /// @param index of the part in the reply
    List<SessionEvent> finished(int index, Part part) {
        Open draft = open.get(index);
        BlockId block = draft == null ? BlockId.fresh() : draft.block();
        return switch (part) {
            case Part.Text text when draft == null && text.text().isBlank() -> List.of();
            case Part.Text text -> List.of(new SessionEvent.AnswerFinished(turnId, block, text.text()));
            case Part.Thinking thinking ->
                List.of(new SessionEvent.ThinkingFinished(turnId, block, thinking.text(), thinking.signature()));
            case Part.ToolCall _, Part.ToolResult _, Part.Image _ -> List.of();
        };
    }

    /// What ends the drafts of a reply that broke off. Half thinking has no signature, and no step ends after
    /// it, so that no model is ever told of it.
    List<SessionEvent> broken() {
        List<SessionEvent> events = new ArrayList<>();
        for (Open draft : open.values()) {
            String text = draft.text().toString();
            switch (draft.kind()) {
                case thinking -> events.add(new SessionEvent.ThinkingFinished(turnId, draft.block(), text, null));
                case answer, output -> events.add(new SessionEvent.AnswerInterrupted(turnId, draft.block(), text));
            }
        }
        open.clear();
        return events;
    }
}
