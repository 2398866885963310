package dev.slipway.bench;

import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A session that has done some work, so that there is something to go back to.
///
/// @param turns each of which wrote a file
record Worked(SessionId session, List<TurnId> turns) {
    static final int TURNS = 3;

    static Worked on(Scene scene, RepositoryName repository) throws IOException, InterruptedException {
        SessionId session =
                ((SessionEvent.SessionCreated) scene.client().create(repository).event()).sessionId();
        scene.client().say(Client.subscribe(session));
        List<TurnId> turns = new ArrayList<>();
        for (int i = 0; i < TURNS; i++) {
            String content = "{\\\"path\\\":\\\"note.txt\\\",\\\"content\\\":\\\"Turn " + i + "\\\"}";
            scene.model().answers(Replies.inTurn(Replies.tool("write", content), Replies.text("Done.")));
            scene.client().prompt(session, "Go on.");
            turns.add(((SessionEvent.TurnFinished) scene.client()
                            .awaitEvent(SessionEvent.TurnFinished.class)
                            .event())
                    .turnId());
        }
        return new Worked(session, turns);
    }

    /// A model that runs one command in each turn.
    static ModelServer.Answer commanding() {
        return Replies.inTurn(Replies.tool("bash", "{\\\"command\\\":\\\"cat note.txt\\\"}"), Replies.text("Done."));
    }
}
