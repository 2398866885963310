package dev.slipway.backend.http;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.session.Frames;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Sessions;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A session's events: in pages, or as server-sent events that go on.
final class EventRoutes {
    private static final int USUAL_PAGE = 500;
    private static final int LARGEST_PAGE = 1000;
    private static final int MOST_STREAMS = 2_000;
    private static final String STREAM = "text/event-stream";
    private static final HeaderName LAST = HeaderNames.create("Last-Event-ID");

    private final Sessions sessions;
    private final People people;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    EventRoutes(Sessions sessions, People people) {
        this.sessions = sessions;
        this.people = people;
        sessions.gate().onChange(() -> open.forEach(EventStream::admitAgain));
    }

    void setup(Doors doors) {
        doors.get("/v1/sessions/{id}/events", Doors.session(Role.view), this::events);
    }

    /// How many follow a session now.
    int following() {
        return open.size();
    }

    private void events(ServerRequest request, ServerResponse response) {
        String accepted = request.headers().first(HeaderNames.ACCEPT).orElse("");
        SessionId id = Doors.id(request, "id", SessionId::new);
        long after = Fields.number(request, "after", 0, 0, Long.MAX_VALUE);
        if (accepted.contains(STREAM)) follow(id, after, request, response);
        else page(id, after, request, response);
    }

    /// Put together from the events as they are stored, so that those of a newer version are told whole.
    private void page(SessionId id, long after, ServerRequest request, ServerResponse response) {
        int limit = (int) Fields.number(request, "limit", USUAL_PAGE, 1, LARGEST_PAGE);
        EventLog log = sessions.log(id);
        long head = log.head();
        List<Entry> entries = log.read(after, limit);
        String events = entries.stream()
                .map(entry -> Frames.logged(id, log.epoch(), entry))
                .collect(Collectors.joining(","));
        String page = "{\"sessionId\":\"" + id + "\",\"epoch\":\"" + log.epoch() + "\",\"head\":" + head
                + ",\"events\":[" + events + "]}";
        response.header(HeaderNames.CONTENT_TYPE, "application/json");
        response.send(page.getBytes(StandardCharsets.UTF_8));
    }

    private void follow(SessionId id, long after, ServerRequest request, ServerResponse response) {
        Place place = Place.parse(request.headers().first(LAST).orElse(null), after);
        Caller caller = Doors.caller(request);
        boolean live = request.query().first("live").orElse("0").equals("1");
        EventLog log = sessions.log(id);
        if (open.size() >= MOST_STREAMS)
            throw new Refused(ErrorCode.too_much, "Too many streams are open; close one, or ask for pages.");
        response.header(HeaderNames.CONTENT_TYPE, STREAM).header("X-Accel-Buffering", "no");
        EventStream stream = new EventStream(id, log.epoch(), live, response.outputStream(), () -> refusal(caller, id));
        open.add(stream);
        try {
            boolean another = place.isOfAnother(log);
            String reset = another ? Json.text(new ServerMessage.Reset(id, log.epoch(), log.head())) : null;
            stream.run(log, another ? 0 : place.seq(), reset);
        } finally {
            open.remove(stream);
        }
    }

    /// Why somebody may not follow it any more, or null.
    private @Nullable Refused refusal(Caller caller, SessionId id) {
        Caller now = people.again(caller).orElse(null);
        if (now == null)
            return new Refused(ErrorCode.unauthenticated, "The token is not valid any more. Ask for another one.");
        boolean admitted = now.administers() || sessions.gate().role(now, id).isPresent();
        return admitted ? null : Refused.unknown(id);
    }

    /// What was the last that somebody got.
    ///
    /// @param epoch null where they didn't say
    private record Place(@Nullable String epoch, long seq) {
        static Place parse(@Nullable String lastEventId, long after) {
            if (lastEventId == null || lastEventId.isEmpty()) return new Place(null, after);
            int dash = lastEventId.lastIndexOf('-');
            String seq = lastEventId.substring(dash + 1);
            if (dash < 1 || !seq.matches("\\d{1,18}"))
                throw new Refused(ErrorCode.invalid_message, "Last-Event-ID is what an event's id was.");
            return new Place(lastEventId.substring(0, dash), Long.parseLong(seq));
        }

        boolean isOfAnother(EventLog log) {
            return (epoch != null && !epoch.equals(log.epoch())) || seq > log.head();
        }
    }
}
