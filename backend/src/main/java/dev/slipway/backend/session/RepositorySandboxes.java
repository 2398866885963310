package dev.slipway.backend.session;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.egress.Gate;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.CommitBounds;
import dev.slipway.backend.git.CommitRequest;
import dev.slipway.backend.git.Committed;
import dev.slipway.backend.git.Delivered;
import dev.slipway.backend.git.Delivery;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.WorkspaceCommit;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.image.EnvironmentLimits;
import dev.slipway.backend.image.Images;
import dev.slipway.backend.image.PoolPolicy;
import dev.slipway.backend.image.SandboxFiles;
import dev.slipway.backend.image.ServedSandbox;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.SystemRoot;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Sandboxes over bases of repositories; what they changed becomes commits. Thread-safe.
public final class RepositorySandboxes implements Sandboxes {
    private static final int MOST_CANDIDATES = 20_000;
    /// What a sandbox may write however much its session's layers hold.
    private static final long LEAST_DISK = 64L << 20;

    private final SandboxEngine engine;
    private final Grounds grounds;
    private final Snapshots snapshots;
    private final Repositories repositories;
    private final Function<SessionId, Path> folders;
    private final Limits limits;
    private final Outside outside;
    private final Clock clock;

    /// @param folders where a session keeps its things
    public RepositorySandboxes(
            SandboxEngine engine,
            Bases bases,
            Images images,
            Snapshots snapshots,
            Repositories repositories,
            Function<SessionId, Path> folders,
            Limits limits,
            Outside outside,
            Clock clock) {
        this.engine = engine;
        this.grounds = new Grounds(bases, images, repositories, folders);
        this.snapshots = snapshots;
        this.repositories = repositories;
        this.folders = folders;
        this.limits = limits;
        this.outside = outside;
        this.clock = clock;
    }

    @Override
    public Sandbox start(SessionId session, SessionFacts facts, Outward outward, Consumer<String> doing)
            throws InterruptedException {
        SessionCreated created = facts.creation();
        Place place = Place.of(created);
        Supplier<Gate> gate = () -> outside.gate(created.repository(), outward);
        Optional<Readable> readable = hasFiles(session) ? Optional.empty() : grounds.readable(place);
        return readable.isPresent()
                ? readable.get()
                        .begin(
                                engine,
                                session,
                                folders.apply(session).resolve(SessionFiles.PASSING),
                                limits,
                                () -> start(place, wanted(facts), gate, what -> {}))
                : start(place, wanted(facts), gate, doing);
    }

    /// Starts a sandbox for a session that isn't there yet. Blocks.
    Sandbox start(Place place, LateOutward outward) throws InterruptedException {
        Supplier<Gate> gate = () -> outside.gate(place.repository(), outward);
        return start(place, Snapshots.Wanted.AS_IT_IS, gate, what -> {});
    }

    private Sandbox start(Place place, Snapshots.Wanted files, Supplier<Gate> gate, Consumer<String> doing)
            throws InterruptedException {
        Environment environment = grounds.of(place).environment();
        List<Path> layers = new ArrayList<>(grounds.system(environment));
        SystemRoot root = layers.isEmpty() ? SystemRoot.host : SystemRoot.layers;
        layers.addAll(grounds.layers(place, doing));
        doing.accept("Starting the sandbox");
        Path state = stateFolder(place.session());
        Snapshots.Own own = snapshots.own(state, files);
        layers.addAll(own.layers());
        Limits all = EnvironmentLimits.of(environment, limits);
        Limits left = all.withDisk(Math.max(LEAST_DISK, all.diskBytes() - own.bytes()));
        SandboxSpec spec =
                new SandboxSpec("s-" + place.session(), layers, state, left, environment.variables()).with(root);
        return ServedSandbox.with(outside.start(engine, spec, gate.get()), environment.services());
    }

    /// What a session on this commit that begins now would stand on.
    PoolPolicy.Kind kind(RepositoryName repository, String commit) {
        return new PoolPolicy.Kind(
                repository, commit, grounds.image(repository, commit).stack());
    }

    /// Lays out the base that a session on this commit would get. Blocks.
    void prepare(RepositoryName repository, Base base) throws InterruptedException {
        grounds.prepare(repository, base);
    }

    /// The keys of all layers that sessions stand on.
    ///
    /// @param sessions their folders
    public static Set<String> layersOf(Collection<Path> sessions) {
        return Grounds.needed(sessions);
    }

    @Override
    public Web.Page read(SessionCreated created, Outward outward, String url) throws InterruptedException, Web.NotRead {
        return outside.read(created.repository(), outward, url);
    }

