package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Results;
import dev.slipway.backend.session.Sessions;
import dev.slipway.backend.session.Shares;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ShareLink;
import dev.slipway.protocol.TurnId;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is asked of one session.
final class SessionRoutes {
    private static final int USUAL_CONTEXT = 3;
    private static final int MOST_CONTEXT = 1_000_000;

    private final Results results;

    private final Shares shares;
    private final Supplier<String> url;

    /// @param url where others reach this installation
    SessionRoutes(Sessions sessions, Supplier<String> url) {
        this.results = sessions.results();
        this.shares = sessions.shares();
        this.url = url;
    }

    void setup(Doors doors) {
        doors.get("/v1/sessions/{id}/diff", Doors.session(Role.view), this::diff)
                .get("/v1/sessions/{id}/changes", Doors.session(Role.view), this::changes)
                .get("/v1/sessions/{id}/details", Doors.session(Role.view), this::details)
                .get(
                        "/v1/sessions/{id}/sharing",
                        Doors.session(Role.view),
                        (request, response) -> Api.json(response, shares.sharing(session(request))))
                .get("/v1/sessions/{id}/links/{linkId}", Doors.session(Role.administer), this::link)
                // It writes into a checkout on the backend's own machine.
                .post("/v1/sessions/{id}/apply", Doors.ADMINISTRATOR, this::apply);
    }

    private void link(ServerRequest request, ServerResponse response) {
        SessionId id = session(request);
        String code = shares.code(id, Doors.id(request, "linkId", LinkId::new));
        Api.json(response, new ShareLink(url.get() + "/s/" + id + "#" + code));
    }

    private void changes(ServerRequest request, ServerResponse response) {
        Api.json(response, results.changes(session(request), turn(request)));
    }

    private void details(ServerRequest request, ServerResponse response) {
        Api.json(response, results.details(session(request)));
    }

    private void apply(ServerRequest request, ServerResponse response) {
        Api.json(response, results.apply(session(request)));
    }

    /// Without any of the fields it is the text that `git apply` takes.
    private void diff(ServerRequest request, ServerResponse response) {
        SessionId id = session(request);
        TurnId turn = turn(request);
        Optional<String> path = field(request, "path");
        Optional<String> context = field(request, "context");
        String text = turn == null && path.isEmpty() && context.isEmpty()
                ? results.diff(id)
                : results.diff(
                        id,
                        turn,
                        path.orElse(null),
                        context.map(SessionRoutes::lines).orElse(USUAL_CONTEXT));
        response.header(HeaderNames.CONTENT_TYPE, "text/x-diff; charset=utf-8");
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int lines(String text) {
        try {
            int lines = Integer.parseInt(text);
            if (lines >= 0 && lines <= MOST_CONTEXT) return lines;
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new Refused(ErrorCode.invalid_message, "context is a number of lines from 0 to 1000000.");
    }

    private static SessionId session(ServerRequest request) {
        try {
            return new SessionId(request.path().pathParameters().get("id"));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no session of this name.");
        }
    }

    private static @Nullable TurnId turn(ServerRequest request) {
        try {
            return field(request, "turn").map(TurnId::new).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no turn of this name.");
        }
    }

    private static Optional<String> field(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }
}
