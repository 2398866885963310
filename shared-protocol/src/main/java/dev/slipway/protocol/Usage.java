package dev.slipway.protocol;

/// Tokens of one step, or of several added up.
///
/// @param inputTokens read by the model and not found in its prompt cache
/// @param outputTokens written, thinking included
/// @param cacheReadTokens read from the prompt cache
/// @param cacheWriteTokens put into the prompt cache
public record Usage(long inputTokens, long outputTokens, long cacheReadTokens, long cacheWriteTokens) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public Usage {
        Check.notNegative("inputTokens", inputTokens);
        Check.notNegative("outputTokens", outputTokens);
        Check.notNegative("cacheReadTokens", cacheReadTokens);
        Check.notNegative("cacheWriteTokens", cacheWriteTokens);
    }

    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cacheReadTokens + other.cacheReadTokens,
                cacheWriteTokens + other.cacheWriteTokens);
    }
}
