package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.client.LocalBackend;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Files of a person's, through a real backend that is killed in between, in a real sandbox.
class AttachmentTest {
    private static final String LOOK = "{\"command\":\"sha256sum ~/attachments/*/*; git status --porcelain\"}";

    @TempDir
    Path root;

    private static AttachmentId upload(LocalBackend backend, SessionId session, String name, byte[] content)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI place = URI.create(backend.url() + "/v1/sessions/" + session + "/attachments?name=" + name);
            HttpRequest request = HttpRequest.newBuilder(place)
                    .header("Authorization", "Bearer " + backend.token())
                    .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                    .build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return Json.read(answer.body(), Attachment.class).attachmentId();
        }
    }

    private static String sum(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void theyReachTheAgentThoughTheBackendWasKilledAfterTheUpload() throws Exception {
        byte[] image = "\u0089PNG\r\n\u001a\nand so on".getBytes(StandardCharsets.ISO_8859_1);
        byte[] large = new byte[(int) ClientMessage.LARGEST_ATTACHMENT_BYTES];
        new Random(7).nextBytes(large);
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(Replies.anthropic("I look.", "bash", LOOK), Replies.anthropic("I have seen them."));
            try (Scene scene = new Scene(root, Map.of("ANTHROPIC_BASE_URL", vendor.url()))) {
                SessionId session = scene.create();
                List<AttachmentId> both = List.of(
                        upload(scene.backend().backend(), session, "a%20shot.png", image),
                        upload(scene.backend().backend(), session, "large.bin", large));
                scene.kill();
                scene.start();
                scene.witness().follow(session);
                scene.witness()
                        .ask(new ClientMessage.SubmitPrompt(
                                RequestId.fresh(), session, "Look", null, null, both, null));
                TurnFinished end = scene.await(TurnFinished.class, 1);
                assertThat(end.outcome()).as(String.valueOf(end.message())).isEqualTo(Outcome.done);
                assertThat(scene.witness().last(ToolFinished.class).output().strip())
                        .matches("(?s)" + sum(image) + "\\s+/home/agent/attachments/[a-z0-9]+/a_shot.png\n" + sum(large)
                                + "\\s+/home/agent/attachments/[a-z0-9]+/large.bin");
                assertThat(scene.witness().all(CommitMade.class)).isEmpty();
                JsonNode asked = vendor.asked().getFirst().body().at("/messages/0/content");
                assertThat(asked.at("/0/source/media_type").asString()).isEqualTo("image/png");
                assertThat(asked.at("/1/text").asString()).contains("/a_shot.png", "/large.bin");
            }
        }
    }
}
