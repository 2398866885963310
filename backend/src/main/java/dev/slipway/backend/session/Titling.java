package dev.slipway.backend.session;

import dev.slipway.backend.agent.SessionTitle;
import dev.slipway.backend.events.EventLog;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.protocol.AsideEvent.TitleSuggested;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.TitleChanged;
import dev.slipway.protocol.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the model of a session's first turn for a title, once, beside the turn and after its first step.
/// Whatever goes wrong, the session keeps the title that it has; nothing waits for it.
final class Titling {
    private static final Logger LOG = LoggerFactory.getLogger(Titling.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Titling() {}

    /// After a step of a turn. Returns at once.
    static void begin(Session session, LanguageModel model) {
        SessionFacts facts = session.facts();
        RunningTurn turn = facts.turn();
        if (turn == null || !isDue(facts, turn)) return;
        Thread asking = Thread.ofVirtual().name("title-" + session.id()).start(() -> ask(session, turn, model));
        Thread.ofVirtual().start(() -> giveUp(asking));
    }

    /// In the first turn of a session that began anew, unless its prompt is short enough, or a script plays the
    /// model.
    static boolean isDue(SessionFacts facts, RunningTurn turn) {
        return !turn.started().rehearsal()
                && facts.creation().forkedFrom() == null
                && facts.tally().turns().size() == 1
                && !isItsOwnTitle(turn.prompt().text());
    }

    private static boolean isItsOwnTitle(String prompt) {
        String words = prompt.strip();
        return words.codePointCount(0, words.length()) <= SessionTitle.LONGEST
                && words.lines().count() <= 1;
    }

    private static void ask(Session session, RunningTurn turn, LanguageModel model) {
        try {
            boolean again = newest(session.log(), TitleSuggested.class).isPresent();
            if (again || isNamed(session.log())) return;
            if (session.purse().refusal(session.facts()).isPresent()) return;
            ModelReply reply = model.reply(SessionTitle.asking(turn.prompt().text()), ModelListener.NONE);
            String title = SessionTitle.in(reply).orElse(null);
            long seq = session.decide(now -> List.of(
                    new TitleSuggested(turn.started().turnId(), isNamed(session.log()) ? null : title, reply.usage())));
            session.purse().used(session.facts(), turn, seq, reply.usage());
        } catch (ModelException e) {
            LOG.info("session {} keeps its first title: {}", session.id(), e.getMessage());
        } catch (InterruptedException e) {
            LOG.info("session {} keeps its first title: the model took too long", session.id());
        } catch (RuntimeException e) {
            // Its log may have been closed meanwhile.
            LOG.info("session {} keeps its first title: {}", session.id(), e.getMessage());
        }
    }

    /// Whether a person gave the session its title.
    private static boolean isNamed(EventLog log) {
        return newest(log, TitleChanged.class)
                .filter(event -> event.requestId() != null)
                .isPresent();
    }

    private static Optional<SessionEvent> newest(EventLog log, Class<? extends SessionEvent> type) {
        long seq = log.nthLast(Json.typeOf(type), 1, Long.MAX_VALUE);
        return seq == 0
                ? Optional.empty()
                : Optional.of(Events.event(log.read(seq - 1, 1).getFirst()));
    }

    private static void giveUp(Thread asking) {
        try {
            if (!asking.join(PATIENCE)) asking.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
