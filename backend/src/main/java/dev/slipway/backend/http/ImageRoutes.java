package dev.slipway.backend.http;

import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.RepositoryImages;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of images.
final class ImageRoutes implements HttpService {
    private final RepositoryImages images;
    private final Pool pool;

    ImageRoutes(RepositoryImages images, Pool pool) {
        this.images = images;
        this.pool = pool;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/v1/images", (request, response) -> Api.json(response, images.list(pool)))
                .get("/v1/images/{name}", this::details)
                .get("/v1/images/{name}/log", this::log);
    }

    private void details(ServerRequest request, ServerResponse response) {
        Api.json(response, images.details(repository(request), pool));
    }

    private void log(ServerRequest request, ServerResponse response) {
        Optional<String> tail = field(request, "tail");
        long offset = tail.isPresent()
                ? -number(tail.get())
                : number(field(request, "offset").orElse("0"));
        Api.json(response, images.log(repository(request), build(request), offset));
    }

    private static long number(String text) {
        if (text.matches("\\d{1,15}")) return Long.parseLong(text);
        throw new Refused(ErrorCode.invalid_message, "offset and tail are numbers of bytes.");
    }

    private static @Nullable BuildId build(ServerRequest request) {
        try {
            return field(request, "build").map(BuildId::new).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no build of this name.");
        }
    }

    private static RepositoryName repository(ServerRequest request) {
        try {
            return new RepositoryName(request.path().pathParameters().get("name"));
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.not_found, "There is no repository of this name.");
        }
    }

    private static Optional<String> field(ServerRequest request, String name) {
        return request.query().first(name).asOptional();
    }
}