    @Override
    public boolean hasFiles(SessionId session) {
        return Files.exists(stateFolder(session));
    }

    @Override
    public long diskBytes(SessionId session) {
        Path state = stateFolder(session);
        return snapshots.bytes(state) + engine.extent(SandboxSpec.upper(state)).bytes();
    }

    @Override
    public String facts(SessionCreated created) {
        return "Repository: " + created.repository() + ", at " + created.base() + " (commit " + created.baseCommit()
                + "), checked out in /workspace. " + outside.facts(created.repository())
                + " Changes are committed by Slipway at the end of"
                + " each turn, on a branch of their own; you need not commit."
                + EnvironmentFacts.of(grounds.of(Place.of(created)));
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
    public Limits limits(SessionCreated created) {
        // Its repository may not be here.
        if (created.importedFrom() != null) return limits;
        return EnvironmentLimits.of(grounds.of(Place.of(created)).environment(), limits);
    }

    @Override
    public List<SessionEvent> commit(Session session, RunningTurn turn, @Nullable String subject, Source sandbox)
            throws InterruptedException {
        SessionFacts facts = session.facts();
        List<Path> own = new ArrayList<>(
                snapshots.own(stateFolder(session.id()), wanted(facts)).layers());
        own.add(SandboxSpec.upper(stateFolder(session.id())));
        List<Candidate> candidates = engine.candidates(own, MOST_CANDIDATES);
        if (candidates.isEmpty() && facts.tip() == null) return List.of();
        SessionCreated created = facts.creation();
        Mirror mirror = repositories.find(created.repository());
        SessionEvent.CommitMade tip = facts.tip();
        CommitRequest request = new CommitRequest(
                session.id(),
                turn.started().turnId(),
                facts.line().next(facts.title(), session.id()),
                created.baseCommit(),
                tip == null ? created.baseCommit() : tip.commit(),
                turn.prompt().author(),
                turn.others(),
                message(turn, subject));
        Committed committed = new WorkspaceCommit(mirror, CommitBounds.DEFAULT, clock)
                .make(request, SandboxFiles.candidates(candidates), new SandboxFiles(sandbox.sandbox()));
        return told(turn, committed, mirror);
    }

    @Override
    public Snapshots.Taken snapshot(SessionId session, SessionFacts facts, Snapshots.Live live)
            throws InterruptedException {
        return snapshots.take(stateFolder(session), wanted(facts), live);
    }

    @Override
    public void keep(SessionId session, SessionFacts facts) {
        snapshots.keep(stateFolder(session), wanted(facts));
    }

    @Override
    public boolean holds(SessionId session, SnapshotId snapshot) {
        return snapshots.holds(stateFolder(session), snapshot);
    }

    @Override
    public void fork(SessionId parent, SnapshotId snapshot, SessionId child, SessionFacts facts) {
        Set<SnapshotId> past = facts.tally().turns().stream()
                .flatMap(turn -> Optional.ofNullable(turn.snapshot()).stream())
                .collect(Collectors.toSet());
        grounds.inherit(parent, child);
        try {
            snapshots.fork(stateFolder(parent), snapshot, stateFolder(child), past, wanted(facts));
        } catch (IOException e) {
            throw new Refused(ErrorCode.storage_failed, "The session's files can't be taken over: " + e.getMessage());
        }
    }

    /// Deletes the layers that no session needs any more. Blocks.
    ///
    /// @param sessions all that there are
    void sweep(Supplier<List<String>> sessions) {
        snapshots.sweep(() -> sessions.get().stream()
                .map(id -> stateFolder(new SessionId(id)))
                .toList());
    }

    /// The undo that the files have to follow.
    private static Snapshots.Wanted wanted(SessionFacts facts) {
        SessionEvent.TurnsUndone undo = facts.undo();
        if (undo == null) return Snapshots.Wanted.AS_IT_IS;
        TurnId to = undo.toTurnId();
        SnapshotId files =
                to == null ? null : facts.tally().turn(to).orElseThrow().snapshot();
        return new Snapshots.Wanted(undo.requestId().value(), files);
    }

    private List<SessionEvent> told(RunningTurn turn, Committed committed, Mirror mirror) throws InterruptedException {
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

    private Path stateFolder(SessionId session) {
        return folders.apply(session).resolve("workspace");
    }

    /// The agent's word for it, else the person's own.
    private static String message(RunningTurn turn, @Nullable String subject) {
        return subject == null || subject.isBlank()
                ? SessionPolicy.titleOf(turn.prompt().text())
                : subject;
    }
}
