package dev.slipway.bench;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.store.Durability;
import dev.slipway.client.LocalBackend;
import dev.slipway.protocol.BlockId;
import dev.slipway.protocol.ClientMessage.RenameSession;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage.BlockKind;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the app's heap holds while a day's events come into the session that is open, and what the other sessions do
/// into the list. A model would take hours: the events are written into the logs of a backend in this process.
final class LongDay {
    private static final int EVERY = 10_000;
    private static final int SESSIONS = 100;
    private static final int IN_A_TURN = 100;
    private static final int TURNS_PER_SECOND = 25;

    private final House house;
    private final WindowProcess window;
    private final List<SessionId> others = new ArrayList<>();
    private final SessionId open;
    private final EventLog log;
    private int turns;

    private LongDay(House house, WindowProcess window) throws IOException {
        this.house = house;
        this.window = window;
        for (int i = 0; i < SESSIONS; i++) others.add(house.session());
        open = house.session();
        log = house.sessions().log(open);
    }

    static List<Figure> measure(Stage stage, Windows windows) throws IOException, InterruptedException {
        stage.say("a day's events come into the window");
        Path folder = stage.folder("day");
        try (House house = House.open(folder, Talker.saying("Done."))) {
            announce(house, folder);
            try (WindowProcess window = windows.watched(folder)) {
                window.ask("online");
                LongDay day = new LongDay(house, window);
                day.turn(0);
                window.ask("open " + day.open);
                Samples first = Samples.of(day.heapAfter(EVERY));
                Samples later = new Samples();
                for (int i = 0; i < stage.times(9, 3); i++) later.add(day.heapAfter(EVERY));
                return List.of(new Figure(
                        stage.bench(), "heap, each 10,000 events later", "MB", later, "after the first 10,000", first));
            }
        }
    }

    /// As a backend tells local clients where it is.
    private static void announce(House house, Path folder) throws IOException {
        Path token = folder.resolve("token");
        Files.writeString(token, House.TOKEN);
        LocalBackend backend = house.backend();
        Files.writeString(
                folder.resolve("state").resolve("backend.json"),
                "{\"url\":\"%s\",\"pid\":%d,\"version\":\"%s\",\"tokenFile\":\"%s\"}"
                        .formatted(backend.url(), backend.pid(), backend.version(), token));
    }

    /// In MB, when the window has all of them.
    private double heapAfter(int events) throws IOException {
        Pace.of(TURNS_PER_SECOND, events / IN_A_TURN, i -> turn(turns++));
        while (Long.parseLong(window.ask("seq")) < log.head()) Thread.onSpinWait();
        return Long.parseLong(window.ask("heap")) / 1e6;
    }

    /// Its answers are seen growing, and meanwhile another session is given another title.
    private void turn(int number) {
        for (SessionEvent event : LongSession.turn(number)) {
            List<String> ended = List.of();
            if (event instanceof SessionEvent.AnswerFinished answer) {
                BlockId block = answer.blockId();
                for (String word : answer.text().split("(?<= )"))
                    log.draft(block.value(), BlockKind.answer.name(), word);
                ended = List.of(block.value());
            }
            log.append(LongSession.rows(List.of(event)), Durability.kill, ended);
        }
        house.sessions()
                .rename(
                        Caller.OPERATOR,
                        new RenameSession(RequestId.fresh(), others.get(number % SESSIONS), "Title number " + number));
    }
}
