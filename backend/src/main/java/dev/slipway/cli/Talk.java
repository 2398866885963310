package dev.slipway.cli;

import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.RejectedException;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A command's conversation with the backend: connected, and with the board as it is. Main thread; closed by
/// the command.
final class Talk implements AutoCloseable {
    private static final int PATIENCE_S = 30;
    /// A large repository from afar takes its time; that the backend is there is checked by heartbeats.
    private static final int LONG_PATIENCE_S = 3600;

    private final SlipwayClient client;
    private final Supplier<@Nullable Person> person;
    private volatile BoardView board = BoardView.EMPTY;

    private Talk(SlipwayClient client, Supplier<@Nullable Person> person) {
        this.client = client;
        this.person = person;
    }

    /// This machine's.
    static LocalBackend backend() {
        return LocalBackend.find(LocalBackend.home(System.getenv())).orElseThrow(Exit::noBackend);
    }

    /// With the backend that [Address#find] names.
    static Talk open() throws InterruptedException {
        return open(Address.find());
    }

    static Talk open(Address address) throws InterruptedException {
        CompletableFuture<String> ready = new CompletableFuture<>();
        AtomicReference<@Nullable Person> who = new AtomicReference<>();
        SlipwayClient client = SlipwayClient.open(
                address.url(), address.token(), "terminal", address.version(), new ConnectionListener() {
                    @Override
                    public void connection(State state, String reason) {
                        if (state == State.refused) ready.complete(reason);
                    }
                });
        Talk talk = new Talk(client, who::get);
        client.watch(new BoardListener() {
            @Override
            public void event(ServerMessage.Board event) {
                talk.board = talk.board.apply(event);
            }

            @Override
            public void caughtUp(long head) {
                ready.complete("");
            }

            @Override
            public void reset() {
                talk.board = BoardView.EMPTY;
            }
        });
        String problem = await(ready);
        if (!problem.isEmpty()) throw new Exit(Exit.NO_BACKEND, problem);
        return talk;
    }

    SlipwayClient client() {
        return client;
    }

    /// Who this terminal is to the backend; null where that isn't known.
    @Nullable
    Person person() {
        return person.get();
    }

    BoardView board() {
        return board;
    }

    /// Sends a command and waits for its answer.
    ServerMessage ask(ClientMessage.Command command) throws InterruptedException {
        return await(client.send(command));
    }

    /// Sends a command that may take long, says after a second what is being done, and on a terminal for how
    /// long.
    ///
    /// @param doing "Reading /home/ada/src/greet"
    ServerMessage ask(ClientMessage.Command command, String doing) throws InterruptedException {
        CompletableFuture<ServerMessage> answer = client.send(command);
        Waiting.show(answer, doing, LONG_PATIENCE_S);
        return await(answer);
    }

    /// The session whose id begins so.
    SessionListed session(String prefix) {
        List<SessionListed> found = board.sessions().values().stream()
                .filter(s -> s.sessionId().value().startsWith(prefix))
                .toList();
        if (found.size() == 1) return found.getFirst();
        List<SessionListed> exact =
                found.stream().filter(s -> s.sessionId().value().equals(prefix)).toList();
        if (exact.size() == 1) return exact.getFirst();
        if (found.isEmpty())
            throw new Exit(Exit.USAGE, "There is no session " + prefix + "; `slipway list` shows those there are.");
        throw new Exit(Exit.USAGE, found.size() + " sessions begin with " + prefix + "; give more of the id.");
    }

    SessionId sessionId(String prefix) {
        return session(prefix).sessionId();
    }

    @Override
    public void close() {
        client.close();
    }

    private static <T> T await(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Exit(
                    Exit.NO_BACKEND, "The backend doesn't answer. `slipway status` tells more; its log may, too.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RejectedException no)
                throw new Exit(Exit.FAILED, String.valueOf(no.getMessage()));
            throw new IllegalStateException(e.getCause());
        }
    }
}
