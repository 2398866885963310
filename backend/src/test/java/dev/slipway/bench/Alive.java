package dev.slipway.bench;

import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Many sandboxes that are there at once: what one more costs, and whether the others make it slower.
final class Alive implements Benchmark {
    private static final int WARM_UP = 5;
    private static final int AT_EACH_END = 30;

    @Override
    public String name() {
        return "alive";
    }

    @Override
    public String about() {
        return "200 sandboxes at once: time to the first command in one more, and the memory of each";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        try (Scene scene = Scene.open(stage)) {
            scene.workingSession();
            return new Crowded(stage, scene).measured();
        }
    }

    private final class Crowded {
        private final Stage stage;
        private final Scene scene;
        private final int most;
        private final int compared;

        Crowded(Stage stage, Scene scene) {
            this.stage = stage;
            this.scene = scene;
            this.most = stage.times(200, 60);
            this.compared = stage.times(AT_EACH_END, AT_EACH_END / 3);
        }

        List<Figure> measured() throws IOException, InterruptedException {
            scene.model()
                    .answers(Replies.inTurn(
                            Replies.tool("bash", "{\\\"command\\\":\\\"true\\\"}"), Replies.text("Done.")));
            for (int i = 0; i < WARM_UP; i++) scene.client().delete(started(new Samples()));
            BareSandbox bare = new BareSandbox(stage.folder("b"), Start.newestLayer(scene));
            Footprint before = Footprint.of(scene.backend());
            List<SessionId> sessions = new ArrayList<>();
            Samples first = new Samples();
            Samples last = new Samples();
            Samples firstBare = new Samples();
            Samples lastBare = new Samples();
            stage.say("starting " + most + " sandboxes that stay");
            while (sessions.size() < most) {
                boolean among = sessions.size() < compared;
                boolean late = sessions.size() >= most - compared;
                sessions.add(started(among ? first : late ? last : new Samples()));
                if (among || late) (among ? firstBare : lastBare).addNanos(bare.run());
            }
            stage.say("running a command in each");
            Samples again = new Samples();
            for (SessionId session : sessions) again.addNanos(command(session));
            Footprint after = Footprint.of(scene.backend());
            String beside = "bare commands: groups, overlay, ids, bwrap";
            return List.of(
                    Figure.of(name(), "first command, the first " + compared, first, beside, firstBare),
                    Figure.of(name(), "first command, the last " + compared + " of " + most, last, beside, lastBare),
                    Figure.of(name(), "a later command, prompt to result, all alive", again, "first command", first),
                    memory("its processes", after.processesKb() - before.processesKb()),
                    memory("the backend", after.backendKb() - before.backendKb()),
                    memory("what the machine has less", before.availableKb() - after.availableKb()),
                    Figure.alone(name(), "each has", "processes", each(after.processes() - before.processes())));
        }

        private Figure memory(String what, long kb) {
            return Figure.alone(name(), "memory of each: " + what, "kB", each(kb));
        }

        private Samples each(double all) {
            return Samples.of(all / most);
        }

        private SessionId started(Samples samples) throws IOException, InterruptedException {
            Client client = scene.client();
            long startedAt = System.nanoTime();
            client.say(new ClientMessage.CreateSession(RequestId.fresh(), scene.repository(), null, null));
            SessionId session = ((SessionEvent.SessionCreated)
                            client.awaitEvent(SessionEvent.SessionCreated.class).event())
                    .sessionId();
            client.say(Client.subscribe(session));
            samples.addNanos(ran(session) - startedAt);
            return session;
        }

        private long command(SessionId session) throws IOException, InterruptedException {
            long startedAt = System.nanoTime();
            return ran(session) - startedAt;
        }

        /// When its command's result came; its turn is over when this returns.
        private long ran(SessionId session) throws IOException, InterruptedException {
            Client client = scene.client();
            client.prompt(session, "Run a command.");
            Client.Heard ran = client.awaitEvent(SessionEvent.ToolFinished.class);
            client.awaitEvent(SessionEvent.TurnFinished.class);
            return ran.at();
        }
    }
}
