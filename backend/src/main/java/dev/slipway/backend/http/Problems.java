package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.NotFoundException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a refusal or a fault looks like outside: problem+json (RFC 9457).
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private Problems() {}

    static void send(ServerResponse response, Status status, ErrorCode code, String words) {
        record Problem(String type, String title, int status, String detail) {}
        response.status(status).header(HeaderNames.CONTENT_TYPE, "application/problem+json");
        response.send(Json.bytes(new Problem("about:blank", code.name(), status.code(), words)));
    }

    static void failed(ServerRequest request, ServerResponse response, RuntimeException e) {
        if (e instanceof NotFoundException) {
            send(response, Status.NOT_FOUND_404, ErrorCode.not_found, "There is nothing here.");
            return;
        }
        if (e instanceof HttpException wrong) {
            send(response, wrong);
            return;
        }
        Refused why = Refused.from(e).orElseGet(() -> {
            String reference = Integer.toHexString(ThreadLocalRandom.current().nextInt());
            LOG.error(
                    "{} {} failed, reference {}",
                    request.prologue().method(),
                    request.path().path(),
                    reference,
                    e);
            return new Refused(
                    ErrorCode.internal, "Something in Slipway broke; its log knows it as " + reference + ".");
        });
        send(response, statusOf(why.code()), why.code(), why.getMessage());
    }

    /// What Helidon says of a request may quote it, so only our own words are told.
    private static void send(ServerResponse response, HttpException wrong) {
        Status status = wrong.status();
        boolean large = status.equals(Status.REQUEST_ENTITY_TOO_LARGE_413);
        boolean ours = large || status.equals(Status.METHOD_NOT_ALLOWED_405);
        String words = ours ? String.valueOf(wrong.getMessage()) : "The request can't be understood.";
        send(response, status, large ? ErrorCode.too_much : ErrorCode.invalid_message, words);
    }

    private static Status statusOf(ErrorCode code) {
        return switch (code) {
            case not_found -> Status.NOT_FOUND_404;
            case conflict, read_only -> Status.CONFLICT_409;
            case forbidden -> Status.FORBIDDEN_403;
            case unauthenticated -> Status.UNAUTHORIZED_401;
            case too_much -> Status.create(429);
            case internal, session_damaged -> Status.INTERNAL_SERVER_ERROR_500;
            case storage_failed -> Status.create(507);
            case sandbox_failed -> Status.SERVICE_UNAVAILABLE_503;
            case invalid_message, unknown_message, unsupported_protocol, repository_unusable, identity_missing ->
                Status.BAD_REQUEST_400;
        };
    }
}
