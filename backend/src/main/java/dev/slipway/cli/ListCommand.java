package dev.slipway.cli;

import dev.slipway.protocol.BoardEvent.SessionListed;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists sessions, the newest first.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Option(names = "--all", description = "Archived ones too.")
    private boolean all;

    @Override
    public Integer call() throws InterruptedException {
        try (Talk talk = Talk.open()) {
            List<SessionListed> sessions = talk.board().sessions().values().stream()
                    .filter(s -> all || !s.archived())
                    .sorted(Comparator.comparingLong(SessionListed::changedAtMs).reversed())
                    .toList();
            if (sessions.isEmpty()) System.out.println("No sessions yet. Begin one: slipway prompt \"…\"");
            Style style = Style.here();
            long now = System.currentTimeMillis();
            for (SessionListed session : sessions) System.out.println(line(session, style, now));
            return Exit.DONE;
        }
    }

    static String line(SessionListed session, Style style, long now) {
        String state = session.archived() ? "archived" : session.state().name();
        String queued = session.queued() == 0 ? "" : ", " + session.queued() + " queued";
        String coloured = switch (session.state()) {
            case starting, working -> style.blue(state + queued);
            case waiting -> style.amber(state + queued);
            case failed -> style.red(state + queued);
            case ready, done, stopped -> style.dim(state + queued);
        };
        String pad = " ".repeat(Math.max(1, 12 - state.length() - queued.length()));
        String title = session.title().isEmpty() ? "(no prompt yet)" : Plain.line(session.title());
        return session.sessionId() + "  " + coloured + pad + Human.cut(title, Math.max(20, style.width() - 56))
                + style.dim("  " + Plain.line(session.repository().value()) + " · "
                        + Human.ago(session.changedAtMs(), now));
    }
}
