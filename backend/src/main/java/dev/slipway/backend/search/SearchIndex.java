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
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    // Lane only.
    private @Nullable SearchFile file;
    // Guarded by this.
    private final Set<String> behind = new LinkedHashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private boolean begun;
    private int taking;
    private boolean closed;
    // On its own thread only.
    private boolean failed;
    /// Whether somebody waits for it.
    private volatile boolean hurried;

    public SearchIndex(Path home, SessionFiles files) {
        this.path = home.resolve(FILE);
        this.files = files;
        this.follower = Thread.ofVirtual().name("search").unstarted(this::follow);
        follower.start();
    }

    /// Looks through all sessions for what it missed. Once, when it is known which there are.
    public synchronized void begin() {
        begun = true;
        behind.addAll(files.ids());
        notifyAll();
    }

    /// Something was written there. Returns at once.
    public synchronized void changed(String session) {
        if (behind.add(session)) notifyAll();
    }

    /// The session is gone for good. Returns at once.
    public synchronized void deleted(String session) {
        deleted.add(session);
        behind.add(session);
        notifyAll();
    }

    /// What people typed as what is looked for; empty where there are no words in it.
    public static Optional<String> expression(String typed) {
        return SearchWords.expression(typed);
    }

    /// As people are kept and looked for.
    public static String person(String email) {
        return Passages.person(email);
    }

    /// Whether everything that was written some moments ago can be found.
    public synchronized boolean isComplete() {
        return begun && behind.isEmpty() && taking == 0;
    }

    /// Blocks for as long as it takes.
    public List<SearchFile.Match> find(SearchFile.Wanted wanted) {
        return asked(found -> found.find(wanted));
    }

    /// What turns spent; see [SearchFile#spent].
    public List<SearchFile.Spent> spent(SearchFile.By by, @Nullable String sessions, long fromMs) {
        return asked(found -> found.spent(by, sessions, fromMs));
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
            for (int now = left(); now > 0; now = less(now)) left.accept(now);
        } finally {
            hurried = false;
        }
        return passages();
    }

    public long passages() {
        return asked(SearchFile::passages);
    }

    private synchronized int left() {
        return behind.size() + taking;
    }

    private synchronized int less(int before) throws InterruptedException {
        while (left() >= before && !closed) wait();
        if (closed) throw new InterruptedException("the index is being closed");
        return left();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
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
            for (List<String> round = next(); !round.isEmpty(); round = next()) {
                failed = false;
                boolean all = true;
                for (String session : round) {
                    long begunAt = System.nanoTime();
                    all &= done(session, takeIn(session));
                    if (!hurried) pause(Math.min(REST * (System.nanoTime() - begunAt) / 1_000_000, LONGEST_REST_MS));
                }
                if (failed) pause(AFTER_FAILURE_MS);
                else if (all) pause(EVERY_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Empty at the end.
    private synchronized List<String> next() throws InterruptedException {
        while (!closed && (!begun || behind.isEmpty())) wait();
        if (closed) return List.of();
        List<String> round = List.copyOf(behind);
        behind.clear();
        taking = round.size();
        return round;
    }

    private synchronized boolean done(String session, boolean taken) {
        taking--;
        if (!taken) behind.add(session);
        notifyAll();
        return taken;
    }

    private synchronized void pause(long ms) throws InterruptedException {
        long until = System.nanoTime() + ms * 1_000_000;
        for (long left = ms; left > 0 && !closed; left = (until - System.nanoTime()) / 1_000_000) wait(left);
    }

    /// False where there is more of it, or it has to be tried again later.
    private boolean takeIn(String session) {
        if (isClosed()) return true;
        try {
            return isGone(session) ? changed(found -> found.forget(session), true) : catchUp(session);
        } catch (DamagedLog e) {
            LOG.warn("session {} can't be searched: {}", session, e.getMessage());
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
        synchronized (this) {
            if (deleted.contains(session)) return true;
        }
        return !files.exists(session);
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// A page of it at most.
    private boolean catchUp(String session) {
        LogFile log = lane.call(() -> files.open(session));
        try {
            Head from = begun(session, log);
            List<Row> page = lane.call(() -> log.read(from.seq(), PAGE_ROWS, PAGE_BYTES));
            if (page.isEmpty() || isGone(session) || isClosed()) return true;
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
            List<String> known = open.sessions();
            synchronized (this) {
                behind.addAll(known);
            }
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
