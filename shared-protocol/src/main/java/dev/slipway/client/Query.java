package dev.slipway.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// The fields at the end of an address. One thread.
final class Query {
    private final StringJoiner fields = new StringJoiner("&", "?", "").setEmptyValue("");

    /// @param value null for a field that isn't there
    Query with(String name, @Nullable String value) {
        if (value != null)
            fields.add(name + "="
                    + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        return this;
    }

    @Override
    public String toString() {
        return fields.toString();
    }
}
