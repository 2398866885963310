package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Search;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionState;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Looking for words in all sessions.
final class SearchRoutes {
    private static final String USUAL_HITS = "20";

    private final Search search;

    SearchRoutes(Search search) {
        this.search = search;
    }

    void setup(Doors doors) {
        doors.get("/v1/search", Doors.ANYONE, this::find)
                .post("/v1/search/rebuild", Doors.ADMINISTRATOR, this::rebuild);
    }

    private void find(ServerRequest request, ServerResponse response) {
        String order = field(request, "order").orElse("best");
        if (!order.equals("best") && !order.equals("newest")) throw wrong("order is best or newest.");
        Search.Asked asked = new Search.Asked(
                field(request, "q").orElse(""),
                named(request, "repository", RepositoryName::new),
                field(request, "person").orElse(null),
                named(request, "state", SessionState::valueOf),
                number(request, "since", "0", 0, Long.MAX_VALUE),
                number(request, "until", Long.toString(Long.MAX_VALUE), 0, Long.MAX_VALUE),
                order.equals("newest"),
                (int) number(request, "offset", "0", 0, Search.MOST_OFFSET),
                (int) number(request, "limit", USUAL_HITS, 1, Search.MOST_HITS));
        Api.json(response, search.find(Doors.caller(request), asked));
    }

    /// Answers with a line of JSON each time some sessions were taken in, the last of which says `done`.
    private void rebuild(ServerRequest request, ServerResponse response) {
        record Line(
                boolean done, int sessionsLeft, @Nullable Long passages) {}
        Answering lines = new Answering(response);
        try {
            long passages = search.rebuild(left -> lines.say(new Line(false, left, null)));
            lines.say(new Line(true, 0, passages));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused(ErrorCode.internal, "The backend is going down.");
        }
        lines.end();
    }

    private static long number(ServerRequest request, String name, String otherwise, long least, long most) {
        String text = field(request, name).orElse(otherwise);
        if (text.matches("\\d{1,19}")) {
            try {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) return number;
            } catch (NumberFormatException e) {
                // Told below.
            }
        }
        throw wrong(name + " is a number from " + least + " to " + most + ".");
    }

    private static <T> @Nullable T named(ServerRequest request, String name, Function<String, T> reading) {
        try {
            return field(request, name).map(reading).orElse(null);
        } catch (IllegalArgumentException e) {
            throw wrong("There is no " + name + " of this name.");
        }
    }

    private static Refused wrong(String message) {
        return new Refused(ErrorCode.invalid_message, message);
    }

    private static Optional<String> field(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }
}
