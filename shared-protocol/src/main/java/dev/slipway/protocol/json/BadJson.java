package dev.slipway.protocol.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/// A text that is no message. Its message names the field and the rule, never the content, and may go to the
/// sender.
public final class BadJson extends RuntimeException {
    private final boolean typeKnown;

    BadJson(String message, boolean typeKnown) {
        super(message);
        this.typeKnown = typeKnown;
    }

    /// False where the only thing wrong is a `type` that this version doesn't know.
    public boolean typeKnown() {
        return typeKnown;
    }

    static BadJson from(JacksonException e) {
        if (e instanceof InvalidTypeIdException type) return ofType(type);
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException rule && rule.getMessage() != null)
            return new BadJson(rule.getMessage(), true);
        String path = pathOf(e);
        return new BadJson("the message could not be read" + (path.isEmpty() ? "" : " at " + path), true);
    }

    private static BadJson ofType(InvalidTypeIdException e) {
        return e.getTypeId() == null
                ? new BadJson("type is missing", true)
                : new BadJson("the type of the message is not known here", false);
    }

    /// `event.files[2].path`: names of our own components, which alone are ever read.
    private static String pathOf(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            if (name == null) path.append('[').append(step.getIndex()).append(']');
            else path.append(path.isEmpty() ? "" : ".").append(name);
        }
        return path.toString();
    }
}
