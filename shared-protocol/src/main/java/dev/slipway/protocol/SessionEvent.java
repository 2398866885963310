package dev.slipway.protocol;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened in a session, in the past tense. The session's log is a sequence of these with seq 1, 2, 3 …;
/// all that anyone sees of a session is folded from it. On the wire `type` is the record's name in snake case.
/// Append-only: a type or a component, once landed, keeps its meaning; new components are nullable. All are
/// immutable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = SessionEvent.Unknown.class)
public sealed interface SessionEvent {

    /// The command that this event answers, or null where no one asked.
    default @Nullable RequestId requestId() {
        return null;
    }

    /// Those that have a file of their own.
    sealed interface Apart extends SessionEvent permits AsideEvent, ControlEvent, SharingEvent {}

    /// Always seq 1.
    ///
    /// @param base the branch, tag or commit that the person named, or the repository's default branch
    /// @param model `vendor/name`, or `rehearsal`
    /// @param forkedFrom whose events follow, as if they had happened here; null for one that began anew
    /// @param importedFrom where its events were read from, and nothing runs in it; null for one that happened here
    record SessionCreated(
            RequestId requestId,
            SessionId sessionId,
            Person person,
            RepositoryName repository,
            String base,
            String baseCommit,
            String model,
            @Nullable ForkedFrom forkedFrom,
            @Nullable ImportedFrom importedFrom)
            implements SessionEvent {

        /// One that began anew.
        public SessionCreated(
                RequestId requestId,
                SessionId sessionId,
                Person person,
                RepositoryName repository,
                String base,
                String baseCommit,
                String model) {
            this(requestId, sessionId, person, repository, base, baseCommit, model, null, null);
        }
    }

    /// What the person should know of the base: what isn't part of it, or isn't as they may expect. Told once, a
    /// moment after the session was created, and only if there is something to tell.
    ///
    /// @param notes sentences, each with what to do
    record BaseNoted(List<String> notes) implements SessionEvent {
        public BaseNoted {
            notes = Check.copy("notes", notes);
        }
    }

    /// A prompt waits for its turn, or for the next step of the one that runs. [PromptQueue] says at which place.
    ///
    /// @param model for a turn of its own only, or null for the session's own
    /// @param effort for a turn of its own only, or null for the model's own
    /// @param attachments what came with it, or null for nothing
    /// @param mode null for `queue`, and wherever no turn ran
    /// @param answers the question that it is the answer to, or null
    /// @param editors who else gave it other words while it waited, the first one first; null for nobody
    record PromptQueued(
            RequestId requestId,
            PromptId promptId,
            Person author,
            String text,
            @Nullable String model,
            @Nullable Effort effort,
            @Nullable List<Attachment> attachments,
            @Nullable PromptMode mode,
            @Nullable ToolCallId answers,
            @Nullable List<Person> editors)
            implements SessionEvent {
        public PromptQueued {
            if (attachments != null) attachments = List.copyOf(attachments);
            if (editors != null) editors = List.copyOf(editors);
        }

        /// One that queues, without attachments.
        public PromptQueued(
                RequestId requestId,
                PromptId promptId,
                Person author,
                String text,
                @Nullable String model,
                @Nullable Effort effort) {
            this(requestId, promptId, author, text, model, effort, null, null, null, null);
        }

        /// The same prompt with other words.
        public PromptQueued with(String words) {
            return with(words, editors);
        }

        PromptQueued with(String words, @Nullable List<Person> by) {
            return new PromptQueued(requestId, promptId, author, words, model, effort, attachments, mode, answers, by);
        }

        /// What came with it; often nothing.
        public List<Attachment> attached() {
            return attachments == null ? List.of() : attachments;
        }

        /// Whether it comes before those that queue.
        public boolean goesAhead() {
            return answers != null || mode != null && mode != PromptMode.queue;
        }
    }

    record TitleChanged(@Nullable RequestId requestId, String title) implements SessionEvent {}

    record SessionArchived(RequestId requestId, Person person) implements SessionEvent {}

    record SessionRestored(RequestId requestId, Person person) implements SessionEvent {}

    /// From now on the session's sandboxes may reach this host by HTTP and HTTPS, without anyone's credentials.
    ///
    /// @param host in small letters, international names in punycode
    record HostAllowed(RequestId requestId, Person person, String host) implements SessionEvent {}

    /// The turn for the oldest waiting prompt begins.
    ///
    /// @param rehearsal whether the model is the scripted one, which every client must say
    /// @param prompt as it stood when its turn began, or null in old logs
    record TurnStarted(
            TurnId turnId,
            PromptId promptId,
            String model,
            boolean rehearsal,
            @Nullable PromptQueued prompt) implements SessionEvent {}

    /// The turn was found unfinished when the backend started, and goes on.
    ///
    /// @param attempt 1 for the first time without progress since the last step
    record TurnResumed(TurnId turnId, int attempt) implements SessionEvent {}

    /// The turn waits for its sandbox; the message says for people what is being done.
    record SandboxStarting(TurnId turnId, String message) implements SessionEvent {}

    /// @param startedMs how long the turn waited for it
    /// @param restarted whether an earlier sandbox of this session is gone, and with it all processes and /tmp
    /// @param degraded limits that this machine can't enforce, in words for people; usually empty
    record SandboxReady(TurnId turnId, long startedMs, boolean restarted, List<String> degraded)
            implements SessionEvent {
        public SandboxReady {
            degraded = Check.copy("degraded", degraded);
        }
    }

