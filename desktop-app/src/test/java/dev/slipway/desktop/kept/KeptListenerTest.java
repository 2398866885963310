package dev.slipway.desktop.kept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.SessionListener;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.ServerMessage.Page;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeptListenerTest {
    private static final SessionId SESSION = new SessionId("session1");

    private final List<String> told = new ArrayList<>();
    private final List<Page> kept = new ArrayList<>();
    private boolean forgotten;
    private final KeptListener listener = new KeptListener(
            SESSION,
            new SessionListener() {
                @Override
                public void logged(Logged logged) {
                    told.add(Long.toString(logged.seq()));
                }

                @Override
                public void caughtUp(long head) {
                    told.add("all to " + head);
                }

                @Override
                public void reset() {
                    told.add("reset");
                }

                @Override
                public void failed(ErrorCode code, String message) {
                    told.add("failed " + code);
                }
            },
            2,
            new KeptListener.Keeper() {
                @Override
                public void keep(Page page) {
                    kept.add(page);
                }

                @Override
                public void forget() {
                    forgotten = true;
                }
            });

    private static Logged title(long seq) {
        return new Logged(SESSION, "epoch1", seq, seq, new SessionEvent.TitleChanged(null, "Title " + seq));
    }

    private static Page page(long from, long to) {
        List<Logged> events = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) events.add(title(seq));
        return new Page(SESSION, "epoch1", events);
    }

    private void live(long from, long to) {
        for (long seq = from; seq <= to; seq++) listener.logged(title(seq));
    }

    @Test
    void whatIsLiveIsPassedOnAndKeptOnceItIsWhole() {
        live(1, 2);
        assertThat(kept).isEmpty();
        listener.caughtUp(2);
        live(3, 3);
        listener.leave();
        assertThat(told).containsExactly("1", "2", "all to 2", "3");
        assertThat(kept.getLast().events()).extracting(Logged::seq).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatWasKeptStaysUntilWhatIsLiveIsWhole() {
        listener.recall(page(1, 2));
        live(1, 3);
        assertThat(told).as("held back").containsExactly("1", "2", "all to 2");
        listener.caughtUp(3);
        assertThat(told).containsExactly("1", "2", "all to 2", "reset", "1", "2", "3", "all to 3");
        listener.recall(page(1, 2));
        assertThat(told).as("nobody needs it any more").hasSize(8);
    }

    @Test
    void aBackendThatBeginsAnewDoesntTakeAwayWhatIsRead() {
        listener.recall(page(1, 2));
        live(1, 1);
        listener.reset();
        assertThat(told).containsExactly("1", "2", "all to 2");
        live(1, 1);
        listener.caughtUp(1);
        assertThat(told).endsWith("reset", "1", "all to 1");
        assertThat(kept.getLast().events()).hasSize(1);
    }

    @Test
    void whatIsNotThereAnyMoreIsForgotten() {
        listener.recall(page(1, 2));
        listener.failed(ErrorCode.not_found, "There is no session of this name.");
        assertThat(forgotten).isTrue();
        assertThat(told).endsWith("reset", "failed not_found");
        listener.leave();
        assertThat(kept).isEmpty();
    }

    @Test
    void aRefusedAppForgetsNothing() {
        listener.recall(page(1, 2));
        listener.failed(ErrorCode.unauthenticated, "This token opens nothing here.");
        assertThat(forgotten).isFalse();
        assertThat(told).endsWith("all to 2", "failed unauthenticated");
    }

    @Test
    void aLongSessionIsKeptFromALaterTurnOn() {
        for (int i = 0; i < 12; i++) {
            TurnId turn = new TurnId("turn%02d".formatted(i));
            long seq = 2L * i + 1;
            listener.logged(new Logged(
                    SESSION,
                    "epoch1",
                    seq,
                    seq,
                    new SessionEvent.TurnStarted(turn, new PromptId("prompt" + i), "rehearsal", true, null)));
            listener.logged(new Logged(
                    SESSION,
                    "epoch1",
                    seq + 1,
                    seq,
                    new SessionEvent.TurnFinished(turn, Outcome.done, null, 1, Usage.NONE)));
        }
        listener.caughtUp(24);
        List<Logged> events = kept.getLast().events();
        assertThat(events.size()).isBetween(4, 8);
        assertThat(events.getFirst().event()).isInstanceOf(SessionEvent.TurnStarted.class);
        assertThat(events.getLast().seq()).isEqualTo(24);
    }
}
