package dev.slipway.backend.ws;

import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Refused;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client: its frames in, its answers out. Callbacks come on the connection's own virtual thread, one at a
/// time; [#tick] comes from the clock of [Sockets].
final class Connection implements WsListener {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    static final long HELLO_WITHIN_MS = 5_000;
    static final long SILENCE_MS = 90_000;
    static final int LARGEST_MESSAGE = 1_500_000;
    private static final int MOST_BESIDE = 32;
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(2);
    private static final int POLICY = 1008;

    private final Sockets sockets;
    private final Allowance allowance = new Allowance(System::nanoTime);
    private final Fragments fragments = new Fragments(LARGEST_MESSAGE);
    private final Semaphore beside = new Semaphore(MOST_BESIDE);
    private final long openedAt;
    private volatile long heardAt;
    private volatile @Nullable Dialogue dialogue;
    private volatile @Nullable Thread thread;
    private volatile @Nullable Outbox outbox;

    Connection(Sockets sockets) {
        this.sockets = sockets;
        openedAt = sockets.nanos();
        heardAt = openedAt;
    }

    /// A page from elsewhere may not speak for the person whose browser it runs in.
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) throws WsUpgradeException {
        var origin = headers.first(io.helidon.http.HeaderNames.ORIGIN);
        if (origin.isPresent() && !sockets.isOwnOrigin(origin.get()))
            throw new WsUpgradeException("this origin may not connect");
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession session) {
        thread = Thread.currentThread();
        outbox = new Outbox(session, this::gone, sockets::nanos);
        sockets.opened(this);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        heardAt = sockets.nanos();
        if (!fragments.add(text, last)) {
            Thread.yield();
            return;
        }
        switch (fragments.take()) {
            case Fragments.Whole(String whole) -> take(whole);
            case Fragments.TooLong() ->
                reject(
                        null,
                        ErrorCode.too_much,
                        "A message may have " + LARGEST_MESSAGE + " characters at most; this one was not read.");
            case Fragments.CutCharacter() ->
                reject(
                        null,
                        ErrorCode.invalid_message,
                        "A character was cut by the message's fragments. Send it in one frame.");
        }
    }

    @Override
    public void onMessage(WsSession session, BufferData binary, boolean last) {
        heardAt = sockets.nanos();
        if (last) reject(null, ErrorCode.invalid_message, "Messages are JSON texts; this one is binary.");
    }

    @Override
    public void onPing(WsSession session, BufferData payload) {
        heardAt = sockets.nanos();
        Outbox out = outbox;
        if (out != null) out.pong(payload);
        Thread.yield();
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        gone();
    }

    @Override
    public void onError(WsSession session, Throwable error) {
        gone();
    }

    /// Ends the connection if it said no hello in time, or if it says or reads nothing at all for long. Helidon doesn't
    /// tell of one whose peer went away; its thread is gone then.
    void tick(long now) {
        Thread reader = thread;
        Outbox out = outbox;
        if (reader != null && !reader.isAlive()) Thread.ofVirtual().start(this::gone);
        else if (dialogue == null && now - openedAt > HELLO_WITHIN_MS * 1_000_000)
            end(POLICY, "no hello came within 5 s");
        else if (isOver()) admitAgain();
        else if (now - heardAt > SILENCE_MS * 1_000_000) end(POLICY, "nothing was heard for 90 s");
        else if (out != null && out.isStuck(SILENCE_MS * 1_000_000)) end(POLICY, "nothing was read for 90 s");
    }

    /// Whether the token's time is over, which nobody tells of.
    private boolean isOver() {
        Dialogue open = dialogue;
        return open != null
                && open.caller().untilMs() != null
                && sockets.again(open.caller()).isEmpty();
    }

    /// What its person may do has changed, perhaps to nothing.
    void admitAgain() {
        Dialogue open = dialogue;
        if (open == null) return;
        Optional<Caller> now = sockets.again(open.caller());
        if (now.isPresent()) {
            open.admitAgain(now.get());
            return;
        }
        reject(null, ErrorCode.unauthenticated, "The token is over, or was revoked. Ask for a new invitation.");
        end(POLICY, "unauthenticated");
    }

    /// Sends what waits and then the reason. Returns at once: a peer that doesn't read is cut off a little later.
    void end(int status, String reason) {
        Outbox out = outbox;
        if (out == null || out.isClosed()) return;
        out.end(status, reason);
        Thread.ofVirtual().name("socket-end").start(() -> {
            leave();
            cutOff(out);
        });
    }

    /// An interrupt of the reading thread closes the socket.
    private void cutOff(Outbox out) {
        Thread reader = thread;
        try {
            if (out.awaitSent(GOODBYE_WITHIN) && reader != null) reader.join(GOODBYE_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reader != null) reader.interrupt();
    }

    boolean isGreeted() {
        return dialogue != null;
    }

    /// Whether it has said no hello so far, and may.
    boolean isSilent() {
        Outbox out = outbox;
        return dialogue == null && out != null && !out.isClosed();
    }

    long openedAt() {
        return openedAt;
    }

    private void take(String text) {
        if (!allowance.take()) {
            String words = "Too many messages at once; wait a second and send this one again.";
            reject(Json.requestIdOf(text), ErrorCode.too_much, words);
            return;
        }
        ClientMessage message;
        try {
            message = Json.read(text, ClientMessage.class);
        } catch (BadJson e) {
            ErrorCode code = e.typeKnown() ? ErrorCode.invalid_message : ErrorCode.unknown_message;
            reject(Json.requestIdOf(text), code, words(e));
            return;
        }
        Dialogue open = dialogue;
        Outbox out = outbox;
        if (out == null || out.isClosed()) return;
        if (open != null) answer(message, open);
        else if (message instanceof ClientMessage.Hello hello) greet(hello, out);
        else {
            reject(requestOf(message), ErrorCode.unauthenticated, "The first message is hello.");
            end(POLICY, "the first message is hello");
        }
    }

    private void answer(ClientMessage message, Dialogue open) {
        if (!Dialogue.takesLong(message)) answered(message, open);
        else if (beside.tryAcquire())
            Thread.ofVirtual().name("beside").start(() -> {
                try {
                    answered(message, open);
                } finally {
                    beside.release();
                }
            });
        else
            reject(
                    requestOf(message),
                    ErrorCode.too_much,
                    MOST_BESIDE + " such commands are under way on this connection; wait for one.");
    }

    private void answered(ClientMessage message, Dialogue open) {
        try {
            open.take(message);
        } catch (RuntimeException e) {
            Refused why = Refused.from(e).orElseGet(() -> {
                String reference =
                        Integer.toHexString(ThreadLocalRandom.current().nextInt());
                LOG.error("a message could not be handled, reference {}", reference, e);
                return new Refused(
                        ErrorCode.internal,
                        "Something in Slipway broke; its log knows it as " + reference + ". Try again.");
            });
            reject(requestOf(message), Subject.of(message), why.code(), why.getMessage());
        }
    }

    private static @Nullable RequestId requestOf(ClientMessage message) {
        return message instanceof ClientMessage.Command command ? command.requestId() : null;
    }

    private void greet(ClientMessage.Hello hello, Outbox out) {
        Caller caller = sockets.caller(hello.token()).orElse(null);
        if (caller == null) {
            reject(
                    null,
                    ErrorCode.unauthenticated,
                    "This token opens nothing here. It may have been revoked; on the backend's own machine it is in"
                            + " backend.json's tokenFile.");
            end(POLICY, "unauthenticated");
        } else if (hello.protocol() != ClientMessage.PROTOCOL) {
            String words = "This backend speaks protocol " + ClientMessage.PROTOCOL + ", the client " + hello.protocol()
                    + ". Update the older one.";
            reject(null, ErrorCode.unsupported_protocol, words);
            end(POLICY, "unsupported protocol");
        } else {
            ServerMessage.Welcome welcome = sockets.welcome(caller);
            dialogue = sockets.dialogue(caller, welcome, hello.client(), out);
            out.send(Json.text(welcome));
        }
    }

    private void reject(@Nullable RequestId request, ErrorCode code, String words) {
        reject(request, null, code, words);
    }

    private void reject(@Nullable RequestId request, @Nullable SessionId session, ErrorCode code, String words) {
        Outbox out = outbox;
        if (out == null) return;
        boolean taken = out.offer(Json.text(new ServerMessage.Rejected(request, session, code, words)));
        if (!taken) end(POLICY, "answers are not read");
        // A virtual thread keeps its processor as long as there is something to read: a flood would keep it for good.
        Thread.yield();
    }

    private void gone() {
        Outbox out = outbox;
        if (out != null) out.close();
        leave();
    }

    private void leave() {
        sockets.closed(this);
        Dialogue open = dialogue;
        if (open != null) open.close();
    }

    private static String words(BadJson e) {
        String message = e.getMessage();
        return message == null ? "The message could not be read." : message;
    }
}
