package dev.slipway.protocol;

import org.jspecify.annotations.Nullable;

/// What people do to prompts that wait, and to the agent's question. All are immutable.
public sealed interface ControlCommand extends ClientMessage.Command {
    SessionId sessionId();

    /// Answered by `prompt_cancelled`; refused with `conflict` once it was told to the agent or was cancelled.
    record CancelPrompt(RequestId requestId, SessionId sessionId, PromptId promptId) implements ControlCommand {
        public CancelPrompt {
            Check.addressed(requestId, sessionId);
            Check.present("promptId", promptId);
        }
    }

    /// Other words for a prompt that waits; its place in the queue stays. Answered by `prompt_edited`; refused with
    /// `conflict` once it was told to the agent or was cancelled.
    record EditPrompt(RequestId requestId, SessionId sessionId, PromptId promptId, String text)
            implements ControlCommand {
        public EditPrompt {
            Check.addressed(requestId, sessionId);
            Check.present("promptId", promptId);
            Check.filled("text", text, ClientMessage.LONGEST_PROMPT);
        }
    }

    /// Another place for a prompt that waits, among those that queue. Answered by `prompt_moved`; refused with
    /// `conflict` where either of the two doesn't wait any more, or goes ahead of the queue.
    ///
    /// @param before the prompt that shall come right after it; null for the end
    record MovePrompt(
            RequestId requestId,
            SessionId sessionId,
            PromptId promptId,
            @Nullable PromptId before) implements ControlCommand {
        public MovePrompt {
            Check.addressed(requestId, sessionId);
            Check.present("promptId", promptId);
            if (promptId.equals(before)) throw new IllegalArgumentException("before: a prompt isn't before itself");
        }
    }

    /// The answer to the agent's question, which is the next prompt. Answered by `prompt_queued`, which names the
    /// question; refused with `conflict` where somebody answered first, or the conversation went on.
    ///
    /// @param toolCallId of `question_asked`
    record AnswerQuestion(RequestId requestId, SessionId sessionId, ToolCallId toolCallId, String text)
            implements ControlCommand {
        public AnswerQuestion {
            Check.addressed(requestId, sessionId);
            Check.present("toolCallId", toolCallId);
            Check.filled("text", text, ClientMessage.LONGEST_PROMPT);
        }
    }
}
