package dev.slipway.client;

import dev.slipway.client.Questions.Question;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What is asked and followed over all connections, one after the other: what was not answered is said again on
/// the next one. Client's thread only.
final class Conversation implements Line.Talker {
    private final Line line;
    private final Map<RequestId, Unanswered> unanswered = new LinkedHashMap<>();
    private final Map<SessionId, Following> following = new LinkedHashMap<>();
    private final Questions questions = new Questions();
    private @Nullable BoardFollowing board;
    private @Nullable RuntimeException over;

    private record Unanswered(ClientMessage.Command command, CompletableFuture<ServerMessage> answer) {}

    /// @param line makes the connection that this is held over
    Conversation(Function<Line.Talker, Line> line) {
        this.line = line.apply(this);
    }

    Line line() {
        return line;
    }

    void command(ClientMessage.Command command, CompletableFuture<ServerMessage> answer) {
        if (over != null) {
            answer.completeExceptionally(over);
            return;
        }
        unanswered.put(command.requestId(), new Unanswered(command, answer));
        if (line.isOnline()) line.say(command);
    }

    void read(SessionId session, ClientMessage reading, CompletableFuture<ServerMessage> answer) {
        if (over != null) answer.completeExceptionally(over);
        else ask(new Question(session, reading, null, answer));
    }

    void follow(Following follower) {
        following.put(follower.session(), follower);
        if (over instanceof RejectedException no) end(follower, no.code(), String.valueOf(no.getMessage()));
        else if (line.isOnline()) subscribe(follower);
    }

    void unfollow(SessionId session) {
        if (following.remove(session) != null && line.isOnline()) line.say(new ClientMessage.Unsubscribe(session));
    }

    /// What is of no use later.
    void passing(ClientMessage message) {
        if (line.isOnline()) line.say(message);
    }

    void watch(BoardFollowing watcher) {
        board = watcher;
        if (line.isOnline()) line.say(watcher.watch());
    }

    void close(RuntimeException reason) {
        if (over == null) over = reason;
        line.close();
        unanswered.values().forEach(u -> u.answer().completeExceptionally(reason));
        unanswered.clear();
        for (Question question : questions.takeWaitedFor()) fail(question, reason);
    }

    @Override
    public void greeted() {
        List<Question> readings = questions.takeWaitedFor();
        if (board != null) line.say(board.watch());
        following.values().forEach(this::subscribe);
        unanswered.values().forEach(u -> line.say(u.command()));
        readings.forEach(this::ask);
    }

    @Override
    public void lost() {
        questions.takeWaitedFor().forEach(questions::add);
    }

    @Override
    public void refused(RejectedException reason) {
        close(reason);
        for (Following follower : List.copyOf(following.values()))
            end(follower, reason.code(), String.valueOf(reason.getMessage()));
    }

    @Override
    public void heard(ServerMessage message) {
        switch (message) {
            case ServerMessage.Rejected m -> rejected(m);
            case ServerMessage.Logged m -> logged(m);
            case ServerMessage.Board m -> board(m);
            case ServerMessage.Subscribed m -> subscribed(m);
            case ServerMessage.CaughtUp m -> caughtUp(m);
            case ServerMessage.Reset m -> reset(m.sessionId());
            case ServerMessage.Lagging m -> lagging(m.sessionId());
            case ServerMessage.Delta m -> with(m.sessionId(), f -> f.take(m, q -> ask(Question.of(f, q))));
            case ServerMessage.Draft m -> {
                questions.answered(m.sessionId(), q -> isReadingOf(m.blockId(), q));
                with(m.sessionId(), f -> f.take(m));
            }
            case ServerMessage.Presence m ->
                with(m.sessionId(), f -> f.listener().presence(m.people()));
            case ServerMessage.Gathering m -> {
                if (board != null) board.listener().gathering(m.sessionId(), m.people());
            }
            case ServerMessage.Page m -> answer(m.sessionId(), ClientMessage.ReadBefore.class::isInstance, m);
            case ServerMessage.Output m -> answer(m.sessionId(), q -> isReadingOf(m, q), m);
            case ServerMessage.Welcome m -> {}
            case ServerMessage.HeartbeatAnswered m -> {}
            case ServerMessage.Unknown m -> {}
        }
    }

    private void ask(Question question) {
        questions.add(question);
        if (line.isOnline()) line.say(question.message());
    }

    private void subscribe(Following follower) {
        ask(Question.of(follower, follower.subscribe()));
    }

