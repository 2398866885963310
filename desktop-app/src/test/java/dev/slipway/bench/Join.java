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
    /// @param again how long each took that was opened already
    /// @param atRest how long each took the first time, when the backend has to find out first what it is
    private record Alike(
            int events,
            List<SessionId> forWindow,
            List<SessionId> forBare,
            Samples again,
            Samples bareAgain,
            Samples atRest,
            Samples bareAtRest) {
        Alike(int events) {
            this(
                    events,
                    new ArrayList<>(),
                    new ArrayList<>(),
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
            try (WindowProcess window = windows.watched(office.folder());
                    BareFollower bare = BareFollower.open(office.backend())) {
                window.ask("online");
                window.ask("open " + other);
                stage.say("opening each of them for the first time");
                for (int i = 0; i < sessions.getFirst().forWindow().size(); i++)
                    for (Alike alike : sessions) openAtRest(window, bare, other, alike, i);
                stage.say("opening and leaving one of each length, over and over");
                for (int i = 0; i < WARM_UP + stage.times(30, 8); i++)
                    for (Alike alike : sessions) openAgain(window, bare, other, alike, i >= WARM_UP);
                return figures(stage, bare, sessions);
            }
        }
    }

    private static List<Alike> filled(Stage stage, Office office) throws IOException, InterruptedException {
        List<Alike> sessions = LENGTHS.stream().map(Alike::new).toList();
        stage.say("writing the sessions");
        for (Alike alike : sessions)
            for (int i = 0; i < stage.times(6, 2); i++) {
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

    private static void openAtRest(WindowProcess window, BareFollower bare, SessionId other, Alike alike, int index)
            throws IOException {
        alike.atRest()
                .addNanos(Long.parseLong(window.ask("open " + alike.forWindow().get(index))));
        window.ask("open " + other);
        alike.bareAtRest().addNanos(bare.follow(alike.forBare().get(index), OpenSession.TAIL));
    }

    private static void openAgain(WindowProcess window, BareFollower bare, SessionId other, Alike alike, boolean counts)
            throws IOException {
        SessionId session = alike.forWindow().getFirst();
        long shown = Long.parseLong(window.ask("open " + session));
        window.ask("open " + other);
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
                    name(), name + ", for the first time", alike.atRest(), REFERENCE + ", first", alike.bareAtRest()));
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
