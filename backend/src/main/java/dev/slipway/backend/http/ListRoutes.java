package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Gate;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.RepositoryList;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionList;
import dev.slipway.protocol.SessionState;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// What there is, of which everybody is told what they may see.
final class ListRoutes {
    private static final long USUAL_PAGE = 50;
    private static final long LARGEST_PAGE = 500;

    private static final Comparator<SessionListed> NEWEST_FIRST = Comparator.comparingLong(SessionListed::createdAtMs)
            .thenComparing(listed -> listed.sessionId().value())
            .reversed();

    private final Sessions sessions;
    private final Gate gate;

    ListRoutes(Sessions sessions) {
        this.sessions = sessions;
        this.gate = sessions.gate();
    }

    void setup(Doors doors) {
        doors.get("/v1/sessions", Doors.ANYONE, this::list)
                .get("/v1/sessions/{id}", Doors.session(Role.view), this::one)
                .get("/v1/repositories", Doors.ANYONE, this::repositories);
    }

    private void list(ServerRequest request, ServerResponse response) {
        Caller caller = Doors.caller(request);
        Predicate<SessionListed> wanted = wanted(request);
        int most = (int) Fields.number(request, "limit", USUAL_PAGE, 1, LARGEST_PAGE);
        List<SessionListed> found = sessions.board().sessions().stream()
                .filter(wanted.and(
                        listed -> gate.role(caller, listed.sessionId()).isPresent()))
                .sorted(NEWEST_FIRST)
                .limit(most + 1L)
                .toList();
        boolean more = found.size() > most;
        List<SessionListed> page = more ? found.subList(0, most) : found;
        Api.json(response, new SessionList(page, more ? cursor(page.getLast()) : null));
    }

    private static Predicate<SessionListed> wanted(ServerRequest request) {
        Predicate<SessionListed> wanted = listed -> true;
        RepositoryName repository = Fields.read(request, "repository", RepositoryName::new);
        if (repository != null)
            wanted = wanted.and(listed -> listed.repository().equals(repository));
        SessionState state = Fields.read(request, "state", SessionState::valueOf);
        if (state != null) wanted = wanted.and(listed -> listed.state() == state);
        Boolean archived = Fields.read(request, "archived", ListRoutes::yesOrNo);
        if (archived != null) wanted = wanted.and(listed -> listed.archived() == archived);
        Cursor after = Fields.read(request, "cursor", Cursor::parse);
        return after == null ? wanted : wanted.and(after::isBefore);
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String cursor(SessionListed last) {
        return last.createdAtMs() + "." + last.sessionId();
    }

    /// The last session of a page; it may be gone when the next one is asked for.
    private record Cursor(long createdAtMs, SessionId id) {
        static Cursor parse(String text) {
            int dot = text.indexOf('.');
            if (dot < 0) throw new IllegalArgumentException(text);
            return new Cursor(Long.parseLong(text.substring(0, dot)), new SessionId(text.substring(dot + 1)));
        }

        boolean isBefore(SessionListed listed) {
            if (listed.createdAtMs() != createdAtMs) return listed.createdAtMs() < createdAtMs;
            return listed.sessionId().value().compareTo(id.value()) < 0;
        }
    }

    private void one(ServerRequest request, ServerResponse response) {
        SessionId id = Doors.id(request, "id", SessionId::new);
        Api.json(response, sessions.board().session(id).orElseThrow(() -> Refused.unknown(id)));
    }

    private void repositories(ServerRequest request, ServerResponse response) {
        Caller caller = Doors.caller(request);
        Api.json(
                response,
                new RepositoryList(sessions.repositories().all().stream()
                        .filter(known -> gate.uses(caller, known.name()))
                        .toList()));
    }
}
