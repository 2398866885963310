package dev.slipway.backend.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentRoutesTest {
    private static final int LARGEST = (int) ClientMessage.LARGEST_ATTACHMENT_BYTES;

    @TempDir
    Path root;

    private final HttpClient client = HttpClient.newHttpClient();
    private House house;
    private SessionId session;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        session = house.preparedSession();
    }

    @AfterEach
    void close() {
        client.close();
        house.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(house.url() + path)).header("Authorization", "Bearer " + House.TOKEN);
    }

    private HttpResponse<String> upload(String name, String mediaType, BodyPublisher body) throws Exception {
        String query = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        HttpRequest.Builder request = request("/v1/sessions/" + session + "/attachments?name=" + query);
        if (!mediaType.isEmpty()) request.header("Content-Type", mediaType);
        return client.send(request.POST(body).build(), BodyHandlers.ofString());
    }

    private Attachment kept(String name, String mediaType, byte[] content) throws Exception {
        HttpResponse<String> answer = upload(name, mediaType, BodyPublishers.ofByteArray(content));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Json.read(answer.body(), Attachment.class);
    }

    private HttpResponse<byte[]> download(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofByteArray());
    }

    @Test
    void whatWasUploadedComesBackAsAFileToKeep() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(7).nextBytes(content);
        Attachment kept = kept("Über „uns“.html", "text/html; charset=utf-8", content);
        assertThat(kept.name()).isEqualTo("Über „uns“.html");
        assertThat(kept.mediaType()).isEqualTo("text/html");
        assertThat(kept.sizeBytes()).isEqualTo(content.length);
        HttpResponse<byte[]> back = download("/v1/sessions/" + session + "/attachments/" + kept.attachmentId());
        assertThat(back.statusCode()).isEqualTo(200);
        assertThat(back.body()).isEqualTo(content);
        assertThat(back.headers().firstValue("content-disposition"))
                .contains("attachment; filename*=UTF-8''%C3%9Cber%20%E2%80%9Euns%E2%80%9C.html");
        assertThat(back.headers().firstValue("x-content-type-options")).contains("nosniff");
        assertThat(back.headers().firstValue("content-security-policy").orElse(""))
                .contains("default-src 'none'");
        assertThat(back.headers().firstValue("content-type")).contains("text/html");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "notes.txt, notes.txt",
                "../../../etc/passwd, passwd",
                "C:\\temp\\notes.txt, notes.txt",
                "\"a\r\nSet-Cookie: b\", a Set-Cookie: b",
                "\"\u0000\u001b[31m\u202e\", [31m",
                "\"\", file",
                "\"  \", file",
                "., file",
                ".., file",
                "a/.., file"
            })
    void anyNameIsMadeOneToShow(String name, String shown) throws Exception {
        Attachment kept = kept(name, "", new byte[] {1});
        assertThat(kept.name()).isEqualTo(shown);
        HttpResponse<byte[]> back = download("/v1/sessions/" + session + "/attachments/" + kept.attachmentId());
        assertThat(back.body()).containsExactly(1);
        assertThat(back.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void aLongNameIsCutInTheMiddle() throws Exception {
        assertThat(kept("🚢".repeat(255) + ".png", "", new byte[0]).name())
                .startsWith("🚢🚢")
                .contains("…")
                .endsWith("🚢.png")
                .hasSizeLessThanOrEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "image", "image/", "a b/c", "text/plain\u00e9"})
    void whatIsNoMediaTypeCountsAsUnknown(String mediaType) throws Exception {
        HttpResponse<String> answer = upload("x", mediaType, BodyPublishers.ofByteArray(new byte[] {1}));
        if (answer.statusCode() == 201)
            assertThat(Json.read(answer.body(), Attachment.class).mediaType()).isEqualTo("application/octet-stream");
        else assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void theLargestIsTakenAndALargerOneLeavesNothing() throws Exception {
        byte[] content = new byte[LARGEST];
        assertThat(kept("largest", "", content).sizeBytes()).isEqualTo(LARGEST);
        byte[] larger = new byte[LARGEST + 1];
        BodyPublisher announced = BodyPublishers.ofByteArray(larger);
        BodyPublisher streamed = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(larger));
        for (BodyPublisher body : new BodyPublisher[] {announced, streamed}) {
            HttpResponse<String> no = upload("larger", "", body);
            assertThat(no.statusCode()).isEqualTo(413);
            assertThat(no.body()).contains("\"title\":\"too_much\"", "20 MB");
        }
        try (var files = Files.list(house.home().resolve("sessions/" + session + "/attachments"))) {
            assertThat(files).hasSize(2);
        }
        assertThat(kept("after", "", new byte[] {1}).sizeBytes()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/sessions/nosuchsession/attachments/nosuchfile",
                "/v1/sessions/SESSION/attachments/nosuchfile",
                "/v1/sessions/SESSION/attachments/..%2flog.db",
                "/v1/sessions/SESSION/attachments/%2e%2e",
                "/v1/sessions/SESSION/attachments/"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        HttpResponse<byte[]> no = download(path.replace("SESSION", session.value()));
        assertThat(no.statusCode()).isEqualTo(404);
    }

    @Test
    void nothingIsTakenOrGivenWithoutTheToken() throws Exception {
        Attachment kept = kept("x", "", new byte[] {1});
        URI place = URI.create(house.url() + "/v1/sessions/" + session + "/attachments");
        HttpRequest post =
                HttpRequest.newBuilder(place).POST(BodyPublishers.ofString("x")).build();
        HttpRequest get = HttpRequest.newBuilder(URI.create(place + "/" + kept.attachmentId()))
                .build();
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    @Test
    void aSessionThatIsNotThereTakesNothing() throws Exception {
        HttpRequest post = request("/v1/sessions/nosuchsession/attachments?name=x")
                .POST(BodyPublishers.ofString("x"))
                .build();
        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
    }
}
