package dev.slipway.bench;

import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.util.List;

/// How even the window's frames are while much comes, and while a long thread is scrolled.
final class WindowFrames {
    private static final int PER_SECOND = 1_000;
    private static final int EVENTS = 10_000;
    /// Pixels in a frame.
    private static final int SPEED = 120;

    private final Office office;
    private final WindowProcess window;
    private final int seconds;
    private final Samples streaming = new Samples();
    private final Samples used = new Samples();
    private final Samples longest = new Samples();
    private final Samples shown = new Samples();
    private final Samples scrolling = new Samples();
    private final Samples longestScrolling = new Samples();
    private final Samples bare = new Samples();
    private final Samples bareUsed = new Samples();
    private final Samples bareLongest = new Samples();

    /// @param tokens that were shown in a second
    private record Streamed(Frames frames, double tokens) {}

    private WindowFrames(Office office, WindowProcess window, int seconds) {
        this.office = office;
        this.window = window;
        this.seconds = seconds;
    }

    static List<Figure> measure(Stage stage, Office office, Windows windows) throws IOException, InterruptedException {
        SessionId streamed = office.session("Much is said");
        SessionId scrolled = office.session("Much was said");
        office.endBackend();
        LongSession.fill(office.state(), scrolled, EVENTS);
        office.startBackend();
        try (WindowProcess window = windows.watched(office.folder());
                WindowProcess empty = windows.bare()) {
            empty.answer();
            window.ask("online");
            WindowFrames frames = new WindowFrames(office, window, stage.times(10, 4));
            stage.say("streaming " + PER_SECOND + " tokens a second into the window, and scrolling");
            frames.warmUp(streamed, scrolled);
            for (int i = 0; i < stage.times(4, 2); i++) frames.once(streamed, scrolled, empty);
            return frames.figures(stage.bench());
        }
    }

    private void warmUp(SessionId streamed, SessionId scrolled) throws IOException, InterruptedException {
        stream(streamed);
        scroll(scrolled);
    }

    private void once(SessionId streamed, SessionId scrolled, WindowProcess empty)
            throws IOException, InterruptedException {
        Streamed written = stream(streamed);
        streaming.addAll(written.frames().each());
        used.addAll(written.frames().used());
        longest.add(written.frames().each().percentile(100));
        shown.add(written.tokens());
        Frames moved = scroll(scrolled);
        scrolling.addAll(moved.each());
        longestScrolling.add(moved.each().percentile(100));
        Frames counted = Frames.parse(empty.ask("frames " + 1_000 * seconds));
        bare.addAll(counted.each());
        bareUsed.addAll(counted.used());
        bareLongest.add(counted.each().percentile(100));
    }

    /// While an answer is written that is longer than what is measured of it.
    private Streamed stream(SessionId session) throws IOException, InterruptedException {
        window.ask("open " + session);
        try (Client client = office.client()) {
            client.say(Client.subscribe(session));
            client.await("what was", heard -> heard.message() instanceof ServerMessage.CaughtUp);
            office.model().answers(to -> {
                Pace.of(
                        PER_SECOND,
                        PER_SECOND * (seconds + 2),
                        i -> to.event(Replies.words(Prose.token(i).replace("\n", "\\n")))
                                .flush());
                to.event(Replies.finish("stop"));
            });
            client.prompt(session, "Say much.");
            client.await("words", heard -> heard.message() instanceof ServerMessage.Delta);
            long before = Long.parseLong(window.ask("growing"));
            Frames frames = Frames.parse(window.ask("frames " + 1_000 * seconds));
            long after = Long.parseLong(window.ask("growing"));
            client.awaitEvent(SessionEvent.TurnFinished.class);
            return new Streamed(frames, (after - before) / Prose.tokenLength() / seconds);
        }
    }

    /// Up, into what has to be read first, and down again.
    private Frames scroll(SessionId session) throws IOException {
        window.ask("open " + session);
        String up = window.ask("scroll " + -SPEED + " " + 500 * seconds);
        return Frames.parse(up + window.ask("scroll " + SPEED + " " + 500 * seconds));
    }

    private List<Figure> figures(String bench) {
        String reference = "bare JavaFX window, a number counted up";
        return List.of(
                Figure.of(bench, "frame", streaming, reference, bare),
                Figure.of(bench, "longest frame", longest, reference, bareLongest),
                Figure.of(bench, "frame, processor time of its thread", used, reference, bareUsed),
                new Figure(bench, "shown a second", "tokens", shown, "sent", Samples.of(PER_SECOND)),
                Figure.of(bench, "frame, scrolling", scrolling, reference, bare),
                Figure.of(bench, "longest frame, scrolling", longestScrolling, reference, bareLongest));
    }
}
