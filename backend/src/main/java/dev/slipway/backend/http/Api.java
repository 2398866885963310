package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpException;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
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
    private final Supplier<Object> status;
    private final Runnable shutdown;

    /// @param status a record to be told as JSON
    /// @param shutdown begins the end and returns at once
    public Api(Sessions sessions, String token, Supplier<Object> status, Runnable shutdown) {
        this.sessions = sessions;
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.status = status;
        this.shutdown = shutdown;
    }

    public void setup(HttpRouting.Builder routing) {
        routing.addFilter(new Guard())
                .get("/v1/health", (request, response) -> response.send("ok\n"))
                .get("/v1/status", (request, response) -> json(response, status.get()))
                .get("/v1/sessions/{id}/diff", this::diff)
                .post("/v1/shutdown", this::end);
    }

    private void diff(ServerRequest request, ServerResponse response) {
        SessionId id;
        try {
            id = new SessionId(request.path().pathParameters().get("id"));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no session of this name.");
        }
        response.header(HeaderNames.CONTENT_TYPE, "text/x-diff; charset=utf-8");
        response.send(sessions.diff(id).getBytes(StandardCharsets.UTF_8));
    }

    private void end(ServerRequest request, ServerResponse response) {
        response.status(Status.ACCEPTED_202).send("going down\n");
        shutdown.run();
    }

    private static void json(ServerResponse response, Object body) {
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(Json.bytes(body));
    }

    private static void problem(ServerResponse response, Status status, ErrorCode code, String words) {
        record Problem(String type, String title, int status, String detail) {}
        response.status(status).header(HeaderNames.CONTENT_TYPE, "application/problem+json");
        response.send(Json.bytes(new Problem("about:blank", code.name(), status.code(), words)));
    }

    private static Status statusOf(ErrorCode code) {
        return switch (code) {
            case not_found -> Status.NOT_FOUND_404;
            case conflict -> Status.CONFLICT_409;
            case unauthenticated -> Status.UNAUTHORIZED_401;
            case too_much -> Status.create(429);
            case internal, session_damaged -> Status.INTERNAL_SERVER_ERROR_500;
            case storage_failed -> Status.create(507);
            case sandbox_failed -> Status.SERVICE_UNAVAILABLE_503;
            case invalid_message, unknown_message, unsupported_protocol, repository_unusable, identity_missing ->
                Status.BAD_REQUEST_400;
        };
    }

    /// Who may come in, and what a refusal or a fault looks like outside.
    private final class Guard implements Filter {
        @Override
        public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
            String path = request.path().path();
            HEADERS.forEach(response::header);
            if (!path.equals("/v1/health") && !path.equals("/v1/socket") && !isAuthorized(request)) {
                String words = "Send the token that backend.json's tokenFile holds as `Authorization: Bearer …`.";
                problem(response, Status.UNAUTHORIZED_401, ErrorCode.unauthenticated, words);
                return;
            }
            try {
                chain.proceed();
            } catch (NotFoundException e) {
                problem(response, Status.NOT_FOUND_404, ErrorCode.not_found, "There is nothing here.");
            } catch (HttpException e) {
                throw e;
            } catch (RuntimeException e) {
                Optional<Refused> no = Refused.from(e);
                if (no.isPresent()) {
                    problem(
                            response,
                            statusOf(no.get().code()),
                            no.get().code(),
                            no.get().getMessage());
                    return;
                }
                String reference =
                        Integer.toHexString(ThreadLocalRandom.current().nextInt());
                LOG.error("{} {} failed, reference {}", request.prologue().method(), path, reference, e);
                String words = "Something in Slipway broke; its log knows it as " + reference + ".";
                problem(response, Status.INTERNAL_SERVER_ERROR_500, ErrorCode.internal, words);
            }
        }

        private boolean isAuthorized(RoutingRequest request) {
            return request.headers()
                    .first(HeaderNames.AUTHORIZATION)
                    .map(h -> MessageDigest.isEqual(h.getBytes(StandardCharsets.UTF_8), authorization))
                    .orElse(false);
        }
    }
}
