package dev.slipway.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CrashTest {
    private static final int RECORDS_OF_THE_TURN = 6;

    /// A backend that dies before or after something is on disk.
    private static final class Crash extends Error {}

    static List<Object[]> everyCut() {
        List<Object[]> cuts = new ArrayList<>();
        for (int record = 0; record < RECORDS_OF_THE_TURN; record++)
            for (String side : List.of("before", "after")) cuts.add(new Object[] {record, side});
        return cuts;
    }

    @ParameterizedTest
    @MethodSource("everyCut")
    void aTurnThatWasCutAnywhereEndsWithTheSameFiles(int record, String side, @TempDir Path folder) throws Exception {
        try (Scene scene = new Scene(folder)) {
            MemoryRecorder recorder = new MemoryRecorder() {
                private int records;

                @Override
                public synchronized void record(SessionEvent... added) {
                    boolean dies = records++ == record;
                    if (dies && side.equals("before")) throw new Crash();
                    super.record(added);
                    if (dies) throw new Crash();
                }
            };
            assertThatThrownBy(() -> scene.run(new Planned(), recorder)).isInstanceOf(Crash.class);
            List<SessionEvent> log = new ArrayList<>(scene.history);
            log.addAll(recorder.events());

            TurnEnd end = resumed(scene, log, recorder);

            assertThat(end.outcome()).isEqualTo(Outcome.done);
            assertThat(end.subject()).isEqualTo("Write a and b");
            assertThat(scene.file("a")).hasContent("A");
            assertThat(scene.file("b")).hasContent("B2");
            Set<ToolCallId> started = new HashSet<>();
            recorder.events(SessionEvent.ToolStarted.class).forEach(e -> started.add(e.toolCallId()));
            assertThat(recorder.events(SessionEvent.ToolFinished.class).stream()
                            .map(SessionEvent.ToolFinished::toolCallId))
                    .as("each call has one result")
                    .containsExactlyInAnyOrderElementsOf(started);
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "5", "6"})
    void twoCrashesAreNoWorseThanOne(int first, @TempDir Path folder) throws Exception {
        try (Scene scene = new Scene(folder)) {
            MemoryRecorder recorder = new MemoryRecorder() {
                private int records;

                @Override
                public synchronized void record(SessionEvent... added) {
                    super.record(added);
                    records++;
                    if (records == first || records == first + 2) throw new Crash();
                }
            };
            assertThatThrownBy(() -> scene.run(new Planned(), recorder)).isInstanceOf(Crash.class);
            SessionEvent.TurnResumed resumed = new SessionEvent.TurnResumed(scene.turnId, 1);
            scene.history.addAll(recorder.events());
            scene.history.add(resumed);
            int known = recorder.events().size();
            try {
                scene.run(new Planned(), recorder);
            } catch (Crash e) {
                scene.history.addAll(
                        recorder.events().subList(known, recorder.events().size()));
                scene.history.add(resumed);
                scene.run(new Planned(), recorder);
            }
            assertThat(scene.file("a")).hasContent("A");
            assertThat(scene.file("b")).hasContent("B2");
        }
    }

    private static TurnEnd resumed(Scene scene, List<SessionEvent> log, MemoryRecorder recorder) throws Exception {
        recorder.crashed();
        scene.history.clear();
        scene.history.addAll(log);
        scene.history.add(new SessionEvent.TurnResumed(scene.turnId, 1));
        return scene.run(new Planned(), recorder);
    }

    /// A model with a plan: it makes the first call of the plan that has no good result in the conversation.
    private static final class Planned implements LanguageModel {
        private static final List<Part.ToolCall> PLAN = List.of(
                new Part.ToolCall("p1", "write", "{\"path\":\"a\",\"content\":\"A\"}"),
                new Part.ToolCall("p2", "write", "{\"path\":\"b\",\"content\":\"B1\"}"),
                new Part.ToolCall("p3", "bash", "{\"command\":\"printf B2 > b\"}"));

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) {
            Conversations.requireSendable(request.messages());
            Set<String> done = done(request.messages());
            List<Part.ToolCall> left = PLAN.stream()
                    .filter(call -> !done.contains(call.arguments()))
                    .toList();
            if (left.isEmpty())
                return new ModelReply(
                        List.of(new Part.Text("Done.\nSubject: Write a and b")), StopReason.end_of_turn, Usage.NONE);
            listener.text(0, "Going on.");
            List<Part> parts = new ArrayList<>(List.of(new Part.Text("Going on.")));
            parts.addAll(left.size() == 1 ? left : left.subList(0, 2));
            return new ModelReply(parts, StopReason.tool_calls, Usage.NONE);
        }

        private static Set<String> done(List<Message> messages) {
            Map<String, String> calls = new HashMap<>();
            Set<String> done = new HashSet<>();
            for (Message message : messages)
                for (Part part : message.parts()) {
                    if (part instanceof Part.ToolCall call) calls.put(call.id(), call.arguments());
                    if (part instanceof Part.ToolResult result && !result.failed())
                        done.add(calls.get(result.toolCallId()));
                }
            return done;
        }

        @Override
        public String id() {
            return "test/planned";
        }

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public int contextTokens() {
            return 100_000;
        }
    }
}
