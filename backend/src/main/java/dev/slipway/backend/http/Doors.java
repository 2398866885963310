package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Gate;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;

/// The only way to make a route: each says what it takes to be let through, which is asked before it runs.
final class Doors {
    private final HttpRouting.Builder routing;
    private final Gate gate;

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
        routing.get(path, guarded(need, handler));
        return this;
    }

    Doors post(String path, Need need, Handler handler) {
        routing.post(path, guarded(need, handler));
        return this;
    }

    Doors put(String path, Need need, Handler handler) {
        routing.put(path, guarded(need, handler));
        return this;
    }

    Doors delete(String path, Need need, Handler handler) {
        routing.delete(path, guarded(need, handler));
        return this;
    }

    /// For those who have no token yet.
    Doors postUnknown(String path, Handler handler) {
        routing.post(path, handler);
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
