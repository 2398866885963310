package dev.slipway.backend.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A real backend whose prompts are commands, killed and started again, and what has to be there afterwards: the files
/// of each session are those of its newest commit that counts, and nothing half-made is left. One thread.
class KillScene implements AutoCloseable {
    private final PackedBackend packed;
    private final FakeVendor vendor;
    private final Path configuration;
    final Path root;
    final GitRepository project;
    BackendProcess backend;
    Witness witness;
    SessionId session;

    /// @param root a folder of its own
    KillScene(PackedBackend packed, Path root) throws IOException {
        this.packed = packed;
        this.root = root;
        this.vendor = new FakeVendor().always(Replies::working);
        this.configuration = root.resolve("slipway.yaml");
        configure("{}");
        this.project = GitRepository.withCommit(root.resolve("project"));
        project.write(".gitignore", "many-*\nout\n");
        project.commit("Ignore");
    }

    @Override
    public void close() throws IOException {
        if (witness != null) witness.close();
        if (backend != null) backend.close();
        vendor.close();
    }

    /// From the next start on.
    void configure(String yaml) throws IOException {
        Files.writeString(configuration, yaml);
    }

    Path state() {
        return root.resolve("state");
    }

    Path workspace() {
        return state().resolve("sessions/" + session + "/workspace");
    }

    void start() throws IOException {
        backend = BackendProcess.start(
                packed,
                root,
                Map.of("OPENAI_BASE_URL", vendor.url() + "/v1", "SLIPWAY_CONFIG", configuration.toString()));
        witness = new Witness(backend.backend());
    }

    /// Kills it, starts it again, and looks for what it left.
    void restart() throws IOException {
        backend.kill();
        Leftovers left = Leftovers.of(root, backend.pid());
        witness.close();
        start();
        if (session != null) witness.catchUp(session);
        left.assertSwept();
    }

    SessionId begun() {
        return created(new ClientMessage.CreateSession(RequestId.fresh(), added(), null, null));
    }

    void follow(SessionId other) {
        witness.close();
        witness = new Witness(backend.backend());
        session = other;
        witness.catchUp(session);
    }

    RepositoryName added() {
        ServerMessage answer = witness.ask(new RepositoryCommand.AddRepository(
                RequestId.fresh(), project.folder().toString(), null));
        return ((BoardEvent.RepositoryAdded) ((ServerMessage.Board) answer).event())
                .repository()
                .name();
    }

    SessionId created(ClientMessage.Command command) {
        return ((Logged) witness.ask(command)).sessionId();
    }

    /// Waits until all turns have ended, after one more if a prompt is given.
    void settle(SessionId of, String when, String prompt) {
        RequestId request = RequestId.fresh();
        if (prompt != null) witness.ask(new ClientMessage.SubmitPrompt(request, of, prompt, null, null));
        witness.await(
                when + ": the turns end",
                w -> w.count(SessionEvent.PromptQueued.class) > 0
                        && w.count(TurnFinished.class) == w.count(SessionEvent.PromptQueued.class)
                        && (prompt == null
                                || w.last(SessionEvent.PromptQueued.class)
                                        .requestId()
                                        .equals(request)));
    }

    /// The turns that count, in order.
    List<TurnId> live() {
        Set<TurnId> undone = witness.all(SessionEvent.TurnsUndone.class).stream()
                .reduce((a, b) -> b)
                .map(undo -> Set.copyOf(undo.undone()))
                .orElse(Set.of());
        return witness.all(TurnStarted.class).stream()
                .map(TurnStarted::turnId)
                .filter(turn -> !undone.contains(turn))
                .toList();
    }

    void check(SessionId of, String when) {
        settle(of, when, "cat log 2>/dev/null; echo; ls -d many-* 2>/dev/null | wc -l");
        assertThat(witness.last(TurnFinished.class).message()).as(when).isNull();
        List<TurnId> live = live();
        String expected = witness.all(CommitMade.class).stream()
                .filter(commit -> live.contains(commit.turnId()))
                .reduce((a, b) -> b)
                .map(commit -> project.git("show", commit.commit() + ":log"))
                .orElse("");
        assertThat(witness.last(SessionEvent.ToolFinished.class).output().strip())
                .as(when)
                .startsWith(expected);
        assertThat(witness.all(SessionEvent.SnapshotFailed.class)).as(when).isEmpty();
    }
}
