package dev.slipway.backend.session;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.egress.DoorVariables;
import dev.slipway.backend.egress.Gate;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Branches;
import dev.slipway.backend.git.CommitBounds;
import dev.slipway.backend.git.CommitRequest;
import dev.slipway.backend.git.Committed;
import dev.slipway.backend.git.Delivered;
import dev.slipway.backend.git.Delivery;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.WorkspaceCommit;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.image.PreparedBase;
import dev.slipway.backend.image.SandboxFiles;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Sandboxes over bases of repositories; what they changed becomes commits. Thread-safe.
public final class RepositorySandboxes implements Sandboxes {
    private static final int MOST_CANDIDATES = 20_000;

    private final SandboxEngine engine;
    private final Bases bases;
    private final Repositories repositories;
    private final Function<SessionId, Path> folders;
    private final Limits limits;
    private final Outside outside;
    private final Clock clock;

    /// @param folders where a session keeps its things
    public RepositorySandboxes(
            SandboxEngine engine,
            Bases bases,
            Repositories repositories,
            Function<SessionId, Path> folders,
            Limits limits,
            Outside outside,
            Clock clock) {
        this.engine = engine;
        this.bases = bases;
        this.repositories = repositories;
        this.folders = folders;
        this.limits = limits;
        this.outside = outside;
        this.clock = clock;
    }

    @Override
    public Sandbox start(SessionId session, SessionCreated created, Outward outward, Consumer<String> doing)
            throws InterruptedException {
        PreparedBase base = base(created, doing);
        doing.accept("Starting the sandbox");
        Gate gate = outside.gate(created.repository(), outward);
        try {
            Sandbox sandbox = engine.start(new SandboxSpec(
                            "s-" + session, base.lowerLayers(), stateFolder(session), limits, DoorVariables.ALL)
                    .with(new SandboxSpec.Egress(gate.socket(), outside.egress().trust())));
            Thread.ofVirtual().name("gate-" + session).start(() -> closeAfter(sandbox, gate));
            return sandbox;
        } catch (InterruptedException | RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    @Override
    public Web.Page read(SessionCreated created, Outward outward, String url) throws InterruptedException, Web.NotRead {
        return outside.read(created.repository(), outward, url);
    }

    private static void closeAfter(Sandbox sandbox, Gate gate) {
        try (gate) {
            sandbox.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean hasFiles(SessionId session) {
        return Files.exists(stateFolder(session));
    }

    @Override
    public long diskBytes(SessionId session) {
        return engine.extent(SandboxSpec.upper(stateFolder(session))).bytes();
    }

    @Override
    public String facts(SessionCreated created) {
        return "Repository: " + created.repository() + ", at " + created.base() + " (commit " + created.baseCommit()
                + "), checked out in /workspace. " + outside.facts(created.repository())
                + " Changes are committed by Slipway at the end of"
                + " each turn, on a branch of their own; you need not commit.";
    }

    @Override
    public @Nullable String agentsFile(SessionCreated created) {
        return repositories
                .find(created.repository())
                .agentsFile(created.baseCommit())
                .orElse(null);
    }

    @Override
    public List<String> degraded() {
        return engine.capabilities().degraded();
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public List<SessionEvent> commit(
            Session session, SessionFacts.RunningTurn turn, @Nullable String subject, Source sandbox)
            throws InterruptedException {
        List<Candidate> candidates =
                engine.candidates(List.of(SandboxSpec.upper(stateFolder(session.id()))), MOST_CANDIDATES);
        SessionFacts facts = session.facts();
        if (candidates.isEmpty() && facts.tip() == null) return List.of();
        SessionCreated created = facts.creation();
        Mirror mirror = repositories.find(created.repository());
        CommitRequest request = new CommitRequest(
                session.id(),
                turn.started().turnId(),
                branchOf(facts, session.id()),
                created.baseCommit(),
                turn.prompt().author(),
                List.of(),
                message(turn, subject));
        Committed committed = new WorkspaceCommit(mirror, CommitBounds.DEFAULT, clock)
                .make(request, SandboxFiles.candidates(candidates), new SandboxFiles(sandbox.sandbox()));
        return told(turn, committed, mirror);
    }

    private List<SessionEvent> told(SessionFacts.RunningTurn turn, Committed committed, Mirror mirror)
            throws InterruptedException {
        String commit = committed.commit();
        if (commit == null) return List.of();
        Delivered delivered = new Delivery(mirror).deliver(committed.branch());
        List<String> notices = new ArrayList<>(committed.notices());
        if (delivered.notice() != null) notices.add(delivered.notice());
        String notice = notices.isEmpty() ? null : String.join("\n", notices);
        return List.of(
                new SessionEvent.FilesChanged(turn.started().turnId(), committed.files()),
                new SessionEvent.CommitMade(
                        turn.started().turnId(),
                        commit,
                        committed.branch(),
                        committed.subject(),
                        delivered.bringCommand(),
                        notice));
    }

    private PreparedBase base(SessionCreated created, Consumer<String> doing) throws InterruptedException {
        Mirror mirror = repositories.find(created.repository());
        Base base = new Base(created.base(), created.baseCommit());
        var ready = bases.find(created.repository(), created.baseCommit());
        if (ready.isPresent()) return ready.get();
        Preparations told = repositories.preparations();
        return bases.prepare(
                mirror,
                base,
                (what, howFar) -> doing.accept(what),
                making -> told.told(created.repository(), created.baseCommit(), making));
    }

    private Path stateFolder(SessionId session) {
        return folders.apply(session).resolve("workspace");
    }

    private static String branchOf(SessionFacts facts, SessionId session) {
        SessionEvent.CommitMade tip = facts.tip();
        return tip == null ? Branches.name(facts.title(), session) : tip.branch();
    }

    /// The agent's word for it, else the person's own.
    private static String message(SessionFacts.RunningTurn turn, @Nullable String subject) {
        return subject == null || subject.isBlank()
                ? SessionPolicy.titleOf(turn.prompt().text())
                : subject;
    }
}
