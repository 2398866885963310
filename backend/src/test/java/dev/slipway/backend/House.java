package dev.slipway.backend;

import dev.slipway.backend.agent.AgentClock;
import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.budget.Budget;
import dev.slipway.backend.budget.Caps;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.http.About;
import dev.slipway.backend.http.Api;
import dev.slipway.backend.http.Server;
import dev.slipway.backend.metrics.Metrics;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Prices;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.sandbox.FakeEngine;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.session.Answer;
import dev.slipway.backend.session.Keeping;
import dev.slipway.backend.session.OpenSessions;
import dev.slipway.backend.session.Overview;
import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.RepositorySandboxes;
import dev.slipway.backend.session.SessionModels;
import dev.slipway.backend.session.Sessions;
import dev.slipway.backend.ws.Sockets;
import dev.slipway.client.LocalBackend;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.json.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;

/// A backend in this process, for tests: real files, real sessions, real edges on a free port; sandboxes that
/// isolate nothing, and the test's own model.
public final class House implements AutoCloseable {
    public static final String TOKEN = "0123456789abcdef".repeat(4);

    private static final Prices PRICES = Prices.with(Map.of());
    private static final Logger HELIDON = Logger.getLogger("io.helidon");

    private final Path root;
    private final Closing closing = new Closing();
    private final Rooms rooms;
    private final Budget budget;
    private final OpenSessions open;
    private final Pool pool;
    private final People people;
    private final Sessions sessions;
    private final Metrics metrics = new Metrics();
    private final Keeping keeping;
    private final Api api;
    private final String url;

    private House(
            Path root, LanguageModel model, SandboxEngine engine, Supplier<Grants> granted, Caps caps, Clock clock)
            throws IOException {
        this.root = root;
        HELIDON.setLevel(Level.WARNING);
        Path home = root.resolve("state");
        Path gitconfig = root.resolve(".gitconfig");
        Files.createDirectories(home);
        if (!Files.exists(gitconfig)) Files.writeString(gitconfig, "[user]\n\tname = Ada\n\temail = ada@example.org\n");
        rooms = HouseRooms.open(root, home, closing, engine, granted, clock);
        SessionModels models = id -> {
            if (id == null || id.equals(model.id())) return model;
            throw new Refused(ErrorCode.invalid_message, "There is no model " + id + " here.");
        };
        Toolbox tools = Toolbox.standard();
        people = new People(home, TOKEN, clock);
        RepositorySandboxes sandboxes = rooms.sandboxes(clock);
        budget = Budget.of(caps, rooms.searchIndex(), PRICES, clock.withZone(ZoneId.systemDefault()));
        open = closing.later(rooms.sessions(
                models, m -> new AgentLoop(m, tools, agentClock(clock)), sandboxes, clock, metrics, budget));
        pool = closing.later(rooms.pool(sandboxes, 1, clock));
        sessions =
                new Sessions(open, rooms.board(), rooms.repositories(), rooms.repositoryImages(), pool, models, people);
        keeping = rooms.keeping(sessions, open);
        Sockets sockets = sockets(model);
        api = api(model, sockets);
        url = "http://127.0.0.1:" + listen(sockets).port();
    }

    private Sockets sockets(LanguageModel model) {
        return closing.later(new Sockets(sessions, people, caller -> Backend.welcome(caller, people, rooms, model)));
    }

    private Api api(LanguageModel model, Sockets sockets) {
        ModelChoices choices =
                new ModelChoices(model.id(), List.of(new ModelChoices.Choice(model.id(), model.rehearsal())));
        About about = new About(
                this::url,
                () -> Map.of("sockets", sockets.greeted()),
                () -> choices,
                rooms::doctor,
                pool,
                new Readiness(home(), open::isRecovered)::now,
                metrics::text);
        Api made = new Api(sessions, people, overview(), keeping, about, () -> {});
        metrics.look(new Metrics.Looks(
                rooms.board()::sessions, open::sandboxes, pool::figures, sockets::greeted, made::following));
        return made;
    }

    private Server listen(Sockets sockets) {
        return closing.later(Server.start(0, null, new Server.Edges(api::setup, sockets::routing, Sockets.protocol())));
    }

    /// Ready, and all that an earlier one left has been looked through.
    public static House open(Path root, LanguageModel model) throws IOException {
        return open(root, model, new FakeEngine());
    }

    /// With sandboxes of the given kind, which it closes.
    public static House open(Path root, LanguageModel model, SandboxEngine engine) throws IOException {
        return open(root, model, engine, () -> Grants.NONE);
    }

