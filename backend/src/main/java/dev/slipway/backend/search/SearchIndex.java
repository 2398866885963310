package dev.slipway.backend.search;

import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.Lane;
import dev.slipway.backend.store.Lanes;
import dev.slipway.backend.store.LogFile;
import dev.slipway.backend.store.Row;
import dev.slipway.backend.store.SearchFile;
import dev.slipway.backend.store.SearchFile.Head;
import dev.slipway.backend.store.SearchRow;
import dev.slipway.backend.store.SessionFiles;
import dev.slipway.backend.store.StorageFailed;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The words of all sessions, taken in from their logs a moment after they were written, on a thread of its own:
/// whoever writes only leaves the session's name here. They take turns, so that a long one doesn't hold up the others.
/// A lost or damaged index is made anew. Thread-safe.
public final class SearchIndex implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SearchIndex.class);
    private static final String FILE = "search.db";
    private static final int PAGE_ROWS = 500;
    private static final long PAGE_BYTES = 1 << 20;
    /// What turns write meanwhile is taken in together.
    private static final long EVERY_MS = 1_000;
    /// However much there is to take in, this takes a tenth of one processor.
    private static final long REST = 9;
    private static final long LONGEST_REST_MS = 2_000;
    private static final long AFTER_FAILURE_MS = 10_000;

    private final Path path;
    private final SessionFiles files;
    private final Lanes lanes = new Lanes(1);
    private final Lane lane = lanes.lane();
    private final Thread follower;
    private final BiConsumer<String, String> damage;
    // Lane only.
    private @Nullable SearchFile file;
    private final Rounds rounds = new Rounds();
    // On its own thread only.
    private boolean failed;
    /// Whether somebody waits for it.
    private volatile boolean hurried;

    /// @param damage told of sessions whose files are found damaged, and how
    public SearchIndex(Path home, SessionFiles files, BiConsumer<String, String> damage) {
        this.damage = damage;
        this.path = home.resolve(FILE);
        this.files = files;
        this.follower = Thread.ofVirtual().name("search").unstarted(this::follow);
        follower.start();
    }

    /// Looks through all sessions for what it missed. Once, when it is known which there are.
    public void begin() {
        rounds.begin(files.ids());
    }

    /// Something was written there. Returns at once.
    public void changed(String session) {
        rounds.changed(session);
    }

    /// The session is gone for good. Returns at once.
    public void deleted(String session) {
        rounds.deleted(session);
    }

    /// As people are kept and looked for.
    public static String person(String email) {
        return Passages.person(email);
    }

    /// Whether everything that was written some moments ago can be found.
    public boolean isComplete() {
        return rounds.isComplete();
    }

    /// Blocks for as long as it takes.
    public List<SearchFile.Match> find(SearchFile.Wanted wanted) {
        return asked(found -> found.find(wanted));
    }

    /// What turns spent; see [SearchFile#spent].
    public List<SearchFile.Spent> spent(SearchFile.By by, @Nullable String sessions, long fromMs) {
        return asked(found -> found.spent(by, sessions, fromMs));
    }

    /// What turns spent, and how far the logs have been taken in for that.
    ///
    /// @param fromMs of turns that began then or later; of sessions all
    public SearchFile.Account account(long fromMs) {
        return asked(found -> found.account(fromMs));
    }

    /// Waits until what it missed before it was begun is taken in, so far as it can be read, or it is closed.
    public void awaitCaughtUp() throws InterruptedException {
        rounds.awaitFirst();
    }

    /// Throws everything away and takes it in again, but for what sessions spent that are gone. Blocks until that is
    /// done.
    ///
    /// @param left told how many sessions are left, each time some were taken in
    /// @return how many passages there are
    public long rebuild(IntConsumer left) throws InterruptedException {
        lane.call(() -> {
            opened().close();
            file = null;
            file = SearchFile.rebuilt(path);
            return path;
        });
        hurried = true;
        try {
            begin();
            for (int now = rounds.left(); now > 0; now = rounds.less(now)) left.accept(now);
        } finally {
            hurried = false;
        }
        return passages();
    }

    public long passages() {
        return asked(SearchFile::passages);
    }

    @Override
    public void close() {
        rounds.close();
        try {
            follower.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lane.call(() -> {
            if (file != null) file.close();
            file = null;
            return path;
        });
        lanes.close();
    }

    private void follow() {
        try {
            for (List<String> round = rounds.next(); !round.isEmpty(); round = rounds.next()) {
                failed = false;
                boolean all = true;
                for (String session : round) {
                    long begunAt = System.nanoTime();
                    all &= rounds.done(session, takeIn(session));
                    if (!hurried)
                        rounds.pause(Math.min(REST * (System.nanoTime() - begunAt) / 1_000_000, LONGEST_REST_MS));
                }
                if (all || failed) rounds.ended();
                if (failed) rounds.pause(AFTER_FAILURE_MS);
                else if (all) rounds.pause(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// False where there is more of it, or it has to be tried again later.
    private boolean takeIn(String session) {
        if (rounds.isClosed()) return true;
        try {
            return isGone(session) ? changed(found -> found.forget(session), true) : catchUp(session);
        } catch (DamagedLog e) {
            LOG.warn("session {} can't be searched: {}", session, e.getMessage());
            damage.accept(session, e.getMessage());
            return true;
        } catch (StorageFailed e) {
            if (!isGone(session)) LOG.warn("what was written can't be searched for now: {}", e.getMessage());
            failed = true;
            return false;
        } catch (RuntimeException e) {
            LOG.error("session {} could not be taken into the search", session, e);
            return true;
        }
    }

    private boolean isGone(String session) {
        return rounds.isDeleted(session) || !files.exists(session);
    }

    /// A page of it at most.
    private boolean catchUp(String session) {
        LogFile log = lane.call(() -> files.open(session));
        try {
            Head from = begun(session, log);
            List<Row> page = lane.call(() -> log.read(from.seq(), PAGE_ROWS, PAGE_BYTES));
            if (page.isEmpty() || isGone(session) || rounds.isClosed()) return true;
            List<SearchRow> rows =
                    page.stream().flatMap(row -> Passages.of(row).stream()).toList();
            Head upTo = new Head(log.epoch(), page.getLast().seq());
            changed(found -> found.add(session, from.seq(), upTo, rows), upTo);
            return upTo.seq() == log.head();
        } finally {
            lane.submit(log::close);
        }
    }

    /// How far it has been taken in; where that was of another log, nothing of it is left.
    private Head begun(String session, LogFile log) {
        Head none = new Head(log.epoch(), 0);
        Head before = asked(found -> found.head(session)).orElse(none);
        if (before.epoch().equals(log.epoch()) && before.seq() <= log.head()) return before;
        return changed(found -> found.forget(session), none);
    }

    private <T> T changed(Consumer<SearchFile> change, T after) {
        return asked(found -> {
            change.accept(found);
            return after;
        });
    }

    /// In the lane, with the file; if that turns out to be damaged, it is made anew.
    private <T> T asked(Function<SearchFile, T> question) {
        return lane.call(() -> {
            try {
                return question.apply(opened());
            } catch (DamagedLog e) {
                LOG.warn("{}; it is made anew from the sessions' logs", e.getMessage());
                SearchFile fresh = anew();
                begin();
                return question.apply(fresh);
            }
        });
    }

    private SearchFile opened() {
        SearchFile open = file;
        if (open == null) {
            open = SearchFile.openOrAnew(path);
            file = open;
            rounds.look(open.sessions());
        }
        return open;
    }

    private SearchFile anew() {
        if (file != null) file.close();
        file = null;
        SearchFile fresh = SearchFile.anew(path);
        file = fresh;
        return fresh;
    }
}
