package dev.slipway.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// As many streams as sessions, each to one who follows it, by the server library alone.
final class BareStreams implements AutoCloseable {
    private final ServerProcess server;
    private final Chatter chatter = new Chatter();
    private final List<RawSocket> publishers = new ArrayList<>();
    private final Crowd crowd;

    private BareStreams(ServerProcess server, Crowd crowd) {
        this.server = server;
        this.crowd = crowd;
    }

    static BareStreams open(Stage stage, int streams) throws IOException, InterruptedException {
        ServerProcess server = Bare.prepare(stage).start();
        CaughtUp joined = new CaughtUp(streams);
        Crowd crowd = Crowd.open(server.port(), Client.PATH, streams, who -> List.of("join room" + who), joined);
        joined.await();
        BareStreams all = new BareStreams(server, crowd);
        crowd.hears(all.chatter);
        return all;
    }

    /// Begins another of them.
    void begin(int perSecond) throws IOException {
        RawSocket publisher = RawSocket.open(server.port(), Client.PATH);
        String room = "in room" + publishers.size() + " ";
        publishers.add(publisher);
        Thread.ofPlatform().daemon().name("publisher").start(() -> {
            try {
                chatter.stream(perSecond, (index, token, sent) -> {
                    sent.run();
                    publisher.send(room + Audience.delta(index * token.length(), token));
                });
            } catch (IOException e) {
                // Closed.
            }
        });
    }

    Samples during(int seconds) throws InterruptedException {
        Samples samples = chatter.fresh();
        Thread.sleep(seconds * 1_000L);
        chatter.fresh();
        return samples;
    }

    @Override
    public void close() throws IOException {
        chatter.end();
        for (RawSocket publisher : publishers) publisher.close();
        crowd.close();
        server.close();
    }
}
