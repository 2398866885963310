package dev.slipway.backend.session;

import dev.slipway.backend.git.Applying;
import dev.slipway.backend.git.DiffText;
import dev.slipway.backend.git.Mirror;
import dev.slipway.protocol.Applied;
import dev.slipway.protocol.Changes;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of a session: what it changed and what it used. Thread-safe; calls block for git.
public final class Results {
    private static final int LARGEST_DIFF = 16 << 20;

    private final OpenSessions open;
    private final Repositories repositories;

    Results(OpenSessions open, Repositories repositories) {
        this.open = open;
        this.repositories = repositories;
    }

    /// The files that differ, of the whole session or of one turn.
    ///
    /// @throws Refused where there is no such session or turn
    public Changes changes(SessionId id, @Nullable TurnId turn) {
        SessionFacts facts = facts(id);
        Span span = span(facts, turn);
        List<FileChange> files = span.isEmpty()
                ? List.of()
                : Repositories.asking(() -> mirror(facts).changes(span.from(), span.to()));
        SessionEvent.CommitMade tip = facts.tip();
        return new Changes(
                span.from(),
                span.to(),
                tip == null || !facts.line().isAtItsEnd() ? null : tip.branch(),
                bringCommand(facts),
                files);
    }

    /// The unified diff of a session's branch against its base, cut at 16 MB; empty where nothing is committed.
    public String diff(SessionId id) {
        SessionFacts facts = facts(id);
        Span span = span(facts, null);
        if (span.isEmpty()) return "";
        return Repositories.asking(() -> mirror(facts).diff(span.from(), span.to(), LARGEST_DIFF))
                .text();
    }

    /// The unified diff of one file or of all, at most 4 MB.
    ///
    /// @param turn null for the whole session
    /// @param path null for all
    /// @param context lines around each change
    /// @throws Refused where the one file is too large
    public String diff(SessionId id, @Nullable TurnId turn, @Nullable String path, int context) {
        SessionFacts facts = facts(id);
        Span span = span(facts, turn);
        if (span.isEmpty()) return "";
        DiffText text = new DiffText(mirror(facts));
        if (path == null) return Repositories.asking(() -> text.all(span.from(), span.to(), context));
        return Repositories.asking(() -> text.file(span.from(), span.to(), path, context))
                .orElseThrow(
                        () -> new Refused(
                                ErrorCode.too_much,
                                "The file is too large to be shown here. To see it, bring the branch to you and use git diff."));
    }

    /// Brings all that the session committed into the person's checkout, as changes that aren't committed.
    ///
    /// @throws Refused where something of the person's stands against it, or the checkout can't be written
    public Applied apply(SessionId id) {
        SessionFacts facts = facts(id);
        SessionEvent.CommitMade tip = facts.tip();
        if (tip == null)
            throw new Refused(
                    ErrorCode.conflict, "Nothing is committed in this session yet, so there is nothing to apply.");
        Applying applying = new Applying(mirror(facts));
        return switch (Repositories.asking(() ->
                applying.apply(facts.creation().baseCommit(), facts.tally().tips(tip.commit()), bringCommand(facts)))) {
            case Applying.Outcome.Written written -> new Applied(written.files());
            case Applying.Outcome.InTheWay no -> throw new Refused(ErrorCode.conflict, no.message());
            case Applying.Outcome.Failed failed -> throw new Refused(ErrorCode.storage_failed, failed.message());
        };
    }

    public SessionDetails details(SessionId id) {
        return open.details(id).orElseThrow(() -> Refused.unknown(id));
    }

    /// Two commits, the same where nothing was committed between them.
    private record Span(String from, String to) {
        boolean isEmpty() {
            return from.equals(to);
        }
    }

    private static Span span(SessionFacts facts, @Nullable TurnId turn) {
        String base = facts.creation().baseCommit();
        SessionEvent.CommitMade tip = facts.tip();
        if (turn == null) return new Span(base, tip == null ? base : tip.commit());
        Tally.Past past = facts.tally()
                .turn(turn)
                .orElseThrow(() -> new Refused(ErrorCode.not_found, "This session has no turn " + turn + "."));
        return new Span(commit(past.before(), base), commit(past.after(), base));
    }

    private static String commit(SessionEvent.@Nullable CommitMade made, String base) {
        return made == null ? base : made.commit();
    }

    /// Null where the branch brings other commits too.
    private static @Nullable String bringCommand(SessionFacts facts) {
        SessionEvent.CommitMade tip = facts.tip();
        return tip != null && facts.line().isAtItsEnd() ? tip.bringCommand() : null;
    }

    private Mirror mirror(SessionFacts facts) {
        return repositories.find(facts.creation().repository());
    }

    private SessionFacts facts(SessionId id) {
        SessionFacts facts =
                open.find(id).orElseThrow(() -> Refused.unknown(id)).facts();
        // A repository of the same name may be here, and is another one.
        if (facts.isImported())
            throw new Refused(
                    ErrorCode.read_only,
                    "This session was imported without its files; what they were is where it happened.");
        return facts;
    }
}
