package dev.slipway.backend.agent;

import static dev.slipway.backend.agent.ScriptedModel.calls;
import static dev.slipway.backend.agent.ScriptedModel.fails;
import static dev.slipway.backend.agent.ScriptedModel.replies;
import static dev.slipway.backend.agent.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.Message;
import dev.slipway.backend.model.ModelException.Kind;
import dev.slipway.backend.model.ModelReply.StopReason;
import dev.slipway.backend.model.Part;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.PromptMode;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a model is shown of what was attached.
class PicturesTest {
    private static final String PNG = "\u0089PNG\r\n\u001a\n";

    private final MemoryRecorder recorder = new MemoryRecorder();
    private final Map<AttachmentId, byte[]> contents = new HashMap<>();
    private Scene scene;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scene = new Scene(folder);
        scene.history.clear();
        scene.attachments = id -> Optional.ofNullable(contents.get(id)).map(ByteArrayInputStream::new);
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Attachment attachment(String name, String head, int size) {
        byte[] content = Arrays.copyOf(head.getBytes(StandardCharsets.ISO_8859_1), size);
        Attachment made = new Attachment(AttachmentId.fresh(), name, "application/octet-stream", size);
        contents.put(made.attachmentId(), content);
        return made;
    }

    private void prompt(TurnId turn, String text, Attachment... attachments) {
        PromptId prompt = PromptId.fresh();
        scene.history.add(new SessionEvent.PromptQueued(
                Scene.request(), prompt, Scene.ADA, text, null, null, List.of(attachments), null, null, null));
        scene.history.add(new SessionEvent.TurnStarted(turn, prompt, "rehearsal", true, null));
    }

