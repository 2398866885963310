package dev.slipway.desktop.connection;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.Plain;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final String version;
    private final Executor ui;
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.CONNECTING);
    private final ReadOnlyObjectWrapper<@Nullable Welcome> welcome = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<BoardView> board = new ReadOnlyObjectWrapper<>(BoardView.EMPTY);
    private final ReadOnlyBooleanWrapper boardKnown = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Map<SessionId, List<Present>>> gatherings =
            new ReadOnlyObjectWrapper<>(Map.of());
    private final Map<ClientMessage.Command, CompletableFuture<ServerMessage>> unanswered = new LinkedHashMap<>();
    private final Map<SessionId, Followed> followed = new LinkedHashMap<>();
    private final Asking asking;
    private Line line;

    private LiveConnection(Address address, String version, Executor ui) {
        this.version = version;
        this.ui = ui;
        asking = new Asking(ui);
        line = new Line(address);
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
        return line.address;
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
    public ReadOnlyObjectProperty<Map<SessionId, List<Present>>> gatherings() {
        return gatherings.getReadOnlyProperty();
    }

    @Override
    public CompletableFuture<ServerMessage> send(ClientMessage.Command command) {
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        unanswered.put(command, answer);
        line.send(command, answer);
        return answer;
    }

    @Override
    public void typing(ClientMessage.Typing typing) {
        line.client.typing(typing);
    }

    @Override
    public Pin follow(SessionId session, int tail, SessionListener to) {
        Followed one = new Followed(session, tail, to);
        followed.put(session, one);
        one.begin(line);
        return () -> {
            if (one.end(line)) followed.remove(session, one);
        };
    }

    @Override
    public CompletableFuture<ServerMessage.Page> readBefore(SessionId session, long seq, int turns) {
        return here(line.client.readBefore(session, seq, turns));
    }

    @Override
    public CompletableFuture<ServerMessage.Output> readOutput(SessionId session, BlockId block, long offset) {
        return here(line.client.readOutput(session, block, offset));
    }

    @Override
    public <T> CompletableFuture<T> ask(Function<ApiClient, CompletableFuture<T>> question) {
        return asking.ask(question);
    }

    @Override
    public void moveTo(Address address) {
        boolean refused = status.get().state() == Status.State.refused;
        if (address.equals(line.address) && !refused) return;
        Line before = line;
        line = new Line(address);
        asking.away();
        before.close();
        followed.values().forEach(one -> one.begin(line));
        Map.copyOf(unanswered).forEach(line::send);
    }

    @Override
    public void close() {
        asking.end("The connection to the backend was closed.");
        line.close();
    }

    private <T> CompletableFuture<T> here(CompletableFuture<T> elsewhere) {
        CompletableFuture<T> here = new CompletableFuture<>();
        elsewhere.whenComplete((value, failure) -> ui.execute(() -> {
            if (failure != null) here.completeExceptionally(failure);
            else here.complete(value);
        }));
        return here;
    }

    /// The way to one address. What an earlier one still says is not heard any more.
    private final class Line implements ConnectionListener, BoardListener {
        private final Address address;
        private final SlipwayClient client;
        // Client thread only: folded there, and shown on the FX thread once what came together is folded.
        private BoardView folded = BoardView.EMPTY;
        private boolean known;

        Line(Address address) {
            this.address = address;
            client = SlipwayClient.open(address.url(), address.token(), "desktop", version, this);
            client.watch(this);
        }

        void send(ClientMessage.Command command, CompletableFuture<ServerMessage> answer) {
            client.send(command)
                    .whenComplete((said, failure) -> ui.execute(() -> {
                        // Its end says nothing about what the next one was given again.
                        if (failure != null
                                && line != this
                                && Failure.refusal(failure).isEmpty()) return;
                        if (failure != null && isOfTheApp(failure)) return;
                        unanswered.remove(command, answer);
                        if (failure != null) answer.completeExceptionally(failure);
                        else answer.complete(said);
                    }));
        }

        /// It says nothing about the command, which another version of the backend, or of the app, may take.
        private static boolean isOfTheApp(Throwable failure) {
            return Failure.refusal(failure)
                    .filter(no -> no.code() == ErrorCode.unauthenticated || no.code() == ErrorCode.unsupported_protocol)
                    .isPresent();
        }

        void close() {
            client.close();
        }

        @Override
        public void connection(State state, String reason) {
            Status.State now = switch (state) {
                case connecting -> Status.State.connecting;
                case online -> Status.State.online;
                case offline -> Status.State.offline;
                case refused -> Status.State.refused;
            };
            tell(() -> {
                // Trying again is no news to who was told that the backend is away.
                boolean again = now == Status.State.connecting && status.get().state() != Status.State.connecting;
                if (again) return;
                if (now != Status.State.online) gatherings.set(Map.of());
                switch (now) {
                    case online -> asking.back(address);
                    case offline, connecting -> asking.away();
                    case refused -> asking.end(reason);
                }
                status.set(new Status(now, Plain.line(reason)));
            });
        }

        @Override
        public void welcome(Welcome said) {
            tell(() -> welcome.set(said));
        }

        @Override
        public void event(ServerMessage.Board event) {
            folded = folded.apply(event);
            if (known) show();
        }

        @Override
        public void caughtUp(long head) {
            known = true;
            show();
            tell(() -> boardKnown.set(true));
        }

        @Override
        public void gathering(SessionId session, List<Present> people) {
            tell(() -> {
                Map<SessionId, List<Present>> all = new HashMap<>(gatherings.get());
                if (people.isEmpty()) all.remove(session);
                else all.put(session, people);
                gatherings.set(Map.copyOf(all));
            });
        }

        @Override
        public void reset() {
            folded = BoardView.EMPTY;
            known = false;
            tell(() -> gatherings.set(Map.of()));
        }

        private void show() {
            BoardView now = folded;
            tell(() -> board.set(now));
        }

        private void tell(Runnable what) {
            ui.execute(() -> {
                if (line == this) what.run();
            });
        }
    }

    /// A session that is followed, wherever the backend is.
    private final class Followed {
        private final SessionId session;
        private final int tail;
        private final SessionListener to;
        private @Nullable SessionListening listening;

        Followed(SessionId session, int tail, SessionListener to) {
            this.session = session;
            this.tail = tail;
            this.to = to;
        }

        void begin(Line on) {
            SessionListening before = listening;
            if (before != null && before.end()) to.reset();
            SessionListening now = new SessionListening(to, ui);
            listening = now;
            on.client.follow(session, tail, now);
        }

        /// False where it had ended before.
        boolean end(Line on) {
            boolean first = listening != null && listening.end();
            if (first) on.client.unfollow(session);
            return first;
        }
    }
}
