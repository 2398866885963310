package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Gate;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// The only way to make a route: each says what it takes to be let through, which is asked before it runs.
final class Doors {
    private final HttpRouting.Builder routing;
    private final Gate gate;
    private final Map<String, Set<String>> methods = new LinkedHashMap<>();

    /// What it takes.
    interface Need {
        /// @throws Refused where who asks may not
        void admit(Gate gate, Caller caller, ServerRequest request);
    }

    /// Anyone who has said who they are.
    static final Need ANYONE = (gate, caller, request) -> {};

    /// Who administers the installation.
    static final Need ADMINISTRATOR = (gate, caller, request) -> gate.administer(caller);

    Doors(HttpRouting.Builder routing, Gate gate) {
        this.routing = routing;
        this.gate = gate;
    }

    /// Of a route with `{id}`.
    static Need session(Role role) {
        return (gate, caller, request) -> gate.admit(caller, id(request, "id", SessionId::new), role);
    }

    /// Of a route with `{name}`.
    static Need repository(Role role) {
        return (gate, caller, request) -> gate.use(caller, id(request, "name", RepositoryName::new), role);
    }

    Doors get(String path, Need need, Handler handler) {
        return on(Method.GET, path, guarded(need, handler));
    }

    Doors post(String path, Need need, Handler handler) {
        return on(Method.POST, path, guarded(need, handler));
    }

    Doors put(String path, Need need, Handler handler) {
        return on(Method.PUT, path, guarded(need, handler));
    }

    Doors delete(String path, Need need, Handler handler) {
        return on(Method.DELETE, path, guarded(need, handler));
    }

    /// For those who have no token yet.
    Doors postUnknown(String path, Handler handler) {
        return on(Method.POST, path, handler);
    }

    /// What needs nobody to say who they are.
    Doors getOpen(String path, Handler handler) {
        return on(Method.GET, path, handler);
    }

    /// To be called last: what is there, but not by this method, says so.
    void close() {
        methods.forEach((path, known) -> routing.any(path, (request, response) -> {
            response.header(HeaderNames.ALLOW, String.join(", ", known));
            throw new HttpException(
                    "Here it is " + String.join(" or ", known) + ".", Status.METHOD_NOT_ALLOWED_405, true);
        }));
    }

    /// The methods of each path, its parameters in braces.
    Map<String, Set<String>> methods() {
        return methods;
    }

    private Doors on(Method method, String path, Handler handler) {
        routing.route(method, path, handler);
        methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method.text());
        return this;
    }

    /// Who asks; there is one behind every door.
    static Caller caller(ServerRequest request) {
        return request.context().get(Caller.class).orElseThrow();
    }

    /// The part of the path that names something.
    ///
    /// @throws Refused where it is no name
    static <T> T id(ServerRequest request, String parameter, Function<String, T> reading) {
        try {
            return reading.apply(request.path().pathParameters().get(parameter));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is nothing of this name.");
        }
    }

    private Handler guarded(Need need, Handler handler) {
        return (request, response) -> {
            need.admit(gate, caller(request), request);
            handler.handle(request, response);
        };
    }
}
