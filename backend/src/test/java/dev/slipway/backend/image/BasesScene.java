package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Branches;
import dev.slipway.backend.git.CommitBounds;
import dev.slipway.backend.git.CommitRequest;
import dev.slipway.backend.git.Committed;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.git.WorkspaceCommit;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Exit;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A project, its mirror, and the bases that an engine prepares of it.
abstract class BasesScene {
    private static final SessionId SESSION = new SessionId("session1");

    @TempDir
    Path temp;

    SandboxEngine engine;
    Mirrors mirrors;
    Bases bases;
    GitRepository project;
    private int sandboxes;

    abstract SandboxEngine engine();

    @BeforeEach
    void prepare() throws IOException {
        temp = temp.toRealPath();
        engine = engine();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        bases = new Bases(temp.resolve("layers"), engine);
        project = GitRepository.withCommit(temp.resolve("project"));
    }

    @AfterEach
    void close() {
        engine.close();
        mirrors.close();
    }

    Committed commit(PreparedBase prepared, SandboxSpec spec, Sandbox sandbox) throws InterruptedException {
        return commit(prepared, sandbox, engine.candidates(List.of(SandboxSpec.upper(spec.stateFolder())), 10_000));
    }

    Committed commit(PreparedBase prepared, Sandbox sandbox, List<Candidate> candidates) throws InterruptedException {
        CommitRequest request = new CommitRequest(
                SESSION,
                new TurnId("turn01"),
                Branches.name("x", SESSION),
                prepared.commit(),
                prepared.commit(),
                new Person("Ada", "ada@example.org"),
                List.of(),
                "Change");
        return new WorkspaceCommit(mirror(), CommitBounds.DEFAULT, InstantSource.system())
                .make(request, SandboxFiles.candidates(candidates), new SandboxFiles(sandbox));
    }

    Base base(String commit) {
        return new Base("main", commit);
    }

    Mirror mirror() throws InterruptedException {
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        return mirror;
    }

    PreparedBase prepared(Base base) throws InterruptedException {
        return bases.prepare(mirror(), base, Progress.NONE);
    }

    SandboxSpec spec(PreparedBase prepared) {
        String id = "session-" + sandboxes++;
        return new SandboxSpec(id, prepared.lowerLayers(), temp.resolve(id), Limits.DEFAULT, Map.of());
    }

    Sandbox session(PreparedBase prepared) throws InterruptedException {
        return engine.start(spec(prepared));
    }

    static String run(Sandbox sandbox, String script) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Exit exit = sandbox.run(Command.shell(script, Duration.ofMinutes(2)), output::writeBytes);
        String text = output.toString(StandardCharsets.UTF_8);
        assertThat(exit.code()).as("%s: %s", script, text).isZero();
        return text;
    }
}
