package dev.slipway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The same tokens to the same number of bare sockets: what the server library alone makes of it.
final class Audience implements AutoCloseable {
    private static final String FRAME =
            "{\"type\":\"delta\",\"sessionId\":\"mwua7ql3uc1wk\",\"blockId\":\"mwua7ql3uc1wk\","
                    + "\"kind\":\"answer\",\"offset\":%d,\"text\":\"%s\"}";

    private final ServerProcess server;
    private final Crowd crowd;
    private final RawSocket publisher;

    private Audience(ServerProcess server, Crowd crowd, RawSocket publisher) {
        this.server = server;
        this.crowd = crowd;
        this.publisher = publisher;
    }

    static Audience open(Bare bare, int clients) throws IOException, InterruptedException {
        ServerProcess server = bare.start();
        CaughtUp joined = new CaughtUp(clients);
        Crowd crowd = Crowd.open(server.port(), Client.PATH, clients, List.of("join"), joined);
        joined.await();
        return new Audience(server, crowd, RawSocket.open(server.port(), Client.PATH));
    }

    void hears(Arrivals arrivals) {
        crowd.hears(arrivals);
    }

    /// One token, now.
    void tell(int index, Arrivals arrivals) throws IOException {
        arrivals.sent(index);
        publisher.send(frame(index));
    }

    /// All tokens at once.
    void tellAll(int tokens, Arrivals arrivals) throws IOException {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < tokens; i++) frames.add(frame(i));
        for (int i = 0; i < tokens; i++) arrivals.sent(i);
        publisher.sendTogether(frames);
    }

    @Override
    public void close() throws IOException {
        publisher.close();
        crowd.close();
        server.close();
    }

    private static String frame(int index) {
        return "all " + delta(index * Arrivals.WIDTH, Arrivals.token(index));
    }

    /// What Slipway sends for a token.
    static String delta(int offset, String token) {
        return FRAME.formatted(offset, token);
    }
}
