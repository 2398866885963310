package dev.slipway.backend.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The description of all routes, in OpenAPI 3.1, as it stands in docs/openapi.yaml.
final class Description {
    private Description() {}

    static void give(ServerRequest request, ServerResponse response) {
        response.header(HeaderNames.CONTENT_TYPE, "application/yaml");
        response.send(bytes());
    }

    static byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(Description.class.getResourceAsStream("openapi.yaml"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("a part of the program can't be read", e);
        }
    }
}