    /// Something is missing. A log that doesn't have it is not asked for ever.
    private void subscribeAgain(Following follower) {
        if (follower.mayAskAgain()) {
            subscribe(follower);
            return;
        }
        line.say(new ClientMessage.Unsubscribe(follower.session()));
        end(
                follower,
                ErrorCode.internal,
                "The backend leaves out a part of this session's log; its own log may say why.");
    }

    private void end(Following follower, ErrorCode code, String message) {
        following.remove(follower.session(), follower);
        follower.listener().failed(code, message);
    }

    private void rejected(ServerMessage.Rejected no) {
        RejectedException reason = new RejectedException(no.code(), no.message());
        if (no.requestId() != null) {
            Unanswered refused = unanswered.remove(no.requestId());
            if (refused != null) refused.answer().completeExceptionally(reason);
        } else if (no.sessionId() != null) refused(no.sessionId(), reason);
        // Something of ours was thrown away unread, and only a new connection finds out what.
        else if (no.code() == ErrorCode.too_much) line.restart(no.message());
    }

    private void refused(SessionId session, RejectedException reason) {
        Question question = questions.answered(session, q -> true);
        if (question != null) fail(question, reason);
        Following follower = following.get(session);
        if (follower == null) return;
        // A subscription can also break while it catches up; that refuses nothing that was asked.
        boolean broke = reason.code() == ErrorCode.internal && follower.isCatchingUp();
        if (question == null || question.isSubscriptionOf(follower) || broke)
            end(follower, reason.code(), String.valueOf(reason.getMessage()));
    }

    private void logged(ServerMessage.Logged logged) {
        answer(logged.event().requestId(), logged);
        Following follower = following.get(logged.sessionId());
        if (follower != null && !follower.take(logged)) subscribeAgain(follower);
    }

    private void board(ServerMessage.Board event) {
        answer(event.event().requestId(), event);
        if (board != null && !board.take(event)) line.say(board.watch());
    }

    private void subscribed(ServerMessage.Subscribed answer) {
        Question question = questions.answered(answer.sessionId(), ClientMessage.Subscribe.class::isInstance);
        with(answer.sessionId(), f -> {
            if (question != null && question.isSubscriptionOf(f)) f.subscribed(answer);
        });
    }

    private void caughtUp(ServerMessage.CaughtUp message) {
        if (message.sessionId() != null)
            with(message.sessionId(), f -> {
                if (!f.caughtUp(message.head())) subscribeAgain(f);
            });
        else if (board != null) board.caughtUp(message.epoch(), message.head());
    }

    private void reset(@Nullable SessionId session) {
        if (session != null) {
            Question question = questions.answered(session, ClientMessage.Subscribe.class::isInstance);
            with(session, f -> {
                // Another follower's question; the one of this is still to be answered.
                if (question != null && !question.isSubscriptionOf(f)) return;
                f.reset();
                subscribe(f);
            });
        } else if (board != null) {
            board.reset();
            line.say(board.watch());
        }
    }

    /// The subscription has ended; one that was asked for since then has not.
    private void lagging(@Nullable SessionId session) {
        if (session != null)
            with(session, f -> {
                if (f.isLive() || f.isCatchingUp()) subscribe(f);
            });
        else if (board != null && board.isLive()) line.say(board.watch());
    }

    private void answer(@Nullable RequestId request, ServerMessage event) {
        Unanswered answered = request == null ? null : unanswered.remove(request);
        if (answered != null) answered.answer().complete(event);
    }

    private void answer(SessionId session, java.util.function.Predicate<ClientMessage> fits, ServerMessage message) {
        Question question = questions.answered(session, fits);
        if (question != null && question.answer() != null) question.answer().complete(message);
    }

    private void with(SessionId session, Consumer<Following> action) {
        Following follower = following.get(session);
        if (follower != null) action.accept(follower);
    }

    private static void fail(Question question, RuntimeException reason) {
        if (question.answer() != null) question.answer().completeExceptionally(reason);
    }

    private static boolean isReadingOf(BlockId block, ClientMessage question) {
        return question instanceof ClientMessage.ReadDraft reading
                && reading.blockId().equals(block);
    }

    private static boolean isReadingOf(ServerMessage.Output output, ClientMessage question) {
        return question instanceof ClientMessage.ReadOutput reading
                && reading.blockId().equals(output.blockId())
                && reading.offset() == output.offset();
    }
}
