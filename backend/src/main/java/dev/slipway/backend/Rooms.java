package dev.slipway.backend;

import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.budget.Budget;
import dev.slipway.backend.config.Configuration;
import dev.slipway.backend.egress.Egress;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.git.SampleRepository;
import dev.slipway.backend.image.Bases;
import dev.slipway.backend.image.Environments;
import dev.slipway.backend.image.ImageParts;
import dev.slipway.backend.image.ImageReport;
import dev.slipway.backend.image.Images;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.Prices;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.search.SearchIndex;
import dev.slipway.backend.session.Backup;
import dev.slipway.backend.session.Board;
import dev.slipway.backend.session.BuildsOutside;
import dev.slipway.backend.session.Exports;
import dev.slipway.backend.session.ImageTelling;
import dev.slipway.backend.session.Imports;
import dev.slipway.backend.session.Keeping;
import dev.slipway.backend.session.Meter;
import dev.slipway.backend.session.OpenSessions;
import dev.slipway.backend.session.Outside;
import dev.slipway.backend.session.Overview;
import dev.slipway.backend.session.Pool;
import dev.slipway.backend.session.Refused;
import dev.slipway.backend.session.Repositories;
import dev.slipway.backend.session.RepositoryImages;
import dev.slipway.backend.session.RepositorySandboxes;
import dev.slipway.backend.session.Search;
import dev.slipway.backend.session.SessionModels;
import dev.slipway.backend.session.Sessions;
import dev.slipway.backend.session.Spending;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.HomeLock;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.DoctorReport.ImageRoom;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rooms below the sessions, opened over one state folder and joined.
record Rooms(
        Lanes lanes,
        Lane boardLane,
        LogFile index,
        Board board,
        SessionFiles files,
        Mirrors mirrors,
        Bases bases,
        Images images,
        Repositories repositories,
        RepositoryImages repositoryImages,
        SandboxEngine engine,
        Limits limits,
        Outside outside,
        SearchIndex searchIndex,
        Path home) {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);
    private static final int STORE_THREADS = 4;

    static Rooms open(Configuration configuration, Map<String, String> environment, Closing closing) {
        try {
            return opened(configuration, environment, closing);
        } catch (DamagedLog | StorageFailed | UncheckedIOException e) {
            throw new CannotStart(
                    "The state folder " + configuration.home() + " can't be used as it is. " + e.getMessage());
        }
    }

    private static Rooms opened(Configuration configuration, Map<String, String> environment, Closing closing) {
        Path home = configuration.home();
        closing.later(HomeLock.take(home).orElseThrow(() -> taken(home)));
        Clock clock = Clock.systemUTC();
        Lanes lanes = closing.later(new Lanes(STORE_THREADS));
        Lane boardLane = lanes.lane();
        LogFile index = boardLane.call(() -> LogFile.openOrAnew(home.resolve("index.db"), clock));
        EventLog boardLog = boardLane.call(() -> EventLog.open(index, boardLane, null));
        closing.later(boardLog);
        Board board = new Board(boardLane, boardLog);
        SessionFiles files = closing.later(SessionFiles.open(home, clock));
        Mirrors mirrors = closing.later(new Mirrors(home.resolve("repos"), environment));
        SandboxEngine engine = closing.later(Engines.open(configuration));
        Outside outside = new Outside(
                closing.later(Egress.open(home.resolve("secrets"), home.resolve("egress"))), configuration::grants);
        Bases bases = closing.later(new Bases(home.resolve("layers"), engine));
        bases.sweep();
        ImageTelling telling = new ImageTelling(board);
        Limits limits = Engines.limits(configuration);
        ImageParts parts = parts(engine, mirrors, bases, outside, configuration);
        Images images = closing.later(images(home, parts, telling, files, configuration.images()));
        return new Rooms(
                lanes,
                boardLane,
                index,
                board,
                files,
                mirrors,
                bases,
                images,
                new Repositories(mirrors, images, board),
                new RepositoryImages(images, mirrors, board, telling),
                engine,
                limits,
                outside,
                closing.later(searchIndex(home, files, board)),
                home);
    }

    /// Told of whatever happens to sessions.
    static SearchIndex searchIndex(Path home, SessionFiles files, Board board) {
        SearchIndex search = new SearchIndex(home, files, (id, what) -> board.damaged(new SessionId(id), what));
        board.witness(new Board.Witness() {
            @Override
            public void changed(SessionId session) {
                search.changed(session.value());
            }

            @Override
            public void deleted(SessionId session) {
                search.deleted(session.value());
            }
        });
        return search;
    }

    private static CannotStart taken(Path home) {
        return new CannotStart("Another backend uses " + home
                + " already. `slipway status` tells of it; SLIPWAY_HOME chooses another state folder.");
    }

    private static ImageParts parts(
            SandboxEngine engine, Mirrors mirrors, Bases bases, Outside outside, Configuration configuration) {
        Limits limits = Engines.limits(configuration);
        BuildsOutside sandboxes = new BuildsOutside(engine, outside, limits);
        Environments environments = environments(configuration, outside, limits);
        return new ImageParts(engine, mirrors, bases, sandboxes, environments, Clock.systemUTC());
    }

    static Images images(
            Path home, ImageParts parts, ImageTelling telling, SessionFiles files, Configuration.Images most) {
        Images.Room room = new Images.Room(most.diskBytes(), most.builds());
        return new Images(home, parts, telling, () -> needed(files), room);
    }

    private static Environments environments(Configuration configuration, Outside outside, Limits limits) {
        Environment.Amount most =
                new Environment.Amount(limits.memoryBytes(), limits.cpus(), limits.processes(), limits.diskBytes());
        return new Environments(configuration.environments(), outside::opened, most);
    }

    /// The layers that sessions stand on, and those that may come.
    private static Set<String> needed(SessionFiles files) {
        return RepositorySandboxes.layersOf(
                files.folders().stream().map(files::folder).toList());
    }

    RepositorySandboxes sandboxes(Clock clock) {
        return new RepositorySandboxes(
                engine,
                bases,
                images,
                new Snapshots(home.resolve("layers"), engine),
                repositories,
                id -> files.folder(id.value()),
                limits,
                outside,
                clock);
    }

    Pool pool(RepositorySandboxes sandboxes, int most, Clock clock) {
        return new Pool(sandboxes, files, board, repositories, most, clock);
    }

    OpenSessions sessions(
            SessionModels models,
            Function<LanguageModel, AgentLoop> loops,
            RepositorySandboxes sandboxes,
            Clock clock,
            Meter meter,
            Budget budget) {
        return OpenSessions.of(files, index, lanes, boardLane, board, models, loops, sandboxes, clock, meter, budget);
    }

    Overview overview(Sessions sessions, Prices prices, Budget budget) {
        return new Overview(
                new Search(searchIndex, board, sessions.gate()),
                new Spending(searchIndex, board, sessions.gate(), prices, budget));
    }

    DoctorReport doctor() {
        ImageReport report = images.report();
        return Doctor.report(
                engine.capabilities(),
                SoundSessions.known(board.sessions().size(), board.damaged()).finding(),
                new ImageRoom(report.diskBytes(), report.diskLimitBytes()));
    }

    Keeping keeping(Sessions sessions, OpenSessions open) {
        Clock clock = Clock.systemUTC();
        return new Keeping(
                new Backup(home, files, mirrors, lanes),
                new Exports(sessions, files, Backend.VERSION, clock),
                new Imports(sessions, open, files, lanes, clock));
    }

    /// Shows the repositories that are known, and adds those of the configuration; where there is none at all,
    /// a sample.
    void showRepositories(List<String> configured) {
        repositories.showAll();
        images.begin();
        configured.forEach(this::add);
        if (!mirrors.all().isEmpty()) return;
        Path sample = home.resolve("sample");
        try {
            SampleRepository.create(sample);
        } catch (GitRefused e) {
            LOG.warn("the sample repository could not be made: {}", e.getMessage());
            return;
        }
        add(sample.toString());
    }

    private void add(String location) {
        try {
            repositories.add(new RepositoryCommand.AddRepository(RequestId.fresh(), location, null));
        } catch (Refused e) {
            LOG.warn("repository {}: {}", location, e.getMessage());
        }
    }
}
