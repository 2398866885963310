package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Sessions at work in a scene: some stream slowly, each to a follower of its own; some are prompted one at a time.
final class Workers {
    private static final String STREAM = "Stream what you know.";
    private static final int QUIET_LOOKS = 4;

    private final Scene scene;
    private volatile Chatter chatter = new Chatter();
    private volatile int pace;

    Workers(Scene scene) {
        this.scene = scene;
    }

    /// From now on the model streams where it is asked to, runs away where it is asked to, and else says one word.
    void answer() {
        scene.model().answers(to -> {
            if (to.asks(STREAM)) stream(to);
            else if (to.asks(Runaway.PROMPT)) Runaway.answer(to);
            else Replies.text("Hello.").write(to);
        });
    }

    /// Makes so many sessions, and lets each stream at this pace. All do when this returns.
    Crowd streaming(int sessions, int perSecond) throws IOException, InterruptedException {
        chatter = new Chatter();
        pace = perSecond;
        List<SessionId> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++)
            all.add(((SessionEvent.SessionCreated)
                            scene.client().create(scene.repository()).event())
                    .sessionId());
        awaitSandboxes();
        Crowd crowd = scene.crowd(all);
        crowd.hears(chatter);
        for (SessionId session : all)
            scene.client().ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, STREAM, null, null));
        while (chatter.streams() < sessions) Thread.sleep(10);
        return crowd;
    }

    void endStreams() {
        chatter.end();
    }

    /// How late the tokens of all streams come from now on, until this is asked again.
    Samples relayed() {
        return chatter.fresh();
    }

    /// Prompts a session, which the scene's client follows, and waits for the end of its turn.
    ///
    /// @return nanoseconds until the first token
    long firstToken(SessionId session) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        scene.client().prompt(session, "Say hello.");
        Client.Heard first = scene.client().await("a token", heard -> heard.message() instanceof ServerMessage.Delta);
        scene.client().awaitEvent(SessionEvent.TurnFinished.class);
        return first.at() - startedAt;
    }

    private void stream(ModelServer.Stream to) throws IOException {
        chatter.stream(pace, (index, token, sent) -> {
            to.event(Replies.words(token));
            sent.run();
            to.flush();
        });
        to.event(Replies.finish("stop"));
    }

    /// Until none is being started any more.
    private void awaitSandboxes() throws InterruptedException {
        long before = -1;
        for (int same = 0; same < QUIET_LOOKS; ) {
            Thread.sleep(250);
            long now = ProcessHandle.of(scene.backend().pid())
                    .orElseThrow()
                    .descendants()
                    .count();
            same = now == before ? same + 1 : 0;
            before = now;
        }
    }
}
