package dev.slipway.backend.model;

import org.jspecify.annotations.Nullable;

/// A piece of a message, in the vendor-neutral form. Immutable.
public sealed interface Part {
    record Text(String text) implements Part {}

    /// Of the user only.
    ///
    /// @param mediaType `image/png`, `image/jpeg`, `image/gif` or `image/webp`
    record Image(String mediaType, String base64) implements Part {
        @Override
        public String toString() {
            return "Image[" + mediaType + ", " + base64.length() + " characters]";
        }
    }

    /// @param signature what the vendor wants back with it, or null; a vendor drops thinking that isn't its own
    record Thinking(String text, @Nullable String signature) implements Part {}

    /// @param arguments a JSON text as the model wrote it; it may be malformed
    record ToolCall(String id, String tool, String arguments) implements Part {}

    record ToolResult(String toolCallId, String output, boolean failed) implements Part {}
}
