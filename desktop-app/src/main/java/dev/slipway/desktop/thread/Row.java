package dev.slipway.desktop.thread;

import dev.slipway.desktop.code.Highlighter;
import dev.slipway.desktop.prose.Piece;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.ToolOutcome;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands in the thread from left to right: the smallest thing that changes, comes and goes alone. All texts are
/// harmless already. Immutable.
public sealed interface Row {
    /// What a row is known by, whatever becomes of it.
    ///
    /// @param of the id of a turn, a prompt or a block
    record Key(String of, String part, int index) {}

    Key key();

    /// A line about how things go.
    ///
    /// @param does what choosing it does, or null where there is nothing to choose
    record Quiet(Key key, Kind kind, String text, @Nullable Does does) implements Row {
        public enum Kind {
            beginning,
            reading,
            note,
            notice,
            interrupted,
            empty,
            problem
        }
    }

    /// What a row offers beside its text.
    sealed interface Does {
        /// Opens or closes what has this key.
        record Toggle(Key key) implements Does {}

        /// Reads a tool's whole output.
        record ReadOutput(Key call) implements Does {}

        /// Opens a host to the session's sandboxes.
        record Allow(String host) implements Does {}

        /// Tries again to read older turns.
        record ReadOlder() implements Does {}

        /// Goes to another session.
        record Open(SessionId session) implements Does {}
    }

    /// A person's prompt.
    ///
    /// @param hiddenLines how many are folded away; 0 where all can be seen
    /// @param folds whether it is long enough to be folded at all
    /// @param atMs 0 where that isn't known
    /// @param steers whether it was told to the agent in the middle of a turn
    record Said(
            Key key,
            Person author,
            String text,
            List<Attachment> attachments,
            int hiddenLines,
            boolean folds,
            long atMs,
            boolean rehearsal,
            boolean steers)
            implements Row {}

    /// Words of the agent.
    ///
    /// @param faint whether they are its thoughts
    record Words(Key key, Piece piece, boolean faint) implements Row {}

    /// Some lines of a block of code or of output; a long block is several of these, one below the other.
    ///
    /// @param first whether the block begins here
    /// @param last whether it ends here
    record Lines(Key key, Block block, List<Line> lines, boolean first, boolean last) implements Row {
        /// What all rows of a block share.
        ///
        /// @param label what it is, shown at its first row; may be empty
        /// @param indent how deep it stands in lists and quotes
        public record Block(Key key, String label, Look look, int indent) {}

        public enum Look {
            code,
            input,
            output
        }

        public enum Side {
            plain,
            added,
            removed,
            between
        }

        public record Line(Highlighter.Line text, Side side) {}
    }

    /// One use of a tool.
    ///
    /// @param sinceMs when it began, while it runs; 0 where that is not known
    /// @param outcome null while it runs
    /// @param result how it ended, in a word or two; may be empty
    /// @param inside whether it is one of a fold
    record Call(
            Key key,
            String tool,
            String verb,
            String object,
            @Nullable ToolOutcome outcome,
            long durationMs,
            long sinceMs,
            String result,
            boolean open,
            boolean inside)
            implements Row {}

    /// Several things in one line, which opens.
    ///
    /// @param sinceMs when it began, while it goes on; 0 where it is over
    record Fold(Key key, Kind kind, String text, String detail, boolean open, boolean running, long sinceMs)
            implements Row {
        public enum Kind {
            reads,
            thinking,
            summary,
            undone
        }
    }

    /// The agent's question.
    ///
    /// @param answeredBy who did; empty while nobody has
    /// @param open whether choosing an option answers it
    record Asked(Key key, ToolCallId call, String question, List<String> options, String answeredBy, boolean open)
            implements Row {}

    /// Something on the network that the sandbox may not reach.
    ///
    /// @param asked what asked for it; may be empty
    /// @param allowed whether its host is allowed by now
    /// @param allow what allows it, or null where nothing can
    record Refused(Key key, String text, String asked, boolean allowed, Does.@Nullable Allow allow) implements Row {}

    /// Something goes on and shows nothing yet.
    ///
    /// @param sinceMs when it began; 0 where nobody knows
    /// @param untilMs when it will be over; 0 where nobody knows
    record Working(Key key, String words, long sinceMs, long untilMs) implements Row {}

    /// How a turn ended, and what it leaves.
    ///
    /// @param asks whether it waits for the person's answer
    /// @param files those that are shown
    /// @param hiddenFiles how many are folded away
    /// @param past null where its files are not kept
    record Ended(
            Key key,
            TurnId turn,
            Outcome outcome,
            boolean asks,
            String message,
            List<FileChange> files,
            int hiddenFiles,
            boolean folds,
            @Nullable CommitMade commit,
            long endedMs,
            long durationMs,
            Usage usage,
            @Nullable Past past)
            implements Row {
        /// What a turn is to the session now.
        public enum Past {
            newest,
            earlier,
            undone
        }
    }

    /// What can be selected of it, as it is copied.
    default String copied() {
        return RowText.of(this);
    }
}
