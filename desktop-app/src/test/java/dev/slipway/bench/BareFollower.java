package dev.slipway.bench;

import dev.slipway.client.ConnectionListener;
import dev.slipway.client.LocalBackend;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Welcome;
import dev.slipway.protocol.SessionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The client's library without anything that shows what comes.
final class BareFollower implements AutoCloseable {
    private static final int PATIENCE_S = 60;

    private final SlipwayClient client;

    private BareFollower(SlipwayClient client) {
        this.client = client;
    }

    /// Welcomed when it returns.
    static BareFollower open(LocalBackend backend) throws InterruptedException {
        CountDownLatch welcomed = new CountDownLatch(1);
        SlipwayClient client = SlipwayClient.open(backend, "bench", "1", new ConnectionListener() {
            @Override
            public void connection(State state, String reason) {}

            @Override
            public void welcome(Welcome welcome) {
                welcomed.countDown();
            }
        });
        if (!welcomed.await(PATIENCE_S, TimeUnit.SECONDS)) throw new IllegalStateException("nobody answers");
        return new BareFollower(client);
    }

    /// How long until it has been told all that was there, in nanoseconds.
    ///
    /// @param tail how many turns back; null for all
    long follow(SessionId session, Integer tail) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        long began = System.nanoTime();
        client.follow(session, tail, new SessionListener() {
            @Override
            public void logged(Logged logged) {}

            @Override
            public void caughtUp(long head) {
                done.complete(System.nanoTime() - began);
            }

            @Override
            public void failed(ErrorCode code, String message) {
                done.completeExceptionally(new IllegalStateException(message));
            }
        });
        long took = done.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        client.unfollow(session);
        return took;
    }

    @Override
    public void close() {
        client.close();
    }
}
