package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.agent.AgentClock;
import dev.slipway.backend.agent.AgentLoop;
import dev.slipway.backend.agent.tools.Toolbox;
import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.image.Snapshots;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.store.AttachmentFiles;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.protocol.ClientMessage.StopTurn;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.SnapshotId;
import dev.slipway.protocol.Usage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session whose disk or sandbox fails it.
class TurnTroubleTest {
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final SessionId ID = new SessionId("session1");

    @TempDir
    Path temp;

    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger committed = new AtomicInteger();
    private final CountDownLatch starting = new CountDownLatch(1);
    private final CountDownLatch prepared = new CountDownLatch(1);
    private Clock turnClock = Clock.systemUTC();
    private Lanes lanes;
    private Session session;

    @BeforeEach
    void open() {
        lanes = new Lanes(2);
        Lane boardLane = lanes.lane();
        Board board = new Board(boardLane, log("index.db", boardLane));
        Lane lane = lanes.lane();
        EventLog log = log("log.db", lane);
        Surroundings around = new Surroundings(
                Clock.systemUTC(),
                board,
                id -> new CountingModel(),
                (of, turn) -> new TurnRunner(
                        of,
                        turn,
                        CountingModel::new,
                        model -> new AgentLoop(model, Toolbox.standard(), AgentClock.SYSTEM),
                        turnClock,
                        Meter.NONE),
                of -> new Workspace(of, new SlowSandboxes()),
                Meter.NONE,
                new Purse(dev.slipway.backend.budget.Budget.NONE, id -> new CountingModel()));
        session = new Session(ID, log, lane, new Attachments(new AttachmentFiles(temp)), around, 0, SessionFacts.EMPTY);
        lane.call(() -> {
            SessionEvent created = new SessionEvent.SessionCreated(
                    RequestId.fresh(), ID, ADA, new RepositoryName("project"), "main", "0".repeat(40), "rehearsal");
            session.begin(List.of(created), List.of(Events.row(created)));
            return ID;
        });
    }

    @AfterEach
    void close() {
        prepared.countDown();
        session.close();
        lanes.close();
    }

