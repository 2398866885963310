package dev.slipway.backend.http;

import dev.slipway.backend.session.Backup;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be asked by plain HTTP. All but `/v1/health` wants `Authorization: Bearer TOKEN`. Errors are
/// problem+json (RFC 9457).
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /// Nothing that is told here is for a page to run, to frame, or for anyone to keep.
    private static final List<Header> HEADERS = List.of(
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            HeaderValues.create("Cache-Control", "no-store"));

    private final Sessions sessions;
    private final byte[] authorization;
    private final Backup backup;
    private final About about;
    private final Runnable shutdown;

    /// @param shutdown begins the end and returns at once
    public Api(Sessions sessions, Backup backup, String token, About about, Runnable shutdown) {
        this.sessions = sessions;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.backup = backup;
        this.about = about;
        this.shutdown = shutdown;
    }

    public void setup(HttpRouting.Builder routing) {
        routing.addFilter(new Guard())
                .error(RuntimeException.class, Problems::failed)
                .get("/v1/health", (request, response) -> response.send("ok\n"))
                .get(
                        "/v1/status",
                        (request, response) -> json(response, about.status().get()))
                .get(
                        "/v1/models",
                        (request, response) -> json(response, about.models().get()))
                .get(
                        "/v1/doctor",
                        (request, response) -> json(response, about.doctor().get()))
                .register(new SessionRoutes(sessions.results()))
                .register(new RepositoryRoutes(sessions.repositories()))
                .register(new ImageRoutes(sessions.images(), about.pool()))
                .post("/v1/backup", this::backUp)
                .post("/v1/shutdown", this::end);
        new AttachmentRoutes(sessions).setup(routing);
    }

    /// Answers with a line of JSON after each step, the last of which says `done`, or what went wrong.
    private void backUp(ServerRequest request, ServerResponse response) {
        record Wanted(String folder) {}
        record Line(boolean done, @Nullable String problem, Backup.@Nullable Progress progress) {}
        Path folder;
        try {
            folder = Path.of(
                    Json.read(request.content().as(String.class), Wanted.class).folder());
        } catch (BadJson | InvalidPathException | NullPointerException e) {
            throw new Refused(ErrorCode.invalid_message, "Say where to: {\"folder\": \"/an/absolute/path\"}.");
        }
        Answering lines = new Answering(response);
        try {
            Backup.Progress whole = backup.to(folder, now -> lines.say(new Line(false, null, now)));
            lines.say(new Line(true, null, whole));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.internal, "The backend is going down.");
        } catch (RuntimeException e) {
            if (!lines.begun()) throw e;
            LOG.warn("a backup to {} failed", folder, e);
            lines.say(new Line(
                    true, Refused.from(e).map(Refused::getMessage).orElse("Something broke; see the log."), null));
        }
        lines.end();
    }

    private void end(ServerRequest request, ServerResponse response) {
        response.status(Status.ACCEPTED_202).send("going down\n");
        shutdown.run();
    }

    static void json(ServerResponse response, Object body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(Json.bytes(body));
    }

    /// Who may come in.
    private final class Guard implements Filter {
        @Override
        public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
            String path = request.path().path();
            HEADERS.forEach(response::header);
            if (!path.equals("/v1/health") && !path.equals("/v1/socket") && !isAuthorized(request)) {
                String words = "Send the token that backend.json's tokenFile holds as `Authorization: Bearer …`.";
                Problems.send(response, Status.UNAUTHORIZED_401, ErrorCode.unauthenticated, words);
                return;
            }
            chain.proceed();
        }

        private boolean isAuthorized(RoutingRequest request) {
            return request.headers()
                    .first(HeaderNames.AUTHORIZATION)
                    .map(h -> MessageDigest.isEqual(h.getBytes(StandardCharsets.UTF_8), authorization))
                    .orElse(false);
        }
    }
}
