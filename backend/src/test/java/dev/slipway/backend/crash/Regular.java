package dev.slipway.backend.crash;

import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SessionView;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A real client, as people have it: it keeps its connection itself, over the backend's end and the next one's
/// beginning, and shows what it is told.
final class Regular implements AutoCloseable {
    private final SlipwayClient client;
    private final Map<SessionId, SessionView> views = new ConcurrentHashMap<>();
    private final Map<SessionId, Integer> resets = new ConcurrentHashMap<>();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    // Written by the client's thread only.
    private volatile BoardView board = BoardView.EMPTY;
    private volatile int boardResets;

    Regular(LocalBackend backend) {
        client = SlipwayClient.open(backend, "regular", "1", ConnectionListener.NONE);
    }

    void follow(SessionId session) {
        views.put(session, SessionView.EMPTY);
        client.follow(session, null, new Shown(session));
    }

    /// The board, too.
    void watch() {
        client.watch(new BoardListener() {
            @Override
            public void event(ServerMessage.Board told) {
                board = board.apply(told);
            }

            @Override
            public void reset() {
                board = BoardView.EMPTY;
                boardResets++;
            }
        });
    }

    BoardView board() {
        return board;
    }

    /// How often it was told that the board is another one.
    int boardResets() {
        return boardResets;
    }

    /// Said again after each reconnect until it is answered.
    CompletableFuture<ServerMessage> prompt(RequestId request, SessionId session, String text) {
        return client.send(new ClientMessage.SubmitPrompt(request, session, text, null, null));
    }

    /// By session, the fold of what it was told.
    Map<SessionId, SessionView> views() {
        return views;
    }

    /// How often it was told that a log is another one.
    int resets(SessionId session) {
        return resets.getOrDefault(session, 0);
    }

    /// What it was told that is wrong.
    Queue<String> troubles() {
        return troubles;
    }

    @Override
    public void close() {
        client.close();
    }

    private final class Shown implements SessionListener {
        private final SessionId session;

        Shown(SessionId session) {
            this.session = session;
        }

        @Override
        public void logged(Logged logged) {
            SessionView before = views.get(session);
            if (logged.seq() != before.seq() + 1) troubles.add("seq " + logged.seq() + " after " + before.seq());
            views.put(session, before.apply(logged));
        }

        @Override
        public void reset() {
            views.put(session, SessionView.EMPTY);
            resets.merge(session, 1, Integer::sum);
        }

        @Override
        public void failed(ErrorCode code, String message) {
            troubles.add(code + ": " + message);
        }
    }
}