    private static List<Part.Image> images(List<Message> messages) {
        return messages.stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.Image.class::isInstance)
                .map(Part.Image.class::cast)
                .toList();
    }

    private Pictures pictures() {
        return Pictures.of(scene.history, scene.attachments);
    }

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of(PNG, "image/png"),
                Arguments.of("\u00ff\u00d8\u00ff\u00e0", "image/jpeg"),
                Arguments.of("GIF89a", "image/gif"),
                Arguments.of("GIF87a", "image/gif"),
                Arguments.of("RIFF1234WEBP", "image/webp"),
                Arguments.of("RIFF1234WAVE", null),
                Arguments.of("\u0089PNG", null),
                Arguments.of("GIF8", null),
                Arguments.of("%PDF-1.7", null),
                Arguments.of("<svg>", null),
                Arguments.of("", null));
    }

    @ParameterizedTest
    @MethodSource("heads")
    void theFirstBytesSayWhatAnImageIs(String head, String mediaType) {
        Attachment attachment = attachment("claims-to-be.png", head, 40);
        prompt(scene.turnId, "Look", attachment);
        Optional<Part.Image> shown = pictures().show(attachment);
        assertThat(shown.map(Part.Image::mediaType)).isEqualTo(Optional.ofNullable(mediaType));
        shown.ifPresent(image -> assertThat(Base64.getDecoder().decode(image.base64()))
                .isEqualTo(contents.get(attachment.attachmentId())));
    }

    @Test
    void thePromptEndsWithWhereItsFilesAreAndTheImagesStandBeforeIt() throws Exception {
        prompt(scene.turnId, "Look at this", attachment("shot.png", PNG, 100), attachment("log.txt", "hello", 5));
        ScriptedModel model = new ScriptedModel(says("I see."));
        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);
        List<Part> parts = model.requests().getFirst().messages().getLast().parts();
        assertThat(parts.getFirst()).isInstanceOf(Part.Image.class);
        assertThat(((Part.Text) parts.getLast()).text())
                .startsWith("Look at this\n\n")
                .containsPattern("\n/home/agent/attachments/[a-z0-9]+/shot.png \\(.*, 100 bytes, shown above\\)\n")
                .containsPattern("\n/home/agent/attachments/[a-z0-9]+/log.txt \\(.*, 5 bytes\\)$");
    }

    @Test
    void whatNoVendorTakesIsNotShown() {
        Attachment large = attachment("large.png", PNG, Pictures.LARGEST_BYTES + 1);
        Attachment largest = attachment("largest.png", PNG, Pictures.LARGEST_BYTES);
        prompt(scene.turnId, "Look", large, largest);
        assertThat(pictures().show(large)).isEmpty();
        assertThat(pictures().show(largest).orElseThrow().base64()).hasSize(5 * 1024 * 1024);
    }

    @Test
    void ofManyTheNewestAreShown() {
        List<Attachment> all = new ArrayList<>();
        for (int turn = 0; turn < 5; turn++) {
            List<Attachment> some = new ArrayList<>();
            for (int i = 0; i < 8; i++) some.add(attachment("i.png", PNG, 100));
            all.addAll(some);
            prompt(TurnId.fresh(), "Look", some.toArray(Attachment[]::new));
        }
        Pictures shown = pictures();
        List<Attachment> seen =
                all.stream().filter(a -> shown.show(a).isPresent()).toList();
        assertThat(seen).hasSize(Pictures.MOST).containsAll(all.subList(24, 40)).containsAll(all.subList(16, 20));
        assertThat(images(Transcript.of(scene.history, shown))).hasSize(Pictures.MOST);
    }

    @Test
    void whatSteersShowsItsImages() throws Exception {
        prompt(scene.turnId, "Look", attachment("first.png", PNG, 100));
        SessionEvent.PromptQueued steers = new SessionEvent.PromptQueued(
                Scene.request(),
                PromptId.fresh(),
                Scene.ADA,
                "And here",
                null,
                null,
                List.of(attachment("second.png", PNG, 100)),
                PromptMode.steer,
                null,
                null);
        ScriptedModel model = new ScriptedModel(
                (request, listener) -> {
                    recorder.steerWith(steers);
                    return calls("glob", "{\"pattern\":\"*\"}").reply(request, listener);
                },
                says("Seen."));
        scene.run(model, recorder);
        List<Message> told = model.requests().getLast().messages();
        assertThat(images(told)).hasSize(2);
        assertThat(images(List.of(told.getLast()))).hasSize(1);
        assertThat(Conversations.text(told.getLast())).contains("And here", "second.png", "shown above");
    }

    @Test
    void whatWaitsOrIsGoneIsNotShown() {
        Attachment gone = attachment("gone.png", PNG, 100);
        prompt(scene.turnId, "Look", gone);
        contents.clear();
        Attachment waiting = attachment("waiting.png", PNG, 100);
        scene.history.add(new SessionEvent.PromptQueued(
                Scene.request(), PromptId.fresh(), Scene.ADA, "Later", null, null, List.of(waiting), null, null, null));
        assertThat(pictures().show(gone)).isEmpty();
        assertThat(pictures().show(waiting)).isEmpty();
        assertThat(pictures().any()).isFalse();
    }

    @Test
    void aModelThatTakesNoImagesIsAskedWithoutThem() throws Exception {
        prompt(scene.turnId, "Look", attachment("shot.png", PNG, 100));
        ScriptedModel model = new ScriptedModel(
                fails(Kind.rejected, null), calls("glob", "{\"pattern\":\"*\"}"), says("I can't see it."));
        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);
        assertThat(model.requests()).hasSize(3);
        assertThat(images(model.requests().get(0).messages())).hasSize(1);
        assertThat(images(model.requests().get(1).messages())).isEmpty();
        assertThat(images(model.requests().get(2).messages())).isEmpty();
        assertThat(recorder.events(SessionEvent.ModelRetrying.class))
                .singleElement()
                .satisfies(e -> assertThat(e.reason()).contains("without them", "the model said no"));
    }

    @Test
    void whatIsRejectedWithoutImagesFailsTheTurn() throws Exception {
        prompt(scene.turnId, "Look", attachment("log.txt", "hello", 5));
        TurnEnd end = scene.run(new ScriptedModel(fails(Kind.rejected, null)), recorder);
        assertThat(end.outcome()).isEqualTo(Outcome.failed);
    }

    @Test
    void aSummaryLeavesThePromptsImagesAndPathsInPlace() throws Exception {
        prompt(scene.turnId, "Look " + "x".repeat(20_000), attachment("shot.png", PNG, 100));
        Usage much = new Usage(95_000, 10, 0, 0);
        Part.ToolCall call = new Part.ToolCall("c1", "glob", "{\"pattern\":\"*\"}");
        ScriptedModel model = new ScriptedModel(
                        replies(StopReason.tool_calls, much, call), says("We look at a shot."), says("Done."))
                .withContext(100_000);
        assertThat(scene.run(model, recorder).outcome()).isEqualTo(Outcome.done);
        List<Message> last = model.requests().getLast().messages();
        assertThat(images(last)).hasSize(1);
        assertThat(Conversations.text(last.getFirst())).contains("We look at a shot.", "/shot.png");
    }
}
