package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Spending;
import dev.slipway.backend.session.Spending.By;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What was used, and what it costs.
final class CostRoutes {
    private final Spending spending;

    CostRoutes(Spending spending) {
        this.spending = spending;
    }

    void setup(Doors doors) {
        doors.get("/v1/costs", Doors.ANYONE, this::all)
                .get("/v1/sessions/{id}/costs", Doors.session(Role.view), this::session);
    }

    private void all(ServerRequest request, ServerResponse response) {
        String by = request.query().first("by").orElse("session");
        String since = request.query().first("since").orElse("0");
        if (!since.matches("\\d{1,18}"))
            throw new Refused(ErrorCode.invalid_message, "since is a number of milliseconds since 1970.");
        Api.json(response, spending.of(Doors.caller(request), by(by), Long.parseLong(since)));
    }

    private static By by(String name) {
        return switch (name) {
            case "person" -> By.person;
            case "repository" -> By.repository;
            case "session" -> By.session;
            default -> throw new Refused(ErrorCode.invalid_message, "by is person, repository or session.");
        };
    }

    private void session(ServerRequest request, ServerResponse response) {
        Api.json(response, spending.of(Doors.id(request, "id", SessionId::new)));
    }
}
