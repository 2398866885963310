package dev.slipway.client;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What was asked about sessions on this connection and isn't answered yet. These messages have no request id;
/// but a backend answers each of them once and in order, and a refusal names the session, so it is known what
/// it refuses. Client's thread only.
final class Questions {
    private final Map<SessionId, List<Question>> open = new LinkedHashMap<>();

    /// @param by the follower that it was asked for, or null
    /// @param answer who waits for the answer, or null
    record Question(
            SessionId session,
            ClientMessage message,
            @Nullable Following by,
            @Nullable CompletableFuture<ServerMessage> answer) {

        static Question of(Following by, ClientMessage message) {
            return new Question(by.session(), message, by, null);
        }

        boolean isSubscriptionOf(@Nullable Following follower) {
            return message instanceof ClientMessage.Subscribe && by == follower;
        }

        private boolean isWaitedFor() {
            return answer != null && !answer.isDone();
        }
    }

    void add(Question question) {
        open.computeIfAbsent(question.session(), s -> new ArrayList<>(2)).add(question);
    }

    /// Takes out the oldest of a session that fits an answer; null where nothing was asked.
    @Nullable
    Question answered(SessionId session, Predicate<ClientMessage> fits) {
        List<Question> asked = open.get(session);
        if (asked == null) return null;
        for (Iterator<Question> each = asked.iterator(); each.hasNext(); ) {
            Question question = each.next();
            if (!fits.test(question.message())) continue;
            each.remove();
            if (asked.isEmpty()) open.remove(session);
            return question;
        }
        return null;
    }

    /// Takes out all, and tells those that someone still waits for, in the order they were asked.
    List<Question> takeWaitedFor() {
        List<Question> waitedFor = open.values().stream()
                .flatMap(List::stream)
                .filter(Question::isWaitedFor)
                .toList();
        open.clear();
        return waitedFor;
    }
}
