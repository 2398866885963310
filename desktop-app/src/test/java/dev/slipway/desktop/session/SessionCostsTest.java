package dev.slipway.desktop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionCostsTest {
    private static final SessionId SESSION = new SessionId("session1");
    private static final Person ADA = new Person("Ada", "ada@example.org");
    private static final TurnId TURN = new TurnId("turn01");

    private final FakeConnection connection = new FakeConnection();
    private final ManualLater later = new ManualLater();
    private final OpenSession session = new OpenSession(connection, SESSION);
    private final SessionCosts costs = new SessionCosts(session, later);

    private static Costs of(Costs.Line... lines) {
        return new Costs(List.of(lines), line("", 0.5), "2026-11-01", List.of());
    }

    private static Costs.Line line(String turn, @Nullable Double usd) {
        return new Costs.Line(
                turn, "", 1, new Usage(1, 1, 0, 0), usd, usd == null ? List.of("openai/local") : List.of());
    }

    private void ended() {
        PromptQueued prompt = new PromptQueued(RequestId.fresh(), new PromptId("prompt1"), ADA, "Go", null, null);
        connection.happens(SESSION, prompt);
        connection.happens(
                SESSION, new SessionEvent.TurnStarted(TURN, prompt.promptId(), "openai/local", false, prompt));
        connection.happens(SESSION, new SessionEvent.TurnFinished(TURN, Outcome.done, null, 1, Usage.NONE));
    }

    @Test
    void aTurnsCostIsAskedForOnceItIsCounted() {
        connection.willAnswer(CompletableFuture.completedFuture(of()));
        connection.caughtUp(SESSION);
        assertThat(costs.words(TURN)).isEmpty();
        ended();
        connection.willAnswer(CompletableFuture.completedFuture(of()));
        later.passes(Duration.ofSeconds(3));
        assertThat(costs.words(TURN)).as("not counted yet").isEmpty();
        connection.willAnswer(CompletableFuture.completedFuture(of(line("turn01", 0.0123))));
        later.passes(Duration.ofSeconds(3));
        assertThat(costs.words(TURN)).isEqualTo("$0.0123");
    }

    @Test
    void aTurnThatEndedJustBeforeItWasOpenedIsAskedForAgain() {
        ended();
        connection.willAnswer(CompletableFuture.completedFuture(of()));
        connection.caughtUp(SESSION);
        assertThat(costs.words(TURN)).isEmpty();
        connection.willAnswer(CompletableFuture.completedFuture(of(line("turn01", 0.5))));
        later.passes(Duration.ofSeconds(3));
        assertThat(costs.words(TURN)).isEqualTo("$0.5000");
    }

    @Test
    void whatHasNoPriceIsSaidAndWhatIsFreeIsNot() {
        connection.willAnswer(CompletableFuture.completedFuture(of(line("turn01", null), line("turn02", 0.0))));
        connection.caughtUp(SESSION);
        assertThat(costs.words(TURN)).isEqualTo("price unknown");
        assertThat(costs.words(new TurnId("turn02"))).isEmpty();
    }

    @Test
    void aBackendThatNeverCountsItIsLeftAlone() {
        connection.caughtUp(SESSION);
        ended();
        for (int i = 0; i < 4; i++) {
            connection.willAnswer(CompletableFuture.completedFuture(of()));
            later.passes(Duration.ofSeconds(3));
        }
        CompletableFuture<Costs> never = CompletableFuture.completedFuture(of(line("turn01", 1.0)));
        connection.willAnswer(never);
        later.passes(Duration.ofSeconds(60));
        assertThat(costs.words(TURN)).isEmpty();
    }
}
