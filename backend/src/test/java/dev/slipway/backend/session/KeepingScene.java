package dev.slipway.backend.session;

import dev.slipway.backend.House;
import dev.slipway.backend.bundle.BundleWriter;
import dev.slipway.backend.people.Caller;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SessionView;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionManifest;
import dev.slipway.protocol.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Sessions to files and back, as clients do it.
public final class KeepingScene {
    public static final Person GRACE = new Person("Grace", "grace@example.org");

    private KeepingScene() {}

    public static HttpResponse<byte[]> get(House house, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(house.url() + path))
                    .header("Authorization", "Bearer " + House.TOKEN)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    public static byte[] export(House house, SessionId session) throws Exception {
        HttpResponse<byte[]> answer = get(house, "/v1/sessions/" + session + "/export");
        if (answer.statusCode() != 200)
            throw new IllegalStateException(new String(answer.body(), StandardCharsets.UTF_8));
        return answer.body();
    }

    public static HttpResponse<String> upload(House house, byte[] file, RequestId request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest post = HttpRequest.newBuilder(URI.create(house.url() + "/v1/imports"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                    .header("Authorization", "Bearer " + House.TOKEN)
                    .header("Idempotency-Key", request.value())
                    .build();
            return http.send(post, HttpResponse.BodyHandlers.ofString());
        }
    }

    public static SessionId take(House house, byte[] file) {
        return house.keeping()
                .imports()
                .take(Caller.OPERATOR, RequestId.fresh(), new ByteArrayInputStream(file))
                .session();
    }

    /// What each entry of a file holds.
    public static Map<String, byte[]> entries(byte[] file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), zip.readAllBytes());
        }
        return entries;
    }

    public static SessionManifest manifest(byte[] file) throws IOException {
        return Json.read(entries(file).get(SessionManifest.NAME), SessionManifest.class);
    }

    /// A session as a client shows it.
    public static SessionView seen(House house, SessionId session) throws Exception {
        CompletableFuture<SessionView> whole = new CompletableFuture<>();
        try (SlipwayClient client = SlipwayClient.open(house.backend(), "test", "1", (state, reason) -> {})) {
            client.follow(session, null, new SessionListener() {
                private SessionView view = SessionView.EMPTY;

                @Override
                public void logged(Logged logged) {
                    view = view.apply(logged);
                }

                @Override
                public void caughtUp(long head) {
                    whole.complete(view);
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    whole.completeExceptionally(new IllegalStateException(code + ": " + message));
                }
            });
            return whole.get(60, TimeUnit.SECONDS);
        }
    }

    public static SessionManifest manifest(int events) {
        return new SessionManifest(
                SessionManifest.FORMAT,
                "0.1.0",
                new SessionId("mwua7ql3uc1wk"),
                "From elsewhere",
                new RepositoryName("elsewhere"),
                GRACE,
                1_795_569_600_000L,
                events,
                0,
                0,
                null);
    }

    /// A file with these events, of seqs from 1 on.
    public static byte[] file(List<? extends SessionEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            BundleWriter writer = BundleWriter.begin(bytes, manifest(events.size()));
            for (int i = 0; i < events.size(); i++)
                writer.event("elsewhere", i + 1, 1_795_569_600_000L + i, Json.bytes(events.get(i)));
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static SessionEvent.SessionCreated created() {
        return new SessionEvent.SessionCreated(
                RequestId.fresh(),
                new SessionId("mwua7ql3uc1wk"),
                GRACE,
                new RepositoryName("elsewhere"),
                "main",
                "9c11",
                "anthropic/some");
    }
}
