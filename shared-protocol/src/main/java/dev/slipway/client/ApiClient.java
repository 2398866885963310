package dev.slipway.client;

import dev.slipway.protocol.Applied;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Found;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ShareLink;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked of a backend by plain HTTP. Thread-safe; nothing blocks; completions come on threads of its own. A
/// question fails with [RejectedException] where the backend said no, and with [IOException] where it doesn't answer
/// within 90 s, can't be reached, or can't be understood; the messages are for the person. Closed by who opened it.
public final class ApiClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /// Some answers come after a fetch from a slow server.
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String url;
    private final String token;
    private final Duration patience;
    private final HttpClient http;

    private ApiClient(String url, String token, Duration patience) {
        this.url = url;
        this.token = token;
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                // The token is for the backend, and not for a proxy on the way to it.
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
    }

    /// @param url `http://127.0.0.1:PORT`
    public static ApiClient open(String url, String token) {
        return new ApiClient(url, token, PATIENCE);
    }

    public static ApiClient open(LocalBackend backend) {
        return open(backend.url(), backend.token());
    }

    static ApiClient open(String url, String token, Duration patience) {
        return new ApiClient(url, token, patience);
    }

    public CompletableFuture<ModelChoices> models() {
        return get("/v1/models", ModelChoices.class);
    }

    public CompletableFuture<BranchChoices> branches(RepositoryName repository) {
        return get("/v1/repositories/" + repository + "/branches", BranchChoices.class);
    }

    /// What one turn changed.
    ///
    /// @param turn null for the whole session
    public CompletableFuture<Changes> changes(SessionId session, @Nullable TurnId turn) {
        Query query = new Query().with("turn", turn == null ? null : turn.value());
        return get("/v1/sessions/" + session + "/changes" + query, Changes.class);
    }

    /// The unified diff of one file or of all, empty where nothing differs; of more than 4 MB a file is named and not
    /// shown, or refused with `too_much` if it was asked for alone.
    ///
    /// @param turn null for the whole session
    /// @param path as a [dev.slipway.protocol.FileChange] has it; null for all files
    /// @param context lines around each change, 0 to 1,000,000: that is the whole file
    public CompletableFuture<String> diff(
            SessionId session, @Nullable TurnId turn, @Nullable String path, int context) {
        Query query = new Query()
                .with("turn", turn == null ? null : turn.value())
                .with("path", path)
                .with("context", Integer.toString(context));
        return text("GET", "/v1/sessions/" + session + "/diff" + query);
    }

    public CompletableFuture<SessionDetails> details(SessionId session) {
        return get("/v1/sessions/" + session + "/details", SessionDetails.class);
    }

    /// What fits best of prompts, answers, titles, tool calls and commits with these words in it.
    ///
    /// @param offset leaves out so many, to page on
    public CompletableFuture<Found> search(Wanted wanted, int offset) {
        return get("/v1/search" + wanted.query().with("offset", Integer.toString(offset)), Found.class);
    }

    /// What a session's turns cost, as of some moments ago.
    public CompletableFuture<Costs> costs(SessionId session) {
        return get("/v1/sessions/" + session + "/costs", Costs.class);
    }

    /// What all sessions cost that the person may see, as of some moments ago.
    ///
    /// @param sinceMs of turns that began then or later; 0 for all
    public CompletableFuture<Costs> costs(Costs.By by, long sinceMs) {
        Query query = new Query().with("by", by.name()).with("since", Long.toString(sinceMs));
        return get("/v1/costs" + query, Costs.class);
    }

    /// Who may do what in a session, and its links.
    public CompletableFuture<Sharing> sharing(SessionId session) {
        return get("/v1/sessions/" + session + "/sharing", Sharing.class);
    }

    /// What a link is, for who administers the session; refused with `not_found` where it is over or revoked.
    public CompletableFuture<ShareLink> link(SessionId session, LinkId link) {
        return get("/v1/sessions/" + session + "/links/" + link, ShareLink.class);
    }

    /// Who was added to the installation, for who administers it.
    public CompletableFuture<List<Person>> people() {
        record Entry(Person person) {}
        return get("/v1/people", Entry[].class)
                .thenApply(all -> Arrays.stream(all).map(Entry::person).toList());
    }

    public CompletableFuture<DoctorReport> doctor() {
        return get("/v1/doctor", DoctorReport.class);
    }

    public CompletableFuture<ImageList> images() {
        return get("/v1/images", ImageList.class);
    }

    public CompletableFuture<ImageDetails> image(RepositoryName repository) {
        return get("/v1/images/" + repository, ImageDetails.class);
    }

    /// A part of a build's log, of at most 256 kB.
    ///
    /// @param build null for the newest
    /// @param offset in bytes; below 0 for the last so many
    public CompletableFuture<BuildLog> buildLog(RepositoryName repository, @Nullable BuildId build, long offset) {
        Query query = new Query()
                .with("build", build == null ? null : build.value())
                .with(offset < 0 ? "tail" : "offset", Long.toString(Math.abs(offset)));
        return get("/v1/images/" + repository + "/log" + query, BuildLog.class);
    }

    /// Writes the session's changes into the person's checkout, all or none; refused with `conflict` where that would
    /// overwrite something. Asked again it writes what is missing.
    public CompletableFuture<Applied> apply(SessionId session) {
        return text("POST", "/v1/sessions/" + session + "/apply").thenCompose(json -> read(json, Applied.class));
    }

    /// Gives a session a file for a later prompt; refused with `too_much` over 20 MB.
    ///
    /// @param file read while it is sent; it must not change meanwhile
    public CompletableFuture<Attachment> attach(SessionId session, Path file, String mediaType) {
        HttpRequest.BodyPublisher body;
        try {
            body = HttpRequest.BodyPublishers.ofFile(file);
        } catch (FileNotFoundException | UncheckedIOException e) {
            return CompletableFuture.failedFuture(new IOException(file.getFileName() + " can't be read.", e));
        }
        String name = String.valueOf(file.getFileName());
        HttpRequest request = request("/v1/sessions/" + session + "/attachments" + new Query().with("name", name))
                .POST(body)
                .header("Content-Type", mediaType)
                .build();
        return said(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenCompose(ApiClient::told)
                .thenCompose(json -> read(json, Attachment.class));
    }

    /// Uses an invitation up; refused where it was used, is over, or was replaced. Needs no token.
    ///
    /// @param label what the token is called in its owner's list
    public CompletableFuture<Joined> redeem(String code, String label) {
        record Redeemed(String code, String label) {}
        HttpRequest request = request("/v1/invitations/redeem")
                .POST(HttpRequest.BodyPublishers.ofString(Json.text(new Redeemed(code, label))))
                .header("Content-Type", "application/json")
                .build();
        return said(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenCompose(ApiClient::told)
                .thenCompose(json -> read(json, Joined.class));
    }

    /// What an attachment holds, at most 20 MB.
    public CompletableFuture<byte[]> attachment(SessionId session, AttachmentId attachment) {
        HttpRequest request = request("/v1/sessions/" + session + "/attachments/" + attachment)
                .build();
        return said(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenCompose(answer -> answer.statusCode() / 100 == 2
                        ? CompletableFuture.completedFuture(answer.body())
                        : CompletableFuture.failedFuture(
                                refusal(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8))));
    }

    /// Ends what is under way: it fails, and whether it was carried out is not known.
    @Override
    public void close() {
        http.shutdownNow();
    }

    private <T> CompletableFuture<T> get(String path, Class<T> type) {
        return text("GET", path).thenCompose(json -> read(json, type));
    }

    private CompletableFuture<String> text(String method, String path) {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return said(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                .thenCompose(ApiClient::told);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .timeout(patience);
    }

    private <B> CompletableFuture<HttpResponse<B>> said(HttpRequest request, HttpResponse.BodyHandler<B> as) {
        return http.sendAsync(request, as)
                .handle((answer, failure) -> failure == null
                        ? CompletableFuture.completedFuture(answer)
                        : CompletableFuture.<HttpResponse<B>>failedFuture(away(failure)))
                .thenCompose(Function.identity());
    }

    private static CompletableFuture<String> told(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 == 2) return CompletableFuture.completedFuture(answer.body());
        return CompletableFuture.failedFuture(refusal(answer.statusCode(), answer.body()));
    }

    private IOException away(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return new IOException("The backend doesn't answer at " + url + ". `slipway status` tells more.", cause);
    }

    private static RejectedException refusal(int status, String body) {
        record Problem(@Nullable ErrorCode title, @Nullable String detail) {}
        try {
            Problem problem = Json.read(body, Problem.class);
            if (problem.title() != null && problem.detail() != null)
                return new RejectedException(problem.title(), problem.detail());
        } catch (BadJson e) {
            // Something else than a backend may answer there.
        }
        return new RejectedException(
                ErrorCode.internal, "The backend answered with the HTTP status " + status + " alone.");
    }

    private static <T> CompletableFuture<T> read(String json, Class<T> type) {
        try {
            return CompletableFuture.completedFuture(Json.read(json, type));
        } catch (BadJson e) {
            return CompletableFuture.failedFuture(new IOException(
                    "The backend's answer can't be understood. Are backend and client of the same version?", e));
        }
    }
}