    /// The model's thinking, whole.
    ///
    /// @param signature what the vendor wants back with it, or null
    record ThinkingFinished(
            TurnId turnId,
            BlockId blockId,
            String text,
            @Nullable String signature) implements SessionEvent {}

    /// The model's words, whole.
    record AnswerFinished(TurnId turnId, BlockId blockId, String text) implements SessionEvent {}

    /// The words that were shown before the stream broke off. They stay visible, marked.
    record AnswerInterrupted(TurnId turnId, BlockId blockId, String text) implements SessionEvent {}

    /// @param input the arguments as a JSON text, as the model wrote them (they may be malformed)
    /// @param title one line for people: what it is done to
    /// @param blockId the stream of its output
    record ToolStarted(TurnId turnId, ToolCallId toolCallId, String tool, String input, String title, BlockId blockId)
            implements SessionEvent {}

    /// @param output what the model is given, bounded
    /// @param outputBytes the size of the whole, which can be read by `read_output`
    record ToolFinished(
            TurnId turnId,
            ToolCallId toolCallId,
            ToolOutcome outcome,
            String output,
            BlockId blockId,
            long outputBytes,
            long durationMs)
            implements SessionEvent {}

    /// A sandbox wanted to reach what it may not. The same, wanted again by the same tool call, isn't told again.
    ///
    /// @param turnId the turn that ran, or the last one where what it left behind wanted it
    /// @param toolCallId that ran then, or null
    /// @param host what hostile code may have written
    /// @param method null where it wasn't seen, as in what is encrypted
    /// @param reason in words for people
    record EgressRefused(
            TurnId turnId,
            @Nullable ToolCallId toolCallId,
            String host,
            int port,
            @Nullable String method,
            String reason)
            implements SessionEvent {}

    /// The agent asks the person, and its turn ends; the next prompt is the answer.
    ///
    /// @param options answers to choose from; may be empty
    record QuestionAsked(TurnId turnId, ToolCallId toolCallId, String question, List<String> options)
            implements SessionEvent {
        public QuestionAsked {
            options = Check.copy("options", options);
        }
    }

    /// The turn reads the files of an earlier commit, `fromCommit`, while its own are laid out; what writes or runs
    /// something waits for them. Said when that begins, and when it is over.
    ///
    /// @param tookMs until everything was possible; null while it goes on
    /// @param reread what the turn had read or looked through before and is different now, as the model is told:
    ///     20 paths at most; null for nothing
    record FilesSyncing(
            TurnId turnId,
            String fromCommit,
            @Nullable Long tookMs,
            @Nullable List<String> reread) implements SessionEvent {
        public FilesSyncing {
            Check.text("fromCommit", fromCommit, 100);
            if (tookMs != null) Check.notNegative("tookMs", tookMs);
            if (reread != null) reread = Check.copy("reread", reread);
        }
    }

    /// One model call is complete, with its tool calls written before this and their results after.
    record StepFinished(TurnId turnId, int step, String stopReason, Usage usage) implements SessionEvent {}

    /// The model could not be reached or broke off; the turn waits and tries again.
    record ModelRetrying(TurnId turnId, int attempt, long delayMs, String reason) implements SessionEvent {}

    /// Everything before this event is told to the model as this summary from now on. People still see it all.
    record ContextCompacted(TurnId turnId, String summary, Usage usage) implements SessionEvent {}

    /// All files that differ from the session's base commit, after the turn so far.
    record FilesChanged(TurnId turnId, List<FileChange> files) implements SessionEvent {
        public FilesChanged {
            files = Check.copy("files", files);
        }
    }

    /// The turn's changes are a commit on the session's branch.
    ///
    /// @param bringCommand the shell command that brings the branch to the person; null if it was not delivered
    /// @param notice what was left out or could not be delivered, and why, or null
    record CommitMade(
            TurnId turnId,
            String commit,
            String branch,
            String subject,
            @Nullable String bringCommand,
            @Nullable String notice)
            implements SessionEvent {}

    /// The files as of the turn's end are kept, so that one can fork from there and undo to there. A turn
    /// that changed nothing has the snapshot of the one before.
    ///
    /// @param bytes that were copied for it, or null where nothing was
    record SnapshotTaken(
            TurnId turnId, SnapshotId snapshotId, @Nullable Long bytes, long tookMs) implements SessionEvent {}

    /// The files as of the turn's end could not be kept apart, so nobody can fork from there or undo to
    /// there. The files themselves are where they were.
    ///
    /// @param message why, and what to do, for people
    record SnapshotFailed(TurnId turnId, String message) implements SessionEvent {}

    /// The session is as it was at a turn's end. What came after stays in the log and is not told to the
    /// model. An undo can be undone by another one to a later turn.
    ///
    /// @param toTurnId the last turn that counts, or null for none: the files are those of the base commit
    /// @param undone every turn so far that doesn't count from now on, those of earlier undos too
    record TurnsUndone(
            RequestId requestId, Person person, @Nullable TurnId toTurnId, List<TurnId> undone)
            implements SessionEvent {
        public TurnsUndone {
            undone = Check.copy("undone", undone);
        }
    }

    /// @param message why, where the outcome is `failed`, and what to do; else null
    record TurnFinished(
            TurnId turnId, Outcome outcome, @Nullable String message, long durationMs, Usage usage)
            implements SessionEvent {}

    /// An event of a newer server. It folds to nothing and still advances seq.
    record Unknown() implements SessionEvent {}
}
