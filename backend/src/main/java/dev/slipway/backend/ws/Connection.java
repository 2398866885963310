package dev.slipway.backend.ws;

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
import java.util.Optional;
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
    private static final int LARGEST_MESSAGE = 1_500_000;
    private static final int POLICY = 1008;
    private static final int TOO_BIG = 1009;

    private final Sockets sockets;
    private final Allowance allowance = new Allowance(System::nanoTime);
    private final StringBuilder fragments = new StringBuilder();
    private final long openedAt = System.nanoTime();
    private volatile long heardAt = openedAt;
    private volatile @Nullable Dialogue dialogue;
    private volatile @Nullable WsSession socket;
    private volatile @Nullable Outbox outbox;

    Connection(Sockets sockets) {
        this.sockets = sockets;
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
        socket = session;
        outbox = new Outbox(session, this::gone);
        sockets.opened(this);
    }

    @Override
    public void onMessage(WsSession session, String text, boolean last) {
        heardAt = System.nanoTime();
        if (fragments.length() + text.length() > LARGEST_MESSAGE) {
            end(TOO_BIG, "a message may have " + LARGEST_MESSAGE + " characters at most");
            return;
        }
        if (last && fragments.isEmpty()) {
            take(text);
            return;
        }
        fragments.append(text);
        if (!last) return;
        String whole = fragments.toString();
        fragments.setLength(0);
        take(whole);
    }

    @Override
    public void onMessage(WsSession session, BufferData binary, boolean last) {
        heardAt = System.nanoTime();
        reject(null, ErrorCode.invalid_message, "Messages are JSON texts; this frame is binary.");
    }

    @Override
    public void onPing(WsSession session, BufferData payload) {
        heardAt = System.nanoTime();
        session.pong(payload);
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        gone();
    }

    @Override
    public void onError(WsSession session, Throwable error) {
        gone();
    }

    /// Ends the connection if it said no hello in time, or nothing at all for long.
    void tick(long now) {
        if (dialogue == null && now - openedAt > HELLO_WITHIN_MS * 1_000_000) end(POLICY, "no hello came within 5 s");
        else if (now - heardAt > SILENCE_MS * 1_000_000) end(POLICY, "nothing was heard for 90 s");
    }

    void end(int status, String reason) {
        WsSession open = socket;
        Outbox out = outbox;
        gone();
        if (open == null) return;
        // Not on the caller's thread: closing blocks if the peer doesn't read.
        Thread.ofVirtual().start(() -> {
            try {
                if (out != null) out.awaitEnd();
                open.close(status, reason);
                open.terminate();
            } catch (RuntimeException e) {
                LOG.debug("a connection was gone before it could be closed", e);
            }
        });
    }

    boolean isGreeted() {
        return dialogue != null;
    }

    private void take(String text) {
        if (!allowance.take()) {
            reject(null, ErrorCode.too_much, "Too many messages at once; wait a second and send this one again.");
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
        RequestId request = message instanceof ClientMessage.Command command ? command.requestId() : null;
        try {
            handle(message);
        } catch (Refused e) {
            reject(request, Dialogue.sessionOf(message), e.code(), e.getMessage());
        } catch (RuntimeException e) {
            String reference = Integer.toHexString(ThreadLocalRandom.current().nextInt());
            LOG.error("a message could not be handled, reference {}", reference, e);
            String words = "Something in Slipway broke; its log knows it as " + reference + ". Try again.";
            reject(request, Dialogue.sessionOf(message), ErrorCode.internal, words);
        }
    }

    private void handle(ClientMessage message) {
        Dialogue open = dialogue;
        Outbox out = outbox;
        if (out == null) return;
        if (open != null) open.take(message);
        else if (message instanceof ClientMessage.Hello hello) greet(hello, out);
        else end(POLICY, "the first message is hello");
    }

    private void greet(ClientMessage.Hello hello, Outbox out) {
        if (!sockets.isToken(hello.token())) {
            reject(
                    null,
                    ErrorCode.unauthenticated,
                    "The token is not this backend's. Read it again from backend.json's tokenFile.");
            end(POLICY, "unauthenticated");
        } else if (hello.protocol() != ClientMessage.PROTOCOL) {
            String words = "This backend speaks protocol " + ClientMessage.PROTOCOL + ", the client " + hello.protocol()
                    + ". Update the older one.";
            reject(null, ErrorCode.unsupported_protocol, words);
            end(POLICY, "unsupported protocol");
        } else {
            dialogue = sockets.dialogue(out);
            out.send(Json.text(sockets.welcome()));
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
    }

    private void gone() {
        sockets.closed(this);
        Dialogue open = dialogue;
        if (open != null) open.close();
        Outbox out = outbox;
        if (out != null) out.close();
    }

    private static String words(BadJson e) {
        String message = e.getMessage();
        return message == null ? "The message could not be read." : message;
    }
}
