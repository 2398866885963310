package dev.slipway.backend;

import dev.slipway.backend.agent.AgentClock;
import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.budget.Budget;
import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.config.Team;
import dev.slipway.backend.http.About;
import dev.slipway.backend.http.Api;
import dev.slipway.backend.http.Server;
import dev.slipway.backend.metrics.Metrics;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Models;
import dev.slipway.backend.model.Prices;
import dev.slipway.backend.model.RehearsalModel;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.people.People;
import dev.slipway.backend.session.OpenSessions;
import dev.slipway.backend.session.Overview;
import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.RepositorySandboxes;
import dev.slipway.backend.session.Retention;
import dev.slipway.backend.session.SessionModels;
import dev.slipway.backend.session.Sessions;
import dev.slipway.backend.ws.Sockets;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// A running backend: everything made and joined, started, and closed in reverse.
public final class Backend implements AutoCloseable {
    public static final String VERSION = "0.1.0";

    private final Closing closing;
    private final String url;

    private Backend(Closing closing, String url) {
        this.closing = closing;
        this.url = url;
    }

    /// Ready for clients when it returns; unfinished turns go on beside.
    ///
    /// @param shutdown called when a client asks for the end
    /// @throws CannotStart with what to do
    public static Backend start(Configuration configuration, Map<String, String> environment, Runnable shutdown) {
        Closing closing = new Closing();
        try {
            return start(configuration, environment, shutdown, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static Backend start(
            Configuration configuration, Map<String, String> environment, Runnable shutdown, Closing closing) {
        long startedAt = System.nanoTime();
        Thread.ofPlatform().daemon().name("load").start(Backend::load);
        Rooms rooms = Rooms.open(configuration, environment, closing);
        Models models = models(configuration);
        Metrics metrics = new Metrics();
        SessionModels known = id -> known(models, id);
        Clock clock = Clock.systemUTC();
        RepositorySandboxes sandboxes = rooms.sandboxes(clock);
        Budget budget = budget(configuration, rooms);
        OpenSessions open = closing.later(sessions(rooms, known, sandboxes, metrics, budget));
        Pool pool = closing.later(rooms.pool(sandboxes, configuration.poolMost(), clock));
        BackendFile file = new BackendFile(configuration.home());
        People people = people(configuration, file);
        Sessions sessions =
                new Sessions(open, rooms.board(), rooms.repositories(), rooms.repositoryImages(), pool, known, people);
        LanguageModel byDefault = models.model(null);
        Sockets sockets = closing.later(new Sockets(sessions, people, who -> welcome(who, people, rooms, byDefault)));
        Retention retention = new Retention(sessions, configuration.retention(), clock);
        Status status = new Status(configuration, rooms, pool, sockets, byDefault, retention, startedAt);
        AtomicReference<String> url = new AtomicReference<>("");
        About about = new About(
                () -> outsideUrl(configuration, url.get()),
                status::now,
                models::choices,
                rooms::doctor,
                pool,
                new Readiness(configuration.home(), open::isRecovered)::now,
                metrics::text);
        Overview overview = rooms.overview(sessions, prices(configuration), budget);
        Api api = new Api(sessions, people, overview, rooms.keeping(sessions, open), about, shutdown);
        look(metrics, rooms, open, pool, sockets, api);
        Server server = closing.later(listen(configuration, api, sockets));
        url.set("http://127.0.0.1:" + server.port());
        announce(file, url.get(), closing);
        Thread.ofVirtual().name("after-start").start(afterStart(rooms, open, pool, byDefault, configuration, budget));
        whenQuiet(() -> tidy(open, retention, configuration), configuration.idle(), closing);
        return new Backend(closing, url.get());
    }

    private static void announce(BackendFile file, String url, Closing closing) {
        file.write(url, VERSION);
        closing.later(file::remove);
    }

    /// Where others reach this.
    private static String outsideUrl(Configuration configuration, String local) {
        return configuration.team().map(Team::url).orElse(local);
    }

    private static void load() {
        Metrics.load();
        Sockets.load();
    }

    private static OpenSessions sessions(
            Rooms rooms, SessionModels known, RepositorySandboxes sandboxes, Metrics metrics, Budget budget) {
        Toolbox tools = Toolbox.standard();
        return rooms.sessions(
                known,
                model -> new AgentLoop(model, tools, AgentClock.SYSTEM),
                sandboxes,
                Clock.systemUTC(),
                metrics,
                budget);
    }

    private static void look(Metrics metrics, Rooms rooms, OpenSessions open, Pool pool, Sockets sockets, Api api) {
        metrics.look(new Metrics.Looks(
                rooms.board()::sessions, open::sandboxes, pool::figures, sockets::greeted, api::following));
    }

    private static People people(Configuration configuration, BackendFile file) {
        try {
            return new People(configuration.home(), file.token(), Clock.systemUTC());
        } catch (UncheckedIOException e) {
            throw new CannotStart("Who may come in can't be read, so nobody is let in. " + e.getMessage());
        }
    }

    static ServerMessage.Welcome welcome(Caller caller, People people, Rooms rooms, LanguageModel byDefault) {
        return new ServerMessage.Welcome(
                ClientMessage.PROTOCOL,
                Optional.ofNullable(caller.person())
                        .or(rooms.repositories()::anyIdentity)
                        .orElse(null),
                VERSION,
                byDefault.id(),
                byDefault.rehearsal(),
                people.isTeam() ? caller.role() : null);
    }

    /// Each minute, or as often as a shorter time of quiet needs.
    private static void whenQuiet(Runnable action, Duration idle, Closing closing) {
        long periodMs = Math.clamp(idle.toMillis(), 500, 60_000);
        ScheduledExecutorService quiet = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("quiet-sessions").factory());
        quiet.scheduleWithFixedDelay(action, periodMs, periodMs, TimeUnit.MILLISECONDS);
        closing.later(quiet::shutdownNow);
    }

    private static void tidy(OpenSessions open, Retention retention, Configuration configuration) {
        open.closeQuiet(configuration.idle());
        retention.look();
    }

    public String url() {
        return url;
    }

    /// Interrupts turns, which go on after the next start, and ends everything. Blocks until it has ended.
    @Override
    public void close() {
        closing.close();
    }

    /// What need not be done before the first client is served.
    private static Runnable afterStart(
            Rooms rooms,
            OpenSessions open,
            Pool pool,
            LanguageModel model,
            Configuration configuration,
            Budget budget) {
        return () -> {
            open.recover();
            rooms.searchIndex().begin();
            rooms.showRepositories(configuration.repositories());
            pool.begin();
            model.warm();
            settle(rooms, budget);
        };
    }

    private static Budget budget(Configuration configuration, Rooms rooms) {
        return Budget.of(configuration.caps(), rooms.searchIndex(), prices(configuration), Clock.systemDefaultZone());
    }

    private static void settle(Rooms rooms, Budget budget) {
        try {
            rooms.searchIndex().awaitCaughtUp();
            budget.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Server listen(Configuration configuration, Api api, Sockets sockets) {
        Server.Edges edges = new Server.Edges(api::setup, sockets::routing, Sockets.protocol());
        Optional<Server.Outside> outside = configuration.team().map(Backend::outside);
        try {
            return Server.start(configuration.port(), outside.orElse(null), edges);
        } catch (Server.CannotListen e) {
            throw new CannotStart(
                    e.getMessage() + " Choose another port with --port, or `port:` and `team.listen:` in the"
                            + " configuration; or look at the certificate and key that `team:` names.");
        }
    }

    private static Server.Outside outside(Team team) {
        return new Server.Outside(team.host(), team.port(), team.certificate(), team.key());
    }

    private static Models models(Configuration configuration) {
        try {
            return Models.from(configuration.models(), new RehearsalModel(RehearsalModel.WATCHABLE));
        } catch (IllegalArgumentException e) {
            throw new CannotStart("The default model can't be used. " + e.getMessage());
        }
    }

    private static Prices prices(Configuration configuration) {
        return Prices.with(configuration.prices().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> price(e.getValue()))));
    }

    private static Prices.Price price(Configuration.Price told) {
        return new Prices.Price(told.input(), told.output(), told.cacheRead(), told.cacheWrite());
    }

    private static LanguageModel known(Models models, @org.jspecify.annotations.Nullable String id) {
        try {
            return models.model(id);
        } catch (IllegalArgumentException e) {
            throw new Refused(ErrorCode.invalid_message, String.valueOf(e.getMessage()));
        }
    }
}
