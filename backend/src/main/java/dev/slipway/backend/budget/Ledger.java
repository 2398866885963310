package dev.slipway.backend.budget;

import dev.slipway.backend.model.Prices;
import dev.slipway.backend.store.DamagedLog;
import dev.slipway.backend.store.SearchFile.Account;
import dev.slipway.backend.store.SearchFile.Spent;
import dev.slipway.backend.store.StorageFailed;
import dev.slipway.protocol.CapScope;
import dev.slipway.protocol.Usage;
import java.time.Clock;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was spent by session, and in each month by person, repository and installation: what the index knew at
/// the start, and every use since. Exact at any moment, but for what the index had not taken in when the
/// backend was stopped and takes in soon after its start. Thread-safe.
final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final String EVER = "";
    private static final String REHEARSAL = "rehearsal";

    private final LongFunction<Account> past;
    private final Prices prices;
    private final Clock clock;
    // Guarded by this.
    private final Map<Key, Amount> sums = new HashMap<>();
    /// What the index may not know yet; nothing once all that it missed is taken in.
    private final List<Use> recent = new ArrayList<>();
    private boolean loaded;
    private boolean settled;

    private record Key(CapScope scope, String name, String month) {}

    /// @param past what the index knows, of turns that began then or later; see
    /// [dev.slipway.backend.search.SearchIndex#account]
    /// @param clock its zone says when a month begins
    Ledger(LongFunction<Account> past, Prices prices, Clock clock) {
        this.past = past;
        this.prices = prices;
        this.clock = clock;
    }

    synchronized void add(Use use) {
        if (!settled) recent.add(use);
        if (loaded) count(use);
    }

    /// Of all that a spender counts for, now. The first time it blocks for the index.
    Map<CapScope, Amount> of(Spender spender) {
        if (!isLoaded()) load(true);
        Map<CapScope, Amount> now = new EnumMap<>(CapScope.class);
        synchronized (this) {
            for (Key key : keys(spender, month(clock.millis())))
                now.put(key.scope(), sums.getOrDefault(key, Amount.NONE));
        }
        return now;
    }

    /// Those for whom something was spent this month, in order.
    List<String> persons() {
        if (!isLoaded()) load(true);
        String month = month();
        synchronized (this) {
            return sums.keySet().stream()
                    .filter(key -> key.scope() == CapScope.person && key.month().equals(month))
                    .map(Key::name)
                    .sorted()
                    .toList();
        }
    }

    /// The index has taken in by now all that an earlier backend left to it.
    void settle() {
        load(false);
    }

    /// The one that it is, such as `2026-11`.
    String month() {
        return month(clock.millis());
    }

    private synchronized boolean isLoaded() {
        return loaded;
    }

    /// @param more whether the index may still miss something of before
    private void load(boolean more) {
        Account account;
        try {
            long from = YearMonth.from(clock.instant().atZone(clock.getZone()))
                    .atDay(1)
                    .atStartOfDay(clock.getZone())
                    .toInstant()
                    .toEpochMilli();
            account = past.apply(from);
        } catch (StorageFailed | DamagedLog e) {
            LOG.warn("what was spent before can't be read, so it isn't counted now: {}", e.getMessage());
            return;
        }
        synchronized (this) {
            sums.clear();
            String month = month(clock.millis());
            account.sessions().forEach(spent -> plus(spent, new Key(CapScope.session, spent.name(), EVER)));
            account.persons().forEach(spent -> plus(spent, new Key(CapScope.person, spent.name(), month)));
            account.repositories().forEach(spent -> {
                plus(spent, new Key(CapScope.repository, spent.name(), month));
                plus(spent, new Key(CapScope.installation, "", month));
            });
            recent.stream()
                    .filter(use -> use.seq()
                            > account.heads().getOrDefault(use.spender().session(), 0L))
                    .forEach(this::count);
            loaded = true;
            settled = !more;
            if (settled) recent.clear();
        }
    }

    private void count(Use use) {
        Amount amount = amount(use.model(), use.usage());
        keys(use.spender(), month(use.beganMs())).forEach(key -> plus(key, amount));
    }

    /// A script's words cost nothing.
    private void plus(Spent spent, Key key) {
        if (!spent.model().equals(REHEARSAL)) plus(key, amount(spent));
    }

    private void plus(Key key, Amount amount) {
        sums.merge(key, amount, Amount::plus);
    }

    private static List<Key> keys(Spender spender, String month) {
        return List.of(
                new Key(CapScope.session, spender.session(), EVER),
                new Key(CapScope.person, spender.person(), month),
                new Key(CapScope.repository, spender.repository(), month),
                new Key(CapScope.installation, "", month));
    }

    private Amount amount(Spent spent) {
        return amount(
                spent.model(),
                new Usage(
                        spent.tokens().input(),
                        spent.tokens().output(),
                        spent.tokens().cacheRead(),
                        spent.tokens().cacheWrite()));
    }

    private Amount amount(String model, Usage usage) {
        long tokens = usage.inputTokens() + usage.outputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
        return new Amount(prices.usd(model, usage).orElse(0), tokens);
    }

    private String month(long ms) {
        return YearMonth.from(java.time.Instant.ofEpochMilli(ms).atZone(clock.getZone()))
                .toString();
    }
}
