package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A session whose model says as much as it can as fast as it is taken, and then has a tool say more, over and over,
/// before a crowd.
final class Runaway implements AutoCloseable {
    static final String PROMPT = "Run away.";
    private static final int TOKENS = 32_000;
    private static final int TOGETHER = 16;
    private static final int TURNS = 50;
    private static final AtomicLong SAID = new AtomicLong();
    private static final AtomicInteger CALLS = new AtomicInteger();

    private final Scene scene;
    private final SessionId session;
    private final Crowd crowd;

    private Runaway(Scene scene, SessionId session, Crowd crowd) {
        this.scene = scene;
        this.session = session;
        this.crowd = crowd;
    }

    /// It has begun when this returns.
    static Runaway begin(Scene scene, int followers) throws IOException, InterruptedException {
        SessionId session = ((SessionEvent.SessionCreated)
                        scene.client().create(scene.repository()).event())
                .sessionId();
        Crowd crowd = scene.crowd(session, followers);
        crowd.hears((who, payload, at) -> {});
        long before = SAID.get();
        for (int i = 0; i < TURNS; i++)
            scene.client().ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, PROMPT, null, null));
        while (SAID.get() == before) Thread.sleep(10);
        return new Runaway(scene, session, crowd);
    }

    /// How many its model has said so far.
    long tokens() {
        return SAID.get();
    }

    /// As long as a reply may be.
    static void answer(ModelServer.Stream to) throws IOException {
        for (int i = 0; i < TOKENS; i += TOGETHER) {
            for (int j = 0; j < TOGETHER; j++) to.event(Replies.words("onwards "));
            to.flush();
            SAID.addAndGet(TOGETHER);
        }
        String command = "seq " + CALLS.incrementAndGet() + " 300000";
        to.event(Replies.call("bash", "{\\\"command\\\":\\\"" + command + "\\\"}"))
                .event(Replies.finish("tool_calls"));
    }

    @Override
    public void close() throws IOException {
        crowd.close();
        try {
            scene.client().delete(session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