    @Test
    void aTurnWhoseEndCannotBeWrittenEndsOnceThereIsRoomAndAsksNoModelMeanwhile() throws Exception {
        sql("CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.type NOT IN ('prompt_queued', 'turn_started',"
                + " 'title_changed') BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        prompt();
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> calls.get() > 0)).isTrue();
        assertThat(holdsWithin(Duration.ofSeconds(1), () -> calls.get() > 1)).isFalse();
        assertThat(session.facts().turn()).isNotNull();
        sql("DROP TRIGGER full");
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> session.facts().turn() == null))
                .isTrue();
        assertThat(session.facts().state()).isEqualTo(SessionState.failed);
        prompt();
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> session.facts().state() == SessionState.done))
                .isTrue();
    }

    @Test
    void whatATurnCameToIsToldOnceThereIsRoomForIt() throws Exception {
        sql("CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.type = 'turn_finished'"
                + " BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        prompt();
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> committed.get() > 0))
                .isTrue();
        assertThat(holdsWithin(Duration.ofMillis(500), () -> session.facts().turn() == null))
                .isFalse();
        sql("DROP TRIGGER full");
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> session.facts().state() == SessionState.done))
                .isTrue();
        assertThat(committed).hasValue(1);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aTurnWhoseEndCannotBeWrittenHoldsUpNoEndOfTheBackend() throws Exception {
        sql("CREATE TRIGGER full BEFORE INSERT ON events WHEN NEW.type NOT IN ('prompt_queued', 'turn_started',"
                + " 'title_changed') BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END");
        prompt();
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> calls.get() > 0)).isTrue();
        Thread closing = Thread.ofVirtual().start(session::close);
        assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void aTurnThatBreaksWhereverItGoesIsNotBegunAgainByItself() throws Exception {
        turnClock = new BrokenClock();
        prompt();
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> calls.get() > 0)).isTrue();
        assertThat(holdsWithin(Duration.ofSeconds(1), () -> calls.get() > 1)).isFalse();
        turnClock = Clock.systemUTC();
        StopTurn stop = new StopTurn(RequestId.fresh(), ID);
        session.once(stop.requestId(), () -> SessionPolicy.stop(session.facts(), stop, ADA));
        assertThat(holdsWithin(Duration.ofSeconds(20), () -> session.facts().turn() == null))
                .isTrue();
    }

    @Test
    void closingWaitsForNoBaseThatIsBeingPrepared() throws Exception {
        session.workspace().warm();
        assertThat(starting.await(60, TimeUnit.SECONDS)).isTrue();
        Thread closing = Thread.ofVirtual().start(session::close);
        assertThat(closing.join(Duration.ofSeconds(60))).isTrue();
    }

    private void prompt() {
        session.submit(new SubmitPrompt(RequestId.fresh(), ID, "Hello", null, null), ADA);
    }

    private EventLog log(String file, Lane lane) {
        return lane.call(() -> EventLog.open(LogFile.open(temp.resolve(file), Clock.systemUTC()), lane, null));
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + temp.resolve("log.db"));
                Statement execution = connection.createStatement()) {
            execution.execute("PRAGMA busy_timeout = 10000");
            execution.execute(statement);
        }
    }

    private static boolean holdsWithin(Duration bound, BooleanSupplier condition) {
        for (long end = System.nanoTime() + bound.toNanos(); System.nanoTime() < end; LockSupport.parkNanos(1_000_000))
            if (condition.getAsBoolean()) return true;
        return condition.getAsBoolean();
    }

    private static final class BrokenClock extends Clock {
        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public java.time.Instant instant() {
            throw new IllegalStateException("the clock is broken");
        }
    }

    private final class CountingModel implements LanguageModel {
        @Override
        public String id() {
            return "rehearsal";
        }

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public int contextTokens() {
            return 100_000;
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) {
            calls.incrementAndGet();
            return new ModelReply(List.of(new Part.Text("Hi")), ModelReply.StopReason.end_of_turn, Usage.NONE);
        }
    }

    /// A base that takes longer to prepare than anybody waits.
    private final class SlowSandboxes implements Sandboxes {
        @Override
        public Web.Page read(SessionEvent.SessionCreated created, Outward outward, String url) {
            throw new IllegalStateException("nobody asks");
        }

        @Override
        public long diskBytes(SessionId session) {
            return 0;
        }

        @Override
        public Sandbox start(SessionId id, SessionFacts facts, Outward outward, Consumer<String> doing)
                throws InterruptedException {
            starting.countDown();
            prepared.await();
            throw new IllegalStateException("no sandbox");
        }

        @Override
        public boolean hasFiles(SessionId id) {
            return true;
        }

        @Override
        public String facts(SessionEvent.SessionCreated created) {
            return "";
        }

        @Override
        public @Nullable String agentsFile(SessionEvent.SessionCreated created) {
            return null;
        }

        @Override
        public List<String> degraded() {
            return List.of();
        }

        @Override
        public Limits limits(SessionEvent.SessionCreated created) {
            return Limits.DEFAULT;
        }

        @Override
        public List<SessionEvent> commit(Session of, RunningTurn turn, @Nullable String subject, Source sandbox) {
            committed.incrementAndGet();
            return List.of();
        }

        @Override
        public Snapshots.Taken snapshot(SessionId id, SessionFacts facts, Snapshots.Live live) {
            return new Snapshots.Taken(SnapshotId.OF_THE_BASE, null, Duration.ZERO);
        }

        @Override
        public void keep(SessionId id, SessionFacts facts) {}

        @Override
        public boolean holds(SessionId id, SnapshotId snapshot) {
            return true;
        }

        @Override
        public void fork(SessionId parent, SnapshotId snapshot, SessionId child, SessionFacts facts) {
            throw new AssertionError("nobody forks here");
        }
    }
}
