package dev.slipway.cli;

import dev.slipway.client.BoardView;
import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.json.Json;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists sessions, the newest first. ● stands where something happened since you looked.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--all", description = "Archived ones too.")
    private boolean all;

    @Option(names = "--json", description = "One session a line, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            List<SessionListed> sessions = talk.board().sessions().values().stream()
                    .filter(s -> all || !s.archived())
                    .sorted(Comparator.comparingLong(SessionListed::changedAtMs).reversed())
                    .toList();
            if (json) {
                sessions.forEach(session -> System.out.println(json(session, talk.board())));
                return Exit.DONE;
            }
            if (sessions.isEmpty()) System.out.println("No sessions yet. Begin one: slipway prompt \"…\"");
            Style style = Style.here();
            long now = System.currentTimeMillis();
            int room = Math.max(20, style.width() - 57);
            int longest = sessions.stream()
                    .mapToInt(s -> Human.cut(title(s), room).length())
                    .max()
                    .orElse(0);
            for (SessionListed session : sessions)
                System.out.println(line(session, talk.board(), style, now, Math.min(room, longest)));
            return Exit.DONE;
        }
    }

    /// As it came, and one thing more.
    private static String json(SessionListed session, BoardView board) {
        return Json.text(session).replaceFirst("}$", ",\"unread\":" + board.isUnread(session.sessionId()) + "}");
    }

    private static String line(SessionListed session, BoardView board, Style style, long now, int titleWidth) {
        boolean unread = board.isUnread(session.sessionId());
        String state = session.archived() ? "archived" : session.state().name();
        String queued = session.queued() == 0 ? "" : ", " + session.queued() + " queued";
        String coloured = switch (session.state()) {
            case starting, working -> style.blue(state + queued);
            case waiting -> style.amber(state + queued);
            case failed -> style.red(state + queued);
            case ready, done, stopped -> style.dim(state + queued);
        };
        String pad = " ".repeat(Math.max(1, 12 - state.length() - queued.length()));
        String title = Human.cut(title(session), titleWidth);
        return session.sessionId()
                + (unread ? style.blue(" ● ") : "   ")
                + coloured
                + pad
                + (unread ? style.bold(title) : title)
                + " ".repeat(Math.max(0, titleWidth - title.length()))
                + style.dim("  " + Plain.line(session.repository().value()) + " · "
                        + Human.ago(session.changedAtMs(), now));
    }

    private static String title(SessionListed session) {
        return session.title().isEmpty() ? "(no prompt yet)" : Plain.line(session.title());
    }
}
