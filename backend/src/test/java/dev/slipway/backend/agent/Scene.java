package dev.slipway.backend.agent;

import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.FakeSandbox;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/// A session with one prompt, its workspace on this machine, and what it takes to run its turn.
final class Scene implements AutoCloseable {
    static final Person ADA = new Person("Ada", "ada@example.org");
    final SessionId sessionId = SessionId.fresh();
    final TurnId turnId = TurnId.fresh();
    final List<SessionEvent> history = new ArrayList<>();
    final ManualClock clock = new ManualClock();
    final FakeSandbox sandbox;
    final FakeEngine engine = new FakeEngine();
    AttachmentSource attachments = AttachmentSource.NONE;
    private final Path folder;

    Scene(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve("tmp"));
        this.sandbox = another();
        prompt("Greet the world", turnId);
    }

    /// The session's sandbox, started anew over the same files.
    FakeSandbox another() {
        return (FakeSandbox) engine.start(new SandboxSpec(
                "test",
                List.of(),
                folder.resolve("state"),
                Limits.DEFAULT,
                Map.of("TMPDIR", folder.resolve("tmp").toString())));
    }

    void prompt(String text, TurnId turn) {
        PromptId prompt = PromptId.fresh();
        history.add(new SessionEvent.PromptQueued(request(), prompt, ADA, text, null, null));
        history.add(new SessionEvent.TurnStarted(turn, prompt, "rehearsal", true, null));
    }

    static RequestId request() {
        return new RequestId(UUID.randomUUID().toString());
    }

    Path file(String name) {
        return sandbox.workspace().resolve(name);
    }

    TurnEnd run(LanguageModel model, Recorder recorder) throws InterruptedException {
        return run(model, recorder, () -> sandbox);
    }

    TurnEnd run(LanguageModel model, Recorder recorder, SandboxSource source) throws InterruptedException {
        return run(model, recorder, source, clock);
    }

    TurnEnd run(LanguageModel model, Recorder recorder, SandboxSource source, AgentClock time)
            throws InterruptedException {
        AgentLoop loop = new AgentLoop(model, Toolbox.standard(), time, new Random(7));
        TurnInput input =
                new TurnInput(sessionId, turnId, history, "The repository is `demo`.", null, attachments, source);
        return loop.run(input, recorder);
    }

    @Override
    public void close() {
        engine.close();
    }
}
