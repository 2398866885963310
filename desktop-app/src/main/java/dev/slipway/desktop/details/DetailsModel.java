package dev.slipway.desktop.details;

import dev.slipway.client.ApiClient;
import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.client.SessionView;
import dev.slipway.client.TurnView;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.desktop.details.Section.Fact;
import dev.slipway.desktop.session.Money;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.session.SessionCosts;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.DoctorReport;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionDetails;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.SessionCreated;
import dev.slipway.protocol.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;

/// What is known of one session beside what was said in it. Closed with the panel.
public final class DetailsModel implements AutoCloseable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withZone(ZoneId.systemDefault());

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final OpenSession session;
    private final Navigation navigation;
    private final EventsModel events;
    private final ReadOnlyObjectWrapper<List<Section>> sections = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<TurnCost>> turns = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final TurnCosts costs = new TurnCosts();
    private final ChangeListener<SessionView> seen = (property, before, now) -> turnsChanged();
    private final Pin listening;
    private final SessionCosts money;
    private final ChangeListener<Object> counted = (property, before, now) -> {
        turnsChanged();
        show();
    };
    private final Later later;
    private @Nullable Pin next;
    private boolean closed;
    private @Nullable SessionDetails details;
    private @Nullable DoctorReport doctor;

    public DetailsModel(OpenSession session, Navigation navigation, Later later) {
        this.later = later;
        this.session = session;
        this.navigation = navigation;
        events = new EventsModel(session, navigation, logged -> {
            costs.saw(logged);
            turnsChanged();
        });
        session.view().addListener(seen);
        money = new SessionCosts(session, later);
        money.costs().addListener(counted);
        turnsChanged();
        listening = session.listen(new OpenSession.Listener() {
            @Override
            public void logged(Logged logged) {
                if (session.known().get() && changesFigures(logged.event())) ask();
            }
        });
        session.connection().ask(ApiClient::doctor).thenAccept(answer -> {
            doctor = answer;
            show();
        });
        ask();
    }

    public ReadOnlyObjectProperty<List<Section>> sections() {
        return sections.getReadOnlyProperty();
    }

    /// What the newest turns cost, the newest first.
    public ReadOnlyObjectProperty<List<TurnCost>> turns() {
        return turns.getReadOnlyProperty();
    }

    /// Why the figures can't be had, for people; empty while they can.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// What is said while there are no figures.
    ObservableValue<String> waiting() {
        return session.connection()
                .status()
                .map(now -> now.isOnline()
                        ? "Asking the backend…"
                        : "Offline. The figures are there when the backend is back.");
    }

    public EventsModel events() {
        return events;
    }

    public void copyId() {
        navigation.copy(session.id().value());
    }

    public void copyLink() {
        navigation.copy("slipway://session/" + session.id());
    }

    /// The figures as they are now.
    public void ask() {
        session.connection().ask(api -> api.details(session.id())).whenComplete((answer, failure) -> {
            problem.set(failure == null ? "" : Failure.words(failure));
            askAgain();
            if (answer == null) return;
            details = answer;
            show();
        });
    }

    private void turnsChanged() {
        turns.set(costs.of(session.view().get(), money::words));
    }

    /// What the sandbox uses changes without an event.
    private void askAgain() {
        if (next != null) next.release();
        if (!closed) next = later.after(EVERY, this::ask);
    }

    @Override
    public void close() {
        closed = true;
        if (next != null) next.release();
        listening.release();
        session.view().removeListener(seen);
        money.close();
        events.close();
    }

    private static boolean changesFigures(SessionEvent event) {
        return event instanceof SessionEvent.StepFinished
                || event instanceof SessionEvent.TurnFinished
                || event instanceof SessionEvent.TurnStarted
                || event instanceof SessionEvent.CommitMade
                || event instanceof SessionEvent.SandboxReady;
    }

    private void show() {
        SessionDetails now = details;
        if (now == null) return;
        List<Section> shown = new ArrayList<>();
        shown.add(used(now, money.costs().get()));
        shown.add(sandbox(now.sandbox()));
        DoctorReport report = doctor;
        if (report != null) machine(report).ifPresent(shown::add);
        shown.add(about(now));
        sections.set(shown);
    }

    private static Section used(SessionDetails now, @Nullable Costs costs) {
        Usage usage = now.usage();
        List<Fact> facts = new ArrayList<>(List.of(
                Fact.of("Turns", Integer.toString(now.turns())),
                Fact.of("Time worked", Human.duration(now.workedMs())),
                Fact.of("Tokens read", Human.tokens(usage.inputTokens())),
                Fact.of("Tokens read from the cache", Human.tokens(usage.cacheReadTokens())),
                Fact.of("Tokens put into the cache", Human.tokens(usage.cacheWriteTokens())),
                Fact.of("Tokens written", Human.tokens(usage.outputTokens()))));
        if (costs == null) return new Section("What it used", facts, List.of());
        facts.addFirst(Fact.of("Cost", Money.words(costs.total())));
        boolean free = Money.wordsIfAny(costs.total()).isEmpty();
        return new Section("What it used", facts, free ? List.of() : List.of(Money.note(costs)));
    }

    private static Section sandbox(SessionDetails.Sandbox sandbox) {
        Long memory = sandbox.memoryUsedBytes();
        Integer processes = sandbox.processes();
        Double cpus = sandbox.cpusUsed();
        Long disk = sandbox.diskUsedBytes();
        List<Fact> facts = List.of(
                Fact.of("State", words(sandbox.state())),
                limited(
                        "Memory",
                        memory == null ? "" : Human.bytes(memory),
                        Human.bytes(sandbox.memoryLimitBytes()),
                        memory == null ? Double.NaN : (double) memory / sandbox.memoryLimitBytes()),
                limited(
                        "Processes",
                        processes == null ? "" : processes.toString(),
                        Integer.toString(sandbox.processLimit()),
                        processes == null ? Double.NaN : (double) processes / sandbox.processLimit()),
                limited(
                        "Processors",
                        cpus == null ? "" : "%.1f".formatted(cpus),
                        Double.toString(sandbox.cpus()),
                        cpus == null ? Double.NaN : cpus / sandbox.cpus()),
                limited(
                        "Disk",
                        disk == null ? "" : Human.bytes(disk),
                        Human.bytes(sandbox.diskLimitBytes()),
                        disk == null ? Double.NaN : (double) disk / sandbox.diskLimitBytes()));
        List<String> notes = new ArrayList<>();
        sandbox.degraded().forEach(note -> notes.add(Plain.line(note)));
        return new Section("Sandbox", facts, notes.stream().distinct().toList());
    }

    /// What the backend's machine doesn't enforce, and the room that images take on it; empty where it has nothing to
    /// say.
    private static Optional<Section> machine(DoctorReport report) {
        List<Fact> facts = new ArrayList<>();
        DoctorReport.ImageRoom images = report.images();
        if (images != null)
            facts.add(limited(
                    "Images on disk",
                    Human.bytes(images.diskBytes()),
                    Human.bytes(images.diskLimitBytes()),
                    (double) images.diskBytes() / Math.max(1, images.diskLimitBytes())));
        List<String> notes = report.checks().stream()
                .filter(finding -> finding.level() != DoctorReport.Level.enforced)
                .map(finding -> capital(Plain.line(finding.name())) + ": " + Plain.line(finding.detail()))
                .distinct()
                .toList();
        return facts.isEmpty() && notes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("The backend's machine", facts, notes));
    }

    private static String capital(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private static Fact limited(String name, String used, String limit, double fraction) {
        return new Fact(name, used.isEmpty() ? "at most " + limit : used + " of " + limit, fraction);
    }

    private Section about(SessionDetails now) {
        SessionListed row = session.connection().board().get().sessions().get(session.id());
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Id", session.id().value()));
        facts.add(Fact.of("Begun", TIME.format(Instant.ofEpochMilli(now.createdAtMs()))));
        if (row != null) {
            facts.add(Fact.of("By", Plain.line(row.person().name())));
            facts.add(Fact.of("Repository", row.repository().value()));
            facts.add(Fact.of("Model", Plain.line(row.model())));
        }
        SessionCreated created = session.view().get().created();
        if (created != null)
            facts.add(Fact.of("Begun from", Plain.line(created.base()) + " at " + shortened(created.baseCommit())));
        String branch = branch();
        if (!branch.isEmpty()) facts.add(Fact.of("Branch", Plain.line(branch)));
        facts.add(Fact.of("Log", Human.count(now.events(), "event") + ", " + Human.bytes(now.logBytes())));
        return new Section("Session", facts, List.of());
    }

    /// As git shows commits to people.
    private static String shortened(String commit) {
        return Plain.line(commit.substring(0, Math.min(12, commit.length())));
    }

    /// Of the newest commit that is known; empty for none.
    private String branch() {
        for (TurnView turn : session.view().get().turns().reversed())
            if (turn.commit() != null) return turn.commit().branch();
        return "";
    }

    private static String words(SessionDetails.State state) {
        return switch (state) {
            case none -> "not started yet";
            case starting -> "starting";
            case running -> "running";
            case released -> "released; the files are kept, the next turn starts it again";
        };
    }
}
