package dev.slipway.bench;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.net.InetAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// What the backend stands on and nothing else: Helidon with one route and one WebSocket, in a process of its own.
/// Who says `join` is told whatever anyone says after `all `, who says `join ROOM` what is said after `in ROOM `; JSON
/// is a heartbeat; what comes after `say `, or anything else, comes back.
public final class BareServer {
    private static final Map<String, Queue<Member>> ROOMS = new ConcurrentHashMap<>();
    private static final String HALL = "";

    private BareServer() {}

    /// @param arguments the port
    public static void main(String[] arguments) {
        WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .port(Integer.parseInt(arguments[0]))
                .connectionOptions(options -> options.tcpNoDelay(true))
                .routing(routing -> routing.get("/v1/health", (request, response) -> response.send("ok\n")))
                .addRouting(WsRouting.builder().endpoint("/v1/socket", Listener::new))
                .build()
                .start();
    }

    private static final class Listener implements WsListener {
        @Override
        public void onMessage(WsSession session, String text, boolean last) {
            String[] words = text.split(" ", 3);
            switch (words[0]) {
                case "join" -> room(words.length == 1 ? HALL : words[1]).add(new Member(session));
                case "all" -> tell(HALL, text.substring(4));
                case "in" -> tell(words[1], words[2]);
                case "say" -> session.send(text.substring(4), true);
                default -> {
                    if (!text.startsWith("{")) session.send(text, true);
                }
            }
        }
    }

    private static Queue<Member> room(String name) {
        return ROOMS.computeIfAbsent(name, n -> new ConcurrentLinkedQueue<>());
    }

    private static void tell(String room, String text) {
        for (Member member : room(room)) member.waiting.add(text);
    }

    /// One queue and one writer for each connection, since a reader that is slow must not hold up the others.
    private static final class Member {
        private final LinkedBlockingQueue<String> waiting = new LinkedBlockingQueue<>();
        private final WsSession session;

        Member(WsSession session) {
            this.session = session;
            waiting.add("{\"type\":\"caught_up\"}");
            Thread.ofVirtual().start(this::write);
        }

        private void write() {
            try {
                while (true) session.send(waiting.take(), true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
