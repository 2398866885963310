package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ErrorCode;
import io.helidon.webserver.http.ServerRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked for behind the `?`.
final class Fields {
    private Fields() {}

    /// Null where it isn't asked for.
    ///
    /// @param reading throws [IllegalArgumentException] where it can't be that
    /// @throws Refused where it can't be that
    static <T> @Nullable T read(ServerRequest request, String name, Function<String, T> reading) {
        String text = request.query().first(name).orElse(null);
        if (text == null) return null;
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.invalid_message, name + " can't be that.");
        }
    }

    static long number(ServerRequest request, String name, long usual, long least, long most) {
        Long given = read(request, name, Long::parseLong);
        if (given == null) return usual;
        if (given < least || given > most)
            throw new Refused(ErrorCode.invalid_message, name + " is a number from " + least + " to " + most + ".");
        return given;
    }
}
