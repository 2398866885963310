package dev.slipway.backend.http;

import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What comes with a request, bounded and read as JSON.
final class Body {
    /// As much as one message of the WebSocket.
    static final int LARGEST = 1_500_000;

    private static final int LARGEST_OF_UNKNOWN = 10_000;

    private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");

    private Body() {}

    /// @throws Refused where it is no such JSON
    static <T> T read(ServerRequest request, Class<T> type) {
        return as(bytes(request, LARGEST), type);
    }

    /// Of somebody whom nobody knows, so little.
    ///
    /// @throws Refused where it is no such JSON
    static <T> T ofUnknown(ServerRequest request, Class<T> type) {
        return as(bytes(request, LARGEST_OF_UNKNOWN), type);
    }

    /// The fields of the object; none where nothing came.
    @SuppressWarnings("unchecked")
    static Map<String, Object> fields(ServerRequest request) {
        byte[] bytes = bytes(request, LARGEST);
        return bytes.length == 0 ? new LinkedHashMap<>() : as(bytes, LinkedHashMap.class);
    }

    /// Names this request, so that its repeat gets the same answer; a fresh one where nobody means to repeat it.
    static RequestId requestId(ServerRequest request, Map<String, Object> fields) {
        Optional<String> key =
                request.headers().first(KEY).map(text -> text.strip().toLowerCase(Locale.ROOT));
        Object field = fields.get("requestId");
        if (key.isPresent() && field != null && !key.get().equals(field))
            throw new Refused(
                    ErrorCode.invalid_message, "Idempotency-Key and requestId differ; one of them is enough.");
        try {
            if (key.isPresent()) return new RequestId(key.get());
            if (field == null) return RequestId.fresh();
            return new RequestId(field.toString());
        } catch (IllegalArgumentException e) {
            throw new Refused(
                    ErrorCode.invalid_message,
                    "Idempotency-Key, or requestId in the body, is a UUID in small letters.");
        }
    }

    /// The command that these fields make, by the rules of the WebSocket's.
    static <T extends ClientMessage.Command> T command(
            Class<T> type, RequestId requestId, Map<String, Object> fields, Map<String, ?> named) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(named);
        all.put("type", Json.typeOf(type));
        all.put("requestId", requestId.value());
        return type.cast(as(Json.bytes(all), ClientMessage.class));
    }

    private static <T> T as(byte[] json, Class<T> type) {
        try {
            return Json.read(json, type);
        } catch (BadJson e) {
            throw new Refused(ErrorCode.invalid_message, "This JSON can't be read: " + e.getMessage() + ".");
        }
    }

    private static byte[] bytes(ServerRequest request, int most) {
        if (request.headers().contentLength().orElse(0) > most) throw tooLarge(most);
        if (!request.content().hasEntity()) return new byte[0];
        try (InputStream in = request.content().inputStream()) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) throw tooLarge(most);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("who asked is gone", e);
        }
    }

    private static HttpException tooLarge(int most) {
        return new HttpException(
                "A body may have " + most + " bytes at most.", Status.REQUEST_ENTITY_TOO_LARGE_413, false);
    }
}
