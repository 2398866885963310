package dev.slipway.backend.session;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionEvent.QuestionAsked;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the newest turn that asked something asked, and who answered. Immutable.
///
/// @param all of one turn
/// @param closed whether another turn has begun since, so that none is answered any more
record Questions(List<Asked> all, boolean closed) {
    static final Questions NONE = new Questions(List.of(), true);

    /// @param by who answered, or null
    record Asked(QuestionAsked question, @Nullable Person by) {}

    Questions asked(QuestionAsked question) {
        Stream<Asked> before = all.stream().filter(a -> isOf(question.turnId()).test(a));
        return new Questions(
                Stream.concat(before, Stream.of(new Asked(question, null))).toList(), false);
    }

    /// @param by null where the answer was taken back
    Questions answered(@Nullable ToolCallId question, @Nullable Person by) {
        if (question == null || closed) return this;
        return new Questions(
                all.stream()
                        .map(a -> a.question().toolCallId().equals(question) ? new Asked(a.question(), by) : a)
                        .toList(),
                false);
    }

    Questions close() {
        return closed ? this : new Questions(all, true);
    }

    /// Of what was told lately.
    Optional<Asked> find(ToolCallId question) {
        return all.stream()
                .filter(a -> a.question().toolCallId().equals(question))
                .findFirst();
    }

    /// The question that whatever is written next answers.
    Optional<ToolCallId> open() {
        if (closed || all.stream().anyMatch(a -> a.by() != null)) return Optional.empty();
        return all.reversed().stream().map(a -> a.question().toolCallId()).findFirst();
    }

    private static Predicate<Asked> isOf(TurnId turn) {
        return asked -> asked.question().turnId().equals(turn);
    }
}
