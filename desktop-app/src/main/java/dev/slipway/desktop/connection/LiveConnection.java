package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// A connection that talks to its backend, and keeps trying. Closed by who opened it.
public final class LiveConnection implements Connection {
    private final Address address;
    private final Executor ui;
    private final SlipwayClient client;
    private final ApiClient api;
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.CONNECTING);
    private final ReadOnlyObjectWrapper<@Nullable Welcome> welcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<BoardView> board = new ReadOnlyObjectWrapper<>(BoardView.EMPTY);
    private final ReadOnlyBooleanWrapper boardKnown = new ReadOnlyBooleanWrapper();
    // Client thread only: folded there, and shown on the FX thread once what came together is folded.
    private BoardView folded = BoardView.EMPTY;
    private boolean known;

    private LiveConnection(Address address, String version, Executor ui) {
        this.address = address;
        this.ui = ui;
        api = ApiClient.open(address.url(), address.token());
        client = SlipwayClient.open(address.url(), address.token(), "desktop", version, new Listening());
        client.watch(new Watching());
    }

    /// Begins to connect.
    ///
    /// @param version of this app
    /// @param ui runs what it is given on the FX thread, in order
    public static LiveConnection open(Address address, String version, Executor ui) {
        return new LiveConnection(address, version, ui);
    }

    @Override
    public Address address() {
        return address;
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
        return here(client.send(command));
    }

    @Override
    public Pin follow(SessionId session, int tail, SessionListener to) {
        SessionListening listening = new SessionListening(to, ui);
        client.follow(session, tail, listening);
        return () -> {
            if (listening.end()) client.unfollow(session);
        };
    }

    @Override
    public CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns) {
        return here(client.readBefore(session, seq, turns));
    }

    @Override
    public CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset) {
        return here(client.readOutput(session, block, offset));
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> question) {
        return here(question.apply(api));
    }

    @Override
    public void close() {
        api.close();
        client.close();
    }

    private <T> CompletableFuture<T> here(CompletableFuture<T> elsewhere) {
        CompletableFuture<T> here = new CompletableFuture<>();
        elsewhere.whenComplete((value, failure) -> ui.execute(() -> {
            if (failure != null) here.completeExceptionally(failure);
            else here.complete(value);
        }));
        return here;
    }

    private final class Listening implements ConnectionListener {
        @Override
        public void connection(State state, String reason) {
            Status.State now = switch (state) {
                case connecting -> Status.State.connecting;
                case online -> Status.State.online;
                case offline -> Status.State.offline;
                case refused -> Status.State.refused;
            };
            ui.execute(() -> {
                // Trying again is no news to who was told that the backend is away.
                boolean again = now == Status.State.connecting && status.get().state() == Status.State.offline;
                if (!again) status.set(new Status(now, reason));
            });
        }

        @Override
        public void welcome(Welcome said) {
            ui.execute(() -> welcome.set(said));
        }
    }

    private final class Watching implements BoardListener {
        @Override
        public void event(ServerMessage.Board event) {
            folded = folded.apply(event);
            if (known) show();
        }

        @Override
        public void caughtUp(long head) {
            known = true;
            show();
            ui.execute(() -> boardKnown.set(true));
        }

        @Override
        public void reset() {
            folded = BoardView.EMPTY;
            known = false;
        }

        private void show() {
            BoardView now = folded;
            ui.execute(() -> board.set(now));
        }
    }
}
