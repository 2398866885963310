package dev.slipway.backend.http;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Gate;
import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.RepositoryImages;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.Role;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is asked of images.
final class ImageRoutes {
    private final RepositoryImages images;
    private final Pool pool;
    private final Gate gate;

    ImageRoutes(RepositoryImages images, Pool pool, Gate gate) {
        this.images = images;
        this.pool = pool;
        this.gate = gate;
    }

    void setup(Doors doors) {
        doors.get("/v1/images", Doors.ANYONE, this::list)
                .get("/v1/images/{name}", Doors.repository(Role.view), this::details)
                .get("/v1/images/{name}/log", Doors.repository(Role.view), this::log);
    }

    private void list(ServerRequest request, ServerResponse response) {
        ImageList all = images.list(pool);
        Caller caller = Doors.caller(request);
        List<ImageDetails> theirs = all.images().stream()
                .filter(image -> gate.uses(caller, image.repository()))
                .toList();
        Api.json(response, new ImageList(all.diskBytes(), all.diskLimitBytes(), theirs));
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
