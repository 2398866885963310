package dev.slipway.backend.agent.tools;

import dev.slipway.backend.model.ToolSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads a tool's prompt text from the resource that has its name.
final class Specs {
    private Specs() {}

    /// @param schema a JSON Schema of an object
    static ToolSpec of(String name, String schema) {
        try (InputStream in = Specs.class.getResourceAsStream(name + ".md")) {
            if (in == null) throw new IllegalStateException("the text of the tool " + name + " is missing");
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ToolSpec(name, text.strip(), schema.strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
