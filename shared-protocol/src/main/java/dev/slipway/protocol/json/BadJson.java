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
        if (e instanceof InvalidTypeIdException) return new BadJson("the type of the message is not known here", false);
        Throwable cause = e.getCause();
        if (cause instanceof IllegalArgumentException rule && rule.getMessage() != null)
            return new BadJson(rule.getMessage(), true);
        String path = e.getPath() == null || e.getPath().isEmpty()
                ? ""
                : " at " + e.getPathReference().replaceAll("[^A-Za-z\\[\\]\"]", "");
        return new BadJson("the message could not be read" + path, true);
    }
}
