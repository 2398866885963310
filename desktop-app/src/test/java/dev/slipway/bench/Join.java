package dev.slipway.bench;

import dev.slipway.desktop.session.OpenSession;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Opening what is long already.
public final class Join implements Benchmark {
    private static final List<Integer> LENGTHS = List.of(10_000, 100_000);
    private static final int WARM_UP = 5;
    private static final String REFERENCE = "bare client, told the same turns";

    /// Sessions of the same length.
    ///
    /// @param again how long each took that the backend has open
    /// @param closed how long each took that it hasn't, but had
    /// @param first the same, where it is the first that the backend opens after its start
    /// @param unknown how long each took that no backend ever opened, so that the whole log has to be read
    private record Alike(
            int events,
            List<SessionId> forWindow,
            List<SessionId> forBare,
            Samples again,
            Samples bareAgain,
            Samples closed,
            Samples bareClosed,
            Samples first,
            Samples unknown,
            Samples bareUnknown) {
        static Alike of(int events) {
            return new Alike(
                    events,
                    new ArrayList<>(),
                    new ArrayList<>(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples(),
                    new Samples());
        }
    }

    @Override
    public String name() {
        return "join";
    }

    @Override
    public String about() {
        return "a session of 10,000 and of 100,000 events opened in the app until its thread is painted";
    }

    @Override
    public List<Figure> run(Stage stage) throws IOException, InterruptedException {
        Windows windows = Windows.prepare(stage);
        try (Office office = Office.open(stage)) {
            SessionId other = office.session("Something short");
            List<Alike> sessions = filled(stage, office);
            try (WindowProcess window = windows.watched(office.folder())) {
                window.ask("online");
                window.ask("open " + other);
                stage.say("opening each of them for the first time");
                try (BareFollower bare = BareFollower.open(office.backend())) {
                    openUnknown(window, bare, other, sessions);
                }
                try (BareFollower bare = BareFollower.open(office.backend())) {
                    stage.say("opening and leaving one of each length, over and over");
                    for (int i = 0; i < WARM_UP + stage.times(30, 8); i++)
                        for (Alike alike : sessions) openAgain(window, bare, other, alike, i >= WARM_UP);
                }
                stage.say("starting the backend again, over and over, and opening each of them");
                for (int round = 0; round < stage.times(6, 4); round++)
                    openClosed(office, window, other, sessions, round);
                try (BareFollower bare = BareFollower.open(office.backend())) {
                    return figures(stage, bare, sessions);
                }
            }
        }
    }

    private static List<Alike> filled(Stage stage, Office office) throws IOException, InterruptedException {
        List<Alike> sessions = LENGTHS.stream().map(Alike::of).toList();
        stage.say("writing the sessions");
        for (Alike alike : sessions)
            for (int i = 0; i < stage.times(4, 3); i++) {
                alike.forWindow().add(office.session(alike.events() + " events"));
                alike.forBare().add(office.session(alike.events() + " events"));
            }
        office.endBackend();
        for (Alike alike : sessions) {
            for (SessionId id : alike.forWindow()) LongSession.fill(office.state(), id, alike.events());
            for (SessionId id : alike.forBare()) LongSession.fill(office.state(), id, alike.events());
        }
        office.startBackend();
        return sessions;
    }

    private static void openUnknown(WindowProcess window, BareFollower bare, SessionId other, List<Alike> sessions)
            throws IOException {
        for (int i = 0; i < sessions.getFirst().forWindow().size(); i++)
            for (Alike alike : sessions) {
                alike.unknown().addNanos(shown(window, alike.forWindow().get(i), other));
                alike.bareUnknown().addNanos(bare.follow(alike.forBare().get(i), OpenSession.TAIL));
            }
    }

    /// In each round a session of another length is the first.
    private static void openClosed(
            Office office, WindowProcess window, SessionId other, List<Alike> sessions, int round)
            throws IOException, InterruptedException {
        office.endBackend();
        window.ask("offline");
        office.startBackend();
        window.ask("online");
        Alike first = sessions.get(round % sessions.size());
        first.first().addNanos(shown(window, first.forWindow().getFirst(), other));
        try (BareFollower bare = BareFollower.open(office.backend())) {
            for (int i = 1; i < first.forWindow().size(); i++)
                for (Alike alike : sessions) {
                    alike.closed().addNanos(shown(window, alike.forWindow().get(i), other));
                    alike.bareClosed().addNanos(bare.follow(alike.forBare().get(i), OpenSession.TAIL));
                }
        }
    }

    /// How long until it was painted, in nanoseconds; then the other one is.
    private static long shown(WindowProcess window, SessionId session, SessionId other) throws IOException {
        long took = Long.parseLong(window.ask("open " + session));
        window.ask("open " + other);
        return took;
    }

    private static void openAgain(WindowProcess window, BareFollower bare, SessionId other, Alike alike, boolean counts)
            throws IOException {
        SessionId session = alike.forWindow().getFirst();
        long shown = shown(window, session, other);
        long told = bare.follow(session, OpenSession.TAIL);
        if (!counts) return;
        alike.again().addNanos(shown);
        alike.bareAgain().addNanos(told);
    }

    private List<Figure> figures(Stage stage, BareFollower bare, List<Alike> sessions) {
        List<Figure> figures = new ArrayList<>();
        for (Alike alike : sessions) {
            String name = "%,d events".formatted(alike.events());
            figures.add(Figure.of(name(), name, alike.again(), REFERENCE, alike.bareAgain()));
            figures.add(Figure.of(
                    name(), name + ", closed before", alike.closed(), REFERENCE + ", closed", alike.bareClosed()));
            figures.add(Figure.of(
                    name(),
                    name + ", closed before, the backend's first",
                    alike.first(),
                    REFERENCE + ", closed",
                    alike.bareClosed()));
            figures.add(Figure.of(
                    name(), name + ", never opened", alike.unknown(), REFERENCE + ", never", alike.bareUnknown()));
        }
        Alike longest = sessions.getLast();
        Samples whole = new Samples();
        for (int i = 0; i < stage.times(5, 2); i++)
            whole.addNanos(bare.follow(longest.forBare().getFirst(), null));
        String name = "%,d events, every one, bare client".formatted(longest.events());
        figures.add(Figure.of(name(), name, whole, REFERENCE, longest.bareAgain()));
        return figures;
    }
}
