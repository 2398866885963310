package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.crash.BackendProcess;
import dev.slipway.backend.crash.PackedBackend;
import dev.slipway.backend.crash.Witness;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// A real backend in a process of its own, a client, and a person's repository.
public final class Scene implements AutoCloseable {
    private final PackedBackend packed;
    private final Path root;
    private final Map<String, String> settings;
    private final GitRepository project;
    private BackendProcess backend;
    private Witness witness;

    public Scene(Path root, Map<String, String> settings) throws IOException {
        this(PackedBackend.make(), root, settings);
    }

    Scene(PackedBackend packed, Path root, Map<String, String> settings) throws IOException {
        this.packed = packed;
        this.root = root;
        this.settings = settings;
        this.project = GitRepository.withCommit(root.resolve("project"));
        start();
    }

    public void start() throws IOException {
        backend = BackendProcess.start(packed, root, settings);
        witness = new Witness(backend.backend());
    }

    public void end() {
        witness.close();
        backend.close();
    }

    public void kill() {
        backend.kill();
        witness.close();
    }

    public GitRepository project() {
        return project;
    }

    public Witness witness() {
        return witness;
    }

    public BackendProcess backend() {
        return backend;
    }

    public RepositoryName add(String location) {
        ServerMessage answer = witness.ask(new RepositoryCommand.AddRepository(RequestId.fresh(), location, null));
        return ((BoardEvent.RepositoryAdded) ((ServerMessage.Board) answer).event())
                .repository()
                .name();
    }

    public SessionId create() {
        return create(add(project.folder().toString()));
    }

    SessionId create(RepositoryName name) {
        Logged created = (Logged) witness.ask(new ClientMessage.CreateSession(RequestId.fresh(), name, null, null));
        witness.follow(created.sessionId());
        return created.sessionId();
    }

    public void prompt(SessionId session, String text) {
        Logged queued =
                (Logged) witness.ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, null));
        assertThat(queued.event()).isInstanceOf(SessionEvent.PromptQueued.class);
    }

    /// The event of this kind that came last, once there are so many.
    public <E extends SessionEvent> E await(Class<E> kind, int count) {
        witness.await(count + " × " + kind.getSimpleName(), w -> w.count(kind) >= count);
        return witness.last(kind);
    }

    @Override
    public void close() {
        witness.close();
        backend.close();
    }
}
