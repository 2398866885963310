package dev.slipway.client;

import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that stands in a session's thread, in the order of the log. Immutable.
public sealed interface ThreadItem {
    /// @param interrupted whether the stream broke off here
    record Prose(BlockId blockId, String text, boolean interrupted) implements ThreadItem {}

    record Thinking(BlockId blockId, String text) implements ThreadItem {}

    /// @param outcome null while it runs
    /// @param output what the model was given; empty while it runs
    record ToolCall(
            ToolCallId id,
            String tool,
            String title,
            String input,
            BlockId blockId,
            @Nullable ToolOutcome outcome,
            String output,
            long outputBytes,
            long durationMs)
            implements ThreadItem {}

    /// Something on the network that the sandbox may not reach. Host and reason hold hostile words.
    ///
    /// @param callId the tool call that ran then, or null
    /// @param method null where it wasn't seen
    record Refusal(
            @Nullable ToolCallId callId,
            String host,
            int port,
            @Nullable String method,
            String reason) implements ThreadItem {}

    /// @param callId what an answer names
    /// @param answeredBy null while nobody has answered it
    record Question(
            ToolCallId callId,
            String question,
            List<String> options,
            @Nullable Person answeredBy) implements ThreadItem {}

    /// What a person wrote while the turn ran, where it was told to the agent.
    record Steered(PromptQueued prompt) implements ThreadItem {}

    /// A line about how the turn goes.
    ///
    /// @param delayMs for which it waits, of one that tries again; else null
    record Notice(Kind kind, String text, @Nullable Long delayMs) implements ThreadItem {
        public enum Kind {
            sandbox_starting,
            sandbox_ready,
            services_failed,
            files_syncing,
            retrying,
            resumed,
            compacted,
            stopping,
            snapshot_failed,
            spending_noted
        }
    }
}
