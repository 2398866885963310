package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a client may say. Commands carry a `requestId` and are answered by the event that carries the same one,
/// or by `rejected`; a repeat gets the first answer again. On the wire `type` is the record's name in snake
/// case. All are immutable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface ClientMessage {
    /// The newest protocol that this code speaks; it is raised only when an old peer could misunderstand.
    int PROTOCOL = 1;

    int LONGEST_PROMPT = 200_000;

    int LONGEST_TITLE = 300;

    /// Of one prompt.
    int MOST_ATTACHMENTS = 20;

    long LARGEST_ATTACHMENT_BYTES = 20L << 20;

    /// Changes something, at most once.
    sealed interface Command extends ClientMessage
            permits CreateSession,
                    SubmitPrompt,
                    StopTurn,
                    RenameSession,
                    ArchiveSession,
                    RestoreSession,
                    ForkSession,
                    UndoTurns,
                    AllowHost,
                    DeleteSession,
                    ControlCommand,
                    MarkCommand,
                    SharingCommand,
                    RepositoryCommand {
        RequestId requestId();
    }

    /// First, within 5 s. `token` is what `backend.json`'s token file holds.
    record Hello(int protocol, String token, String client, String clientVersion) implements ClientMessage {
        public Hello {
            Check.text("token", token, 1000);
            Check.text("client", client, 100);
            Check.text("clientVersion", clientVersion, 100);
        }

        @Override
        public String toString() {
            return "Hello[protocol=" + protocol + ", token=***, client=" + client + "]";
        }
    }

    /// Keeps the connection alive; answered by `heartbeat_answered`. Send one at least every 60 s.
    record Heartbeat() implements ClientMessage {}

    /// Answered by the session's `session_created`. Creating does not subscribe.
    ///
    /// @param base a branch, tag or commit; null for the repository's default branch
    /// @param model `vendor/name`; null for the configured one
    record CreateSession(
            RequestId requestId,
            RepositoryName repository,
            @Nullable String base,
            @Nullable String model) implements Command {
        public CreateSession {
            Check.present("requestId", requestId);
            Check.present("repository", repository);
            Check.optional("base", base, 1000);
            Check.optional("model", model, 200);
        }
    }

    /// Answered by `prompt_queued`.
    ///
    /// @param model for a turn of its own only; null for the session's own
    /// @param effort for a turn of its own only; null for the model's own
    /// @param attachments what was uploaded to this session before, each once; null for none
    /// @param mode null for `queue`
    record SubmitPrompt(
            RequestId requestId,
            SessionId sessionId,
            String text,
            @Nullable String model,
            @Nullable Effort effort,
            @Nullable List<AttachmentId> attachments,
            @Nullable PromptMode mode)
            implements Command {
        public SubmitPrompt {
            Check.addressed(requestId, sessionId);
            Check.filled("text", text, LONGEST_PROMPT);
            Check.optional("model", model, 200);
            if (attachments != null) attachments = Check.distinct("attachments", attachments, MOST_ATTACHMENTS);
        }

        /// One without attachments, which queues.
        public SubmitPrompt(
                RequestId requestId,
                SessionId sessionId,
                String text,
                @Nullable String model,
                @Nullable Effort effort) {
            this(requestId, sessionId, text, model, effort, null, null);
        }
    }

    /// Answered by `stop_requested`; refused with `conflict` where no turn runs.
    record StopTurn(RequestId requestId, SessionId sessionId) implements Command {
        public StopTurn {
            Check.addressed(requestId, sessionId);
        }
    }

    /// Answered by `title_changed`. The title that a person gave stays; no prompt's words replace it.
    ///
    /// @param title one line of 1 to 300 characters
    record RenameSession(RequestId requestId, SessionId sessionId, String title) implements Command {
        public RenameSession {
            Check.addressed(requestId, sessionId);
            Check.filled("title", title, LONGEST_TITLE);
            Check.oneLine("title", title);
        }
    }

    /// Answered by `session_archived`. A running turn is stopped first; the sandbox is released; a later prompt
    /// is refused until the session is restored.
    record ArchiveSession(RequestId requestId, SessionId sessionId) implements Command {
        public ArchiveSession {
            Check.addressed(requestId, sessionId);
        }
    }

    /// Takes a session out of the archive: prompts are accepted again, those that still wait get their turns, and the
    /// sandbox comes back with the next one. Answered by `session_restored`; refused with `conflict` where it isn't
    /// archived.
    record RestoreSession(RequestId requestId, SessionId sessionId) implements Command {
        public RestoreSession {
            Check.addressed(requestId, sessionId);
        }
    }

    /// A new session that begins as this one was at a turn's end: its conversation up to there and its
    /// files. Answered by the new one's `session_created`; refused with `conflict` where the files of that
    /// moment are not kept.
    ///
    /// @param turnId one that has ended; it may be undone
    record ForkSession(RequestId requestId, SessionId sessionId, TurnId turnId) implements Command {
        public ForkSession {
            Check.addressed(requestId, sessionId);
            Check.present("turnId", turnId);
        }
    }

    /// Puts conversation and files back to where they were at a turn's end, which may also be one that was
    /// undone. Processes and /tmp are lost. Answered by `turns_undone`; refused with `conflict` while a
    /// turn runs or prompts wait, and where the files of that moment are not kept.
    ///
    /// @param turnId null for before the first turn
    record UndoTurns(
            RequestId requestId,
            SessionId sessionId,
            @Nullable TurnId turnId) implements Command {
        public UndoTurns {
            Check.addressed(requestId, sessionId);
        }
    }

    /// Opens a host to this session's sandboxes, by HTTP and HTTPS and without credentials, also after a restart.
    /// Answered by `host_allowed`; refused with `invalid_message` where it is no host name.
    ///
    /// @param host as people write it
    record AllowHost(RequestId requestId, SessionId sessionId, String host) implements Command {
        public AllowHost {
            Check.addressed(requestId, sessionId);
            Check.filled("host", host, 300);
            Check.oneLine("host", host);
        }
    }

    /// Answered by the board's `session_deleted`. Log, files and sandbox are gone; delivered branches stay.
    record DeleteSession(RequestId requestId, SessionId sessionId) implements Command {
        public DeleteSession {
            Check.addressed(requestId, sessionId);
        }
    }

    /// Somebody writes a prompt, for a session that is there or for one that they would begin: what it will need is
    /// got ready. Live: it has no answer, may be lost, and changes nothing that lasts. To be sent at the first key
    /// and every 3 s at most.
    ///
    /// @param sessionId null for a new session
    /// @param repository of the new session; null where there is a `sessionId`
    /// @param base of the new session, as in `create_session`; null for the repository's default branch
    record Typing(
            @Nullable SessionId sessionId,
            @Nullable RepositoryName repository,
            @Nullable String base) implements ClientMessage {
        public Typing {
            if (sessionId == null) Check.present("repository", repository);
            else if (repository != null || base != null)
                throw new IllegalArgumentException("sessionId: a session that is there has its repository and base");
            Check.optional("base", base, 1000);
        }

        public static Typing in(SessionId session) {
            return new Typing(session, null, null);
        }

        /// For a session that isn't there yet.
        public static Typing on(RepositoryName repository, @Nullable String base) {
            return new Typing(null, repository, base);
        }
    }

    /// Everything of the session from now on, after what is asked for: all events after seq `after`, or those
    /// of the last `tail` turns; with neither, all from the beginning. Answered by `subscribed`, the events,
    /// `caught_up`.
    ///
    /// @param epoch the log's epoch that `after` counts in; null at the first time
    record Subscribe(
            SessionId sessionId,
            @Nullable String epoch,
            @Nullable Long after,
            @Nullable Integer tail) implements ClientMessage {
        public Subscribe {
            Check.present("sessionId", sessionId);
            Check.optional("epoch", epoch, 100);
            if (after != null) Check.notNegative("after", after);
            if (tail != null) Check.between("tail", tail, 0, 10_000);
        }
    }

    record Unsubscribe(SessionId sessionId) implements ClientMessage {
        public Unsubscribe {
            Check.present("sessionId", sessionId);
        }
    }

    /// The events of the `turns` turns before `seq`, of more than about 8 MB the newest; answered by `page`. Go on
    /// before the first seq that came.
    record ReadBefore(SessionId sessionId, long seq, int turns) implements ClientMessage {
        public ReadBefore {
            Check.present("sessionId", sessionId);
            Check.between("seq", seq, 1, Long.MAX_VALUE);
            Check.between("turns", turns, 1, 1000);
        }
    }

    /// The text of an unfinished block so far; answered by `draft`.
    record ReadDraft(SessionId sessionId, BlockId blockId) implements ClientMessage {
        public ReadDraft {
            Check.present("sessionId", sessionId);
            Check.present("blockId", blockId);
        }
    }

    /// A part of a tool call's whole output; answered by `output`.
    ///
    /// @param offset in bytes
    record ReadOutput(SessionId sessionId, BlockId blockId, long offset) implements ClientMessage {
        public ReadOutput {
            Check.present("sessionId", sessionId);
            Check.present("blockId", blockId);
            Check.notNegative("offset", offset);
        }
    }

    /// The board from now on, after all since seq `after`, as `subscribe` does for a session. With no `after`
    /// the log may be told shortened: what a later event replaced is left out, and the seqs have gaps until
    /// `caught_up`.
    record Watch(@Nullable String epoch, @Nullable Long after) implements ClientMessage {
        public Watch {
            Check.optional("epoch", epoch, 100);
            if (after != null) Check.notNegative("after", after);
        }
    }
}
