package dev.slipway.desktop.kept;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardView;
import dev.slipway.client.SessionListener;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.connection.Status;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// A connection that keeps what it hears, and tells that while nothing can be heard.
final class KeepingConnection implements Connection {
    private static final long BOARD_EVERY_MS = 20_000;
    private static final long SESSION_AFTER_MS = 1_000;

    private final Connection live;
    private final Kept kept;
    private final KeptFiles files;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<BoardView> board = new ReadOnlyObjectWrapper<>(BoardView.EMPTY);
    private final ReadOnlyBooleanWrapper boardKnown = new ReadOnlyBooleanWrapper();
    private final Map<SessionId, KeptListener> followed = new HashMap<>();
    private final ChangeListener<Object> told = (property, before, now) -> told();
    private final ReadOnlyLongWrapper offlineSince = new ReadOnlyLongWrapper();
    private boolean closed;

    KeepingConnection(Connection live, Kept kept, KeptFiles files, LongSupplier clock) {
        this.live = live;
        this.kept = kept;
        this.files = files;
        this.clock = clock;
        live.board().addListener(told);
        live.boardKnown().addListener(told);
        live.status().addListener((property, before, now) -> turned(before, now));
        kept.read(name(), KeptFiles::board, found -> found.ifPresent(this::recall));
        told();
    }

    /// As it was, as long as nobody knows better.
    private void recall(KeptBoard was) {
        if (live.boardKnown().get() || closed) return;
        if (offlineSince.get() == 0) offlineSince.set(was.asOfMs());
        board.set(was.view());
        boardKnown.set(true);
    }

    private void told() {
        if (!live.boardKnown().get() || closed) return;
        BoardView now = live.board().get();
        board.set(now);
        boardKnown.set(true);
        keepBoard(BOARD_EVERY_MS);
    }

    private void keepBoard(long afterMs) {
        BoardView now = board.get();
        String url = live.address().url();
        long seenMs = live.status().get().isOnline() ? clock.getAsLong() : offlineSince.get();
        kept.soon(name(), this, afterMs, () -> files.keep(KeptBoard.of(url, seenMs, now)));
    }

    private String name() {
        return live.address().name();
    }

    private void turned(Status before, Status now) {
        if (closed) return;
        if (before.isOnline() && !now.isOnline()) offlineSince.set(clock.getAsLong());
        if (now.state() == Status.State.offline || now.state() == Status.State.refused) followed.forEach(this::recall);
    }

    private void recall(SessionId session, KeptListener to) {
        if (to.isTold()) return;
        kept.read(name(), from -> from.session(session), page -> {
            boolean away = !live.status().get().isOnline() && followed.get(session) == to;
            if (away && !closed) page.ifPresent(to::recall);
        });
    }

    @Override
    public Pin follow(SessionId session, int tail, SessionListener to) {
        KeptListener listener = new KeptListener(session, to, tail, new KeptListener.Keeper() {
            @Override
            public void keep(ServerMessage.Page page) {
                kept.soon(name(), session, SESSION_AFTER_MS, () -> files.keep(page));
            }

            @Override
            public void forget() {
                kept.now(() -> files.forget(session));
            }
        });
        followed.put(session, listener);
        Pin pin = live.follow(session, tail, listener);
        Status.State now = live.status().get().state();
        if (now == Status.State.offline || now == Status.State.refused) recall(session, listener);
        return () -> {
            if (!followed.remove(session, listener)) return;
            listener.leave();
            pin.release();
        };
    }

    @Override
    public ReadOnlyLongProperty offlineSince() {
        return offlineSince.getReadOnlyProperty();
    }

    @Override
    public Address address() {
        return live.address();
    }

    @Override
    public ReadOnlyObjectProperty<Status> status() {
        return live.status();
    }

    @Override
    public ReadOnlyObjectProperty<@Nullable Welcome> welcome() {
        return live.welcome();
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
    public ReadOnlyObjectProperty<Map<SessionId, List<Present>>> gatherings() {
        return live.gatherings();
    }

    @Override
    public CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        return live.send(command);
    }

    @Override
    public void typing(ClientMessage.Typing typing) {
        live.typing(typing);
    }

    @Override
    public CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns) {
        return live.readBefore(session, seq, turns);
    }

    @Override
    public CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset) {
        return live.readOutput(session, block, offset);
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> question) {
        return live.ask(question);
    }

    @Override
    public void moveTo(Address address) {
        live.moveTo(address);
    }

    /// What was seen is written before the app ends.
    @Override
    public void close() {
        closed = true;
        followed.values().forEach(KeptListener::leave);
        if (live.boardKnown().get()) keepBoard(0);
        live.close();
    }
}
