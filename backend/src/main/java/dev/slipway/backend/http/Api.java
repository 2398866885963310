package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.session.Backup;
import dev.slipway.backend.session.Keeping;
import dev.slipway.backend.session.Overview;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.ErrorCode;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What can be asked by plain HTTP. All but `/v1/health`, `/v1/ready` and the use of an invitation wants
/// `Authorization: Bearer
/// TOKEN`. Errors are
/// problem+json (RFC 9457).
public final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    /// Nothing that is told here is for a page to run, to frame, or for anyone to keep.
    private static final List<Header> HEADERS = List.of(
            HeaderValues.create("X-Content-Type-Options", "nosniff"),
            HeaderValues.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            HeaderValues.create("Cache-Control", "no-store"));

    /// What needs no token.
    private static final Set<String> OPEN = Set.of("/v1/health", "/v1/ready", "/v1/socket", "/v1/invitations/redeem");

    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final People people;
    private final Overview overview;
    private final Keeping keeping;
    private final About about;
    private final Runnable shutdown;
    private final EventRoutes events;

    /// @param shutdown begins the end and returns at once
    public Api(Sessions sessions, People people, Overview overview, Keeping keeping, About about, Runnable shutdown) {
        this.sessions = sessions;
        this.people = people;
        this.overview = overview;
        this.keeping = keeping;
        this.about = about;
        this.shutdown = shutdown;
        this.events = new EventRoutes(sessions, people);
    }

    /// How many follow a session by server-sent events now.
    public int following() {
        return events.following();
    }

    public void setup(HttpRouting.Builder routing) {
        routing.addFilter(new Guard()).error(RuntimeException.class, Problems::failed);
        Pages.setup(routing);
        doors(routing).close();
    }

    /// What is behind doors, all of it in the description.
    Doors doors(HttpRouting.Builder routing) {
        Doors doors = new Doors(routing, sessions.gate());
        installation(doors);
        new ListRoutes(sessions).setup(doors);
        new CommandRoutes(sessions.commands()).setup(doors);
        events.setup(doors);
        new SessionRoutes(sessions, about.url()).setup(doors);
        new RepositoryRoutes(sessions.repositories()).setup(doors);
        new ImageRoutes(sessions.images(), about.pool(), sessions.gate()).setup(doors);
        new AttachmentRoutes(sessions).setup(doors);
        new PeopleRoutes(people, about.url(), sessions.repositories()::require).setup(doors);
        new SearchRoutes(overview.search()).setup(doors);
        new CostRoutes(overview.spending()).setup(doors);
        new KeepingRoutes(keeping).setup(doors);
        return doors;
    }

    private void installation(Doors doors) {
        doors.getOpen("/v1/health", (request, response) -> response.send("ok\n"))
                .getOpen("/v1/ready", this::ready)
                .get("/v1/metrics", Doors.ADMINISTRATOR, this::metrics)
                .get("/v1/openapi.yaml", Doors.ANYONE, Description::give)
                .get(
                        "/v1/status",
                        Doors.ADMINISTRATOR,
                        (request, response) -> json(response, about.status().get()))
                .get(
                        "/v1/models",
                        Doors.ANYONE,
                        (request, response) -> json(response, about.models().get()))
                .get(
                        "/v1/doctor",
                        Doors.ADMINISTRATOR,
                        (request, response) -> json(response, about.doctor().get()))
                .post("/v1/backup", Doors.ADMINISTRATOR, this::backUp)
                .post("/v1/shutdown", Doors.ADMINISTRATOR, this::end);
    }

    /// Answers with a line of JSON after each step, the last of which says `done`, or what went wrong.
    private void backUp(ServerRequest request, ServerResponse response) {
        record Wanted(String folder) {}
        record Line(boolean done, @Nullable String problem, Backup.@Nullable Progress progress) {}
        Path folder;
        try {
            folder = Path.of(Body.read(request, Wanted.class).folder());
        } catch (InvalidPathException | NullPointerException e) {
            throw new Refused(ErrorCode.invalid_message, "Say where to: {\"folder\": \"/an/absolute/path\"}.");
        }
        Answering lines = new Answering(response);
        try {
            Backup.Progress whole = keeping.backup().to(folder, now -> lines.say(new Line(false, null, now)));
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

    private void ready(ServerRequest request, ServerResponse response) {
        About.Ready ready = about.ready().get();
        if (!ready.recovered() || !ready.writable()) response.status(Status.SERVICE_UNAVAILABLE_503);
        json(response, ready);
    }

    private void metrics(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8");
        response.send(about.metrics().get().getBytes(StandardCharsets.UTF_8));
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
            if (OPEN.contains(path) || Pages.has(path)) {
                chain.proceed();
                return;
            }
            Optional<Caller> caller = caller(request);
            if (caller.isEmpty()) {
                String words = "Send a token as `Authorization: Bearer …`; on the backend's own machine backend.json's"
                        + " tokenFile holds one.";
                Problems.send(response, Status.UNAUTHORIZED_401, ErrorCode.unauthenticated, words);
                return;
            }
            request.context().register(caller.get());
            chain.proceed();
        }

        private Optional<Caller> caller(RoutingRequest request) {
            return request.headers()
                    .first(HeaderNames.AUTHORIZATION)
                    .filter(header -> header.startsWith(BEARER))
                    .flatMap(header -> people.caller(header.substring(BEARER.length())));
        }
    }
}
