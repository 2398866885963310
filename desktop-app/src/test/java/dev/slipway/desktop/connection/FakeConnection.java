package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardView;
import dev.slipway.client.SessionListener;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A connection whose backend is the test: it says what happens, and sees what is asked. Everything happens at once,
/// on the caller's thread.
public final class FakeConnection implements Connection {
    public static final String EPOCH = "epoch1";

    /// What was asked, with the answer to give.
    public record Asked(ClientMessage.Command command, CompletableFuture<ServerMessage> answer) {}

    public record PageAsked(SessionId session, long seq, int turns, CompletableFuture<ServerMessage.Page> answer) {}

    public record OutputAsked(
            SessionId session, BlockId block, long offset, CompletableFuture<ServerMessage.Output> answer) {}

    public final List<Asked> asked = new ArrayList<>();
    public final List<ClientMessage.Typing> typed = new ArrayList<>();
    public final List<Address> moves = new ArrayList<>();
    public final List<PageAsked> pages = new ArrayList<>();
    public final List<OutputAsked> outputs = new ArrayList<>();
    private final Map<SessionId, SessionListener> followed = new HashMap<>();
    private final Map<SessionId, Long> heads = new HashMap<>();
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.CONNECTING);
    private final ReadOnlyObjectWrapper<@Nullable Welcome> welcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<BoardView> board = new ReadOnlyObjectWrapper<>(BoardView.EMPTY);
    private final ReadOnlyBooleanWrapper boardKnown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Map<SessionId, List<Present>>> gatherings =
            new ReadOnlyObjectWrapper<>(Map.of());
    private final ArrayDeque<CompletableFuture<?>> answers = new ArrayDeque<>();
    private Address address = new Address("fake", "http://127.0.0.1:1", "token");
    private long boardSeq;
    private boolean closed;

    public void is(Status.State state, String reason) {
        status.set(new Status(state, reason));
    }

    public void says(Welcome said) {
        welcome.set(said);
    }

    public void listed(BoardEvent event) {
        board.set(board.get().apply(new ServerMessage.Board(EPOCH, ++boardSeq, 0, event)));
        boardKnown.set(true);
    }

    /// The whole board at once.
    public void lists(BoardView all) {
        board.set(all);
        boardKnown.set(true);
    }

    /// Nobody is anywhere else.
    public void gathered(Map<SessionId, List<Present>> all) {
        gatherings.set(Map.copyOf(all));
    }

    @Override
    public ReadOnlyObjectProperty<Map<SessionId, List<Present>>> gatherings() {
        return gatherings.getReadOnlyProperty();
    }

    public boolean isFollowed(SessionId session) {
        return followed.containsKey(session);
    }

    /// The next event of a session that is followed.
    public void happens(SessionId session, SessionEvent event) {
        happens(session, 1_795_569_600_000L + heads.getOrDefault(session, 0L), event);
    }

    public void happens(SessionId session, long atMs, SessionEvent event) {
        long seq = heads.merge(session, 1L, Long::sum);
        followed.get(session).logged(new Logged(session, EPOCH, seq, atMs, event));
    }

    /// The next event's seq follows this one.
    public void startsAfter(SessionId session, long seq) {
        heads.put(session, seq);
    }

    public void caughtUp(SessionId session) {
        followed.get(session).caughtUp(heads.getOrDefault(session, 0L));
    }

    public void grows(SessionId session, BlockId block, BlockKind kind, long offset, String text) {
        followed.get(session).delta(new ServerMessage.Delta(session, block, kind, offset, text));
    }

    public SessionListener listener(SessionId session) {
        return followed.get(session);
    }

    /// The newest command that was sent.
    public Asked lastAsked() {
        return asked.getLast();
    }

    @Override
    public Address address() {
        return address;
    }

    @Override
    public void moveTo(Address now) {
        moves.add(now);
        address = now;
    }

    @Override
    public ReadOnlyObjectProperty<Status> status() {
        return status.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Welcome> welcome() {
        return welcome.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<BoardView> board() {
        return board.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyBooleanProperty boardKnown() {
        return boardKnown.getReadOnlyProperty();
    }

    @Override
    public CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        Asked one = new Asked(command, new CompletableFuture<>());
        asked.add(one);
        return one.answer();
    }

    @Override
    public void typing(ClientMessage.Typing typing) {
        typed.add(typing);
    }

    @Override
    public Pin follow(SessionId session, int tail, SessionListener to) {
        followed.put(session, to);
        return () -> followed.remove(session);
    }

    @Override
    public CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns) {
        PageAsked one = new PageAsked(session, seq, turns, new CompletableFuture<>());
        pages.add(one);
        return one.answer();
    }

    @Override
    public CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset) {
        OutputAsked one = new OutputAsked(session, block, offset, new CompletableFuture<>());
        outputs.add(one);
        return one.answer();
    }

    /// The future that `ask` gives next; one that never completes where there is none.
    public void willAnswer(CompletableFuture<?> answer) {
        answers.add(answer);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> question) {
        return answers.isEmpty() ? new CompletableFuture<>() : (CompletableFuture<T>) answers.remove();
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
