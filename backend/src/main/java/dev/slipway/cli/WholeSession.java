package dev.slipway.cli;

import dev.slipway.client.SessionListener;
import dev.slipway.client.SessionView;
import dev.slipway.client.SlipwayClient;
import dev.slipway.client.TurnView;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ServerMessage.Draft;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// All of a session as it is at one moment. Turns are numbered from 1, those that were undone too.
/// Immutable.
///
/// @param drafts of what is being written at that moment
record WholeSession(List<Logged> events, List<Draft> drafts, SessionView view) {

    /// Blocks until all of it is there.
    static WholeSession read(SlipwayClient client, SessionId session) throws InterruptedException {
        Reading reading = new Reading();
        client.follow(session, null, reading);
        try {
            return reading.whole.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exit exit) throw exit;
            throw new IllegalStateException(e.getCause());
        } finally {
            client.unfollow(session);
        }
    }

    /// The number of a turn; 0 for one that isn't there.
    int number(TurnId turn) {
        for (int i = 0; i < view.turns().size(); i++)
            if (view.turns().get(i).started().turnId().equals(turn)) return i + 1;
        return 0;
    }

    TurnView turn(int number) {
        if (number < 1 || number > view.turns().size())
            throw new Exit(
                    Exit.USAGE,
                    "There is no turn " + number + "; the session has "
                            + view.turns().size() + ". `slipway show` numbers them.");
        return view.turns().get(number - 1);
    }

    /// The turns that count, the newest first.
    List<TurnView> counting() {
        return view.turns().reversed().stream()
                .filter(turn -> !view.isUndone(turn))
                .toList();
    }

    /// In words: "turn 3", and whether it counts.
    String label(TurnId turn) {
        int number = number(turn);
        if (number == 0) return "a turn";
        return "turn " + number + (view.undone().contains(turn) ? ", undone" : "");
    }

    /// The seq before which the last so many turns begin.
    long before(int turns) {
        List<TurnView> all = view.turns();
        return Optional.of(all.size() - turns)
                .filter(first -> first > 0 && turns > 0)
                .map(first -> all.get(first).seq())
                .orElse(turns > 0 ? 0L : Long.MAX_VALUE);
    }

    /// Client's thread only.
    private static final class Reading implements SessionListener {
        private final CompletableFuture<WholeSession> whole = new CompletableFuture<>();
        private final List<Logged> events = new ArrayList<>();
        private final List<Draft> drafts = new ArrayList<>();
        private SessionView view = SessionView.EMPTY;

        @Override
        public void logged(Logged logged) {
            events.add(logged);
            view = view.apply(logged);
        }

        @Override
        public void draft(Draft draft) {
            drafts.add(draft);
        }

        @Override
        public void caughtUp(long head) {
            whole.complete(new WholeSession(List.copyOf(events), List.copyOf(drafts), view));
        }

        @Override
        public void reset() {
            events.clear();
            drafts.clear();
            view = SessionView.EMPTY;
        }

        @Override
        public void failed(ErrorCode code, String message) {
            whole.completeExceptionally(new Exit(Exit.FAILED, message));
        }
    }
}
