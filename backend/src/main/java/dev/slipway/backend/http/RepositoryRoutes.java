package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Repositories;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// What is asked of one repository.
final class RepositoryRoutes {
    private final Repositories repositories;

    RepositoryRoutes(Repositories repositories) {
        this.repositories = repositories;
    }

    void setup(Doors doors) {
        doors.get("/v1/repositories/{name}/branches", Doors.repository(Role.view), this::branches);
    }

    private void branches(ServerRequest request, ServerResponse response) {
        RepositoryName name;
        try {
            name = new RepositoryName(request.path().pathParameters().get("name"));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no repository of this name.");
        }
        Api.json(response, repositories.branches(name));
    }
}