    /// @param granted what is opened on the network, to all repositories
    public static House open(Path root, LanguageModel model, SandboxEngine engine, Supplier<Grants> granted)
            throws IOException {
        return recovered(new House(root, model, engine, granted, Caps.NONE, Clock.systemUTC()));
    }

    /// With bounds to what is spent.
    public static House open(Path root, LanguageModel model, Caps caps) throws IOException {
        return recovered(new House(root, model, new FakeEngine(), () -> Grants.NONE, caps, Clock.systemUTC()));
    }

    /// Whose days and hours are those of that clock.
    public static House open(Path root, LanguageModel model, Clock clock) throws IOException {
        return recovered(new House(root, model, new FakeEngine(), () -> Grants.NONE, Caps.NONE, clock));
    }

    private static House recovered(House house) {
        house.recover();
        return house;
    }

    private static AgentClock agentClock(Clock clock) {
        return new AgentClock() {
            @Override
            public Instant now() {
                return clock.instant();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                AgentClock.SYSTEM.sleep(duration);
            }
        };
    }

    /// Ready for clients, as a backend is right after its start.
    public static House unrecovered(Path root, LanguageModel model) throws IOException {
        return new House(root, model, new FakeEngine(), () -> Grants.NONE, Caps.NONE, Clock.systemUTC());
    }

    public void recover() {
        rooms.repositories().showAll();
        open.recover();
        rooms.searchIndex().begin();
    }

    public String url() {
        return url;
    }

    public LocalBackend backend() {
        return new LocalBackend(url, ProcessHandle.current().pid(), "test", TOKEN);
    }

    public Api api() {
        return api;
    }

    public Overview overview() {
        return rooms.overview(sessions, PRICES, budget);
    }

    public Keeping keeping() {
        return keeping;
    }

    public People people() {
        return people;
    }

    public Sessions sessions() {
        return sessions;
    }

    /// Which keeps nothing waiting before it is told to begin.
    public Pool pool() {
        return pool;
    }

    public OpenSessions open() {
        return open;
    }

    public Path home() {
        return root.resolve("state");
    }

    /// A person's repository, made the first time.
    public GitRepository project() throws IOException {
        Path folder = root.resolve("project");
        return Files.exists(folder) ? new GitRepository(folder) : GitRepository.withCommit(folder);
    }

    public RepositoryName repository() throws IOException {
        sessions.repositories()
                .add(new RepositoryCommand.AddRepository(
                        RequestId.fresh(), project().folder().toString(), null));
        return new RepositoryName("project");
    }

    public SessionId session() throws IOException {
        return sessions.create(
                        Caller.OPERATOR, new ClientMessage.CreateSession(RequestId.fresh(), repository(), null, null))
                .session();
    }

    /// A session whose base is laid out, so that nobody writes any more once this house is closed.
    public SessionId preparedSession() throws IOException {
        SessionId session = session();
        awaitPrepared();
        return session;
    }

    /// Waits for the one base that a session was made on.
    public void awaitPrepared() {
        Path layers = home().resolve("layers");
        Awaitility.await("the base is laid out").atMost(Duration.ofSeconds(60)).until(() -> {
            try (var all = Files.list(layers)) {
                List<String> names = all.map(f -> f.getFileName().toString()).toList();
                return !names.isEmpty() && names.stream().noneMatch(name -> name.startsWith("."));
            }
        });
    }

    public void prompt(SessionId session, String text) {
        sessions.submit(Caller.OPERATOR, new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, null));
    }

    /// A file of that name, given to the session.
    public Attachment attach(SessionId session, String name, byte[] content) {
        return sessions.attach(session, name, null, new ByteArrayInputStream(content));
    }

    /// Gives the session a prompt with attachments.
    ///
    /// @return the prompt as it waits
    public SessionEvent.PromptQueued prompt(SessionId session, String text, List<AttachmentId> attachments) {
        Answer answer = sessions.submit(
                Caller.OPERATOR,
                new ClientMessage.SubmitPrompt(RequestId.fresh(), session, text, null, null, attachments, null));
        return (SessionEvent.PromptQueued) Json.read(answer.entry().json(), SessionEvent.class);
    }

    /// How the session's turns ended, in order.
    public List<SessionEvent.TurnFinished> finished(SessionId session) {
        return sessions.log(session).read(0, 100_000).stream()
                .map(entry -> Json.read(entry.json(), SessionEvent.class))
                .filter(SessionEvent.TurnFinished.class::isInstance)
                .map(SessionEvent.TurnFinished.class::cast)
                .toList();
    }

    @Override
    public void close() {
        closing.close();
    }
}
