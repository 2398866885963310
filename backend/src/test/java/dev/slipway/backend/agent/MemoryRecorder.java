package dev.slipway.backend.agent;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A recorder in memory that holds its callers to the contract: a draft is closed once, by its own event, with
/// the text that was shown; no output comes after its end.
class MemoryRecorder implements Recorder {
    private final List<SessionEvent> events = new ArrayList<>();
    private final Map<BlockId, StringBuilder> drafts = new HashMap<>();
    private final Map<BlockId, ByteArrayOutputStream> outputs = new HashMap<>();
    private final List<SessionEvent.PromptQueued> steering = new ArrayList<>();
    private final Set<BlockId> ended = new HashSet<>();

    @Override
    public synchronized void record(SessionEvent... added) {
        for (SessionEvent event : added) {
            switch (event) {
                case SessionEvent.AnswerFinished e -> close(e.blockId(), e.text());
                case SessionEvent.ThinkingFinished e -> close(e.blockId(), e.text());
                case SessionEvent.AnswerInterrupted e -> close(e.blockId(), e.text());
                case SessionEvent.ToolFinished e -> require(ended.contains(e.blockId()), "output not ended: " + e);
                case SessionEvent _ -> {}
            }
            events.add(event);
        }
    }

    @Override
    public synchronized List<ControlEvent.PromptSteered> steer(TurnId turn) {
        List<ControlEvent.PromptSteered> told = steering.stream()
                .map(prompt -> new ControlEvent.PromptSteered(turn, prompt.promptId(), prompt))
                .toList();
        if (!told.isEmpty()) record(told.toArray(SessionEvent[]::new));
        steering.clear();
        return told;
    }

    @Override
    public Optional<String> refusal() {
        return Optional.empty();
    }

    /// Somebody writes this while the turn runs.
    synchronized void steerWith(SessionEvent.PromptQueued prompt) {
        steering.add(prompt);
    }

    private void close(BlockId block, String text) {
        StringBuilder draft = drafts.remove(block);
        require(draft == null || draft.toString().equals(text), "shown was " + draft + " and recorded is " + text);
    }

    @Override
    public synchronized Draft draft(BlockId block, ServerMessage.BlockKind kind) {
        require(drafts.put(block, new StringBuilder()) == null, "one draft for each block");
        return text -> {
            synchronized (this) {
                StringBuilder draft = drafts.get(block);
                require(draft != null, "a closed draft grows");
                if (draft != null) draft.append(text);
            }
        };
    }

    @Override
    public synchronized void output(BlockId block, byte[] bytes) {
        require(!ended.contains(block), "output after its end");
        outputs.computeIfAbsent(block, _ -> new ByteArrayOutputStream()).writeBytes(bytes);
    }

    @Override
    public synchronized long endOutput(BlockId block) {
        ended.add(block);
        return outputs.containsKey(block) ? outputs.get(block).size() : 0;
    }

    @Override
    public synchronized byte[] readOutput(BlockId block, long offset, int atMost) {
        if (!outputs.containsKey(block)) return new byte[0];
        byte[] all = outputs.get(block).toByteArray();
        int from = (int) Math.min(offset, all.length);
        return Arrays.copyOfRange(all, from, Math.min(all.length, from + atMost));
    }

    synchronized List<SessionEvent> events() {
        return List.copyOf(events);
    }

    synchronized <E extends SessionEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    synchronized Set<BlockId> openDrafts() {
        return Set.copyOf(drafts.keySet());
    }

    /// What survives a crash: drafts and outputs that weren't ended go on in the new backend.
    synchronized void crashed() {
        drafts.clear();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }
}
