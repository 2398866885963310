package dev.slipway.client;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.CloseReason;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.net.URI;
import org.glassfish.tyrus.client.ClientManager;
import org.glassfish.tyrus.container.jdk.client.JdkClientContainer;
import org.jspecify.annotations.Nullable;

/// One WebSocket, without knowledge of what is said on it. Its callbacks come on Tyrus's threads.
final class Socket {
    private static final int LARGEST_MESSAGE = 64 << 20;

    private final Events events;
    private volatile @Nullable Session session;
    private volatile boolean closed;

    interface Events {
        void open();

        void text(String text);

        /// However it ended; perhaps more than once.
        void closed(String reason);
    }

    private Socket(Events events) {
        this.events = events;
    }

    /// Begins to connect on a thread of its own and returns at once.
    static Socket open(URI uri, Events events) {
        Socket socket = new Socket(events);
        Thread.ofVirtual().name("socket-connect").start(() -> socket.connect(uri));
        return socket;
    }

    /// Hands a text over to be sent. What can't be sent any more is dropped; `closed` tells of it.
    void send(String text) {
        Session open = session;
        if (open == null) return;
        try {
            open.getAsyncRemote().sendText(text, sent -> {
                if (!sent.isOK()) broken();
            });
        } catch (RuntimeException e) {
            // Tyrus throws many kinds where the peer is gone.
            broken();
        }
    }

    void close() {
        closed = true;
        Session open = session;
        if (open == null) return;
        Thread.ofVirtual().start(() -> {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone already, which is what was wanted.
            }
        });
    }

    private void connect(URI uri) {
        try {
            ClientManager client = ClientManager.createClient(JdkClientContainer.class.getName());
            client.getProperties().put("org.glassfish.tyrus.incomingBufferSize", LARGEST_MESSAGE);
            client.setDefaultMaxTextMessageBufferSize(LARGEST_MESSAGE);
            client.connectToServer(
                    new Listening(), ClientEndpointConfig.Builder.create().build(), uri);
        } catch (DeploymentException | IOException | RuntimeException e) {
            events.closed("The backend doesn't answer at " + uri.getAuthority());
        }
    }

    /// A peer that vanishes is not always followed by an `onClose`.
    private void broken() {
        close();
        events.closed("The connection broke");
    }

    private final class Listening extends Endpoint {
        @Override
        public void onOpen(Session opened, EndpointConfig config) {
            opened.setMaxIdleTimeout(0);
            opened.addMessageHandler(String.class, (MessageHandler.Whole<String>) events::text);
            session = opened;
            if (closed) close();
            else events.open();
        }

        @Override
        public void onClose(Session gone, CloseReason reason) {
            String words = reason.getReasonPhrase();
            events.closed(
                    words == null || words.isBlank()
                            ? "The connection ended"
                            : "The backend closed the connection: " + words);
        }

        @Override
        public void onError(Session session, Throwable error) {
            broken();
        }
    }
}
