package dev.slipway.protocol.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.type.LogicalType;

/// Reads and writes the protocol's JSON. What has no value is left out; fields that aren't known are ignored; a
/// number is no text and a text no number. `type` is the record's name in snake case, and here is the one place
/// that makes it. Thread-safe.
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(32 * 1024 * 1024)
                            .build())
                    .build())
            .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    c -> List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)
                            .forEach(shape -> c.setCoercion(shape, CoercionAction.Fail)))
            .annotationIntrospector(new Presence())
            .registerSubtypes(namedTypes())
            .build();

    private Json() {}

    /// @param message one of the protocol's records
    public static byte[] bytes(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /// @param message one of the protocol's records
    public static String text(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    /// The same on many lines, for people.
    ///
    /// @param message one of the protocol's records
    public static String pretty(Object message) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(message);
    }

    /// @throws BadJson where the text is no JSON, or breaks a rule of its type
    public static <T> T read(String json, Class<T> type) {
        try {
            return present(MAPPER.readValue(json, type));
        } catch (JacksonException e) {
            throw BadJson.from(e);
        }
    }

    /// @throws BadJson where the bytes are no JSON, or break a rule of their type
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return present(MAPPER.readValue(json, type));
        } catch (JacksonException e) {
            throw BadJson.from(e);
        }
    }

    /// The request id of a message that can't be read as a whole, so that its sender can be answered; null where
    /// none is found.
    public static @Nullable RequestId requestIdOf(String json) {
        try {
            JsonNode id = MAPPER.readTree(json).path("requestId");
            return id.isString() ? new RequestId(id.asString()) : null;
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    /// The word that stands for this record in `type`.
    public static String typeOf(Class<?> record) {
        return record.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    /// The records that an interface of the protocol permits, those of its inner interfaces included.
    public static List<Class<?>> records(Class<?> sealedInterface) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> permitted : sealedInterface.getPermittedSubclasses()) {
            if (permitted.isRecord()) found.add(permitted);
            else found.addAll(records(permitted));
        }
        return found;
    }

    private static <T> T present(T value) {
        if (value == null) throw new BadJson("the message is null", true);
        return value;
    }

    private static NamedType[] namedTypes() {
        return List.of(ClientMessage.class, ServerMessage.class, SessionEvent.class, BoardEvent.class).stream()
                .flatMap(i -> records(i).stream())
                .filter(r -> !r.getSimpleName().equals("Unknown"))
                .map(r -> new NamedType(r, typeOf(r)))
                .toArray(NamedType[]::new);
    }
}
