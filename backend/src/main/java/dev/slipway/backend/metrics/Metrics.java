package dev.slipway.backend.metrics;

import dev.slipway.backend.session.Meter;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PoolFigures;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionState;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// What happened is counted, what is so is looked at when somebody asks. Thread-safe.
public final class Metrics implements Meter {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter turns = Counter.builder()
            .name("slipway_turns_total")
            .help("Turns that ended, by how")
            .labelNames("outcome")
            .register(registry);
    private final Counter tokens = Counter.builder()
            .name("slipway_tokens_total")
            .help("Tokens of turns that ended")
            .labelNames("kind")
            .register(registry);
    private final Histogram turnSeconds = Histogram.builder()
            .name("slipway_turn_seconds")
            .help("How long turns took")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(1, 5, 15, 60, 300, 900, 3600)
            .register(registry);
    private final Histogram sandboxSeconds = Histogram.builder()
            .name("slipway_sandbox_wait_seconds")
            .help("How long turns waited for their sandboxes")
            .unit(Unit.SECONDS)
            .classicOnly()
            .classicUpperBounds(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)
            .register(registry);
    private final Histogram outputSeconds = Histogram.builder()
            .name("slipway_first_output_seconds")
            .help("From a prompt to the first text of its answer: queued, prepared, first_token, and the total")
            .unit(Unit.SECONDS)
            .labelNames("phase")
            .classicOnly()
            .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120)
            .register(registry);
    private final FirstOutputs outputs = new FirstOutputs(
            System::nanoTime,
            (phase, seconds) -> outputSeconds.labelValues(phase.name()).observe(seconds));

    // Guarded by this.
    private boolean jvm;

    public Metrics() {
        for (Outcome outcome : Outcome.values()) turns.initLabelValues(outcome.name());
    }

    /// Loads the code that counting takes, so that it can be done beside the rest of a start.
    public static void load() {
        new Metrics().recorded(new SessionEvent.Unknown());
    }

    /// What is looked at.
    ///
    /// @param sandboxes that run for sessions
    /// @param sockets of clients that have said who they are
    /// @param streams of server-sent events
    public record Looks(
            Supplier<List<SessionListed>> sessions,
            IntSupplier sandboxes,
            Supplier<PoolFigures> pool,
            IntSupplier sockets,
            IntSupplier streams) {}

    /// To be called once.
    public void look(Looks looks) {
        GaugeWithCallback.builder()
                .name("slipway_sessions")
                .help("Sessions outside of the archive, by what they do")
                .labelNames("state")
                .callback(told -> byState(looks.sessions().get(), told))
                .register(registry);
        gauge(
                "slipway_sessions_archived",
                "Sessions in the archive",
                () -> looks.sessions().get().stream()
                        .filter(SessionListed::archived)
                        .count());
        gauge(
                "slipway_turns_running",
                "Turns that run",
                () -> looks.sessions().get().stream().filter(Metrics::runs).count());
        gauge(
                "slipway_sandboxes",
                "Sandboxes that run for sessions",
                () -> looks.sandboxes().getAsInt());
        GaugeWithCallback.builder()
                .name("slipway_subscribers")
                .help("Clients that are connected, by how")
                .labelNames("kind")
                .callback(told -> {
                    told.call(looks.sockets().getAsInt(), "socket");
                    told.call(looks.streams().getAsInt(), "stream");
                })
                .register(registry);
        pool(looks.pool());
    }

    /// Only once somebody asks: it takes longer to load than a start may wait for it.
    private synchronized void jvm() {
        if (!jvm) JvmMetrics.builder().register(registry);
        jvm = true;
    }

    private void pool(Supplier<PoolFigures> looked) {
        GaugeWithCallback.builder()
                .name("slipway_pool_sandboxes")
                .help("Sandboxes that wait for sessions which nobody has asked for yet")
                .labelNames("state")
                .callback(told -> {
                    PoolFigures pool = looked.get();
                    told.call(pool.waiting(), "waiting");
                    told.call(pool.starting(), "starting");
                })
                .register(registry);
        gauge(
                "slipway_pool_memory_bytes",
                "Memory of the sandboxes that wait",
                () -> looked.get().memoryBytes());
    }

    /// All of it now, in text format 0.0.4.
    public String text() {
        jvm();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can be written to", e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void recorded(SessionEvent event) {
        if (event instanceof SessionEvent.PromptQueued e) outputs.queued(e);
        else if (event instanceof ControlEvent.PromptCancelled e) outputs.left(e.promptId());
        else if (event instanceof ControlEvent.PromptSteered e) outputs.left(e.promptId());
        else if (event instanceof SessionEvent.TurnStarted e) outputs.started(e);
        else if (event instanceof SessionEvent.SandboxReady e) sandboxSeconds.observe(e.startedMs() / 1e3);
        else if (event instanceof SessionEvent.TurnFinished e) finished(e);
    }

    @Override
    public void asked(TurnId turn) {
        outputs.asked(turn);
    }

    @Override
    public void answering(TurnId turn) {
        outputs.answering(turn);
    }

    private void finished(SessionEvent.TurnFinished event) {
        outputs.finished(event.turnId());
        turns.labelValues(event.outcome().name()).inc();
        turnSeconds.observe(event.durationMs() / 1e3);
        Usage usage = event.usage();
        tokens.labelValues("input").inc(usage.inputTokens());
        tokens.labelValues("output").inc(usage.outputTokens());
        tokens.labelValues("cache_read").inc(usage.cacheReadTokens());
        tokens.labelValues("cache_write").inc(usage.cacheWriteTokens());
    }

    private void gauge(String name, String help, Supplier<Number> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(told -> told.call(value.get().doubleValue()))
                .register(registry);
    }

    private static void byState(List<SessionListed> sessions, GaugeWithCallback.Callback told) {
        for (SessionState state : SessionState.values())
            told.call(
                    sessions.stream()
                            .filter(listed -> listed.state() == state && !listed.archived())
                            .count(),
                    state.name());
    }

    private static boolean runs(SessionListed listed) {
        return switch (listed.state()) {
            case starting, working -> true;
            case ready, waiting, done, stopped, failed -> false;
        };
    }
}
