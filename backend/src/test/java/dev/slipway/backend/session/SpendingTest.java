package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.session.Spending.By;
import dev.slipway.client.ApiClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Costs;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real turns of a model with a price, and of one without.
class SpendingTest {
    /// What a turn costs that reads and writes half a million tokens.
    private static final double ONE_TURN = 1 + 5;

    @TempDir
    Path root;

    /// One that says something of half a million tokens.
    private record Priced(String id) implements LanguageModel {
        private static final Talker WORDS = Talker.saying("Hello");

        @Override
        public boolean rehearsal() {
            return false;
        }

        @Override
        public int contextTokens() {
            return WORDS.contextTokens();
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
            ModelReply said = WORDS.reply(request, listener);
            return new ModelReply(said.parts(), said.stopReason(), new Usage(500_000, 500_000, 0, 0));
        }
    }

    private static SessionId prompted(House house) throws IOException {
        SessionId session = house.session();
        house.prompt(session, "Say hello");
        Awaitility.await().until(() -> !house.finished(session).isEmpty());
        return session;
    }

    private static Costs of(House house, By by) {
        return house.overview().spending().of(Caller.OPERATOR, by, 0);
    }

    private static void awaitTurns(House house, int turns) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> of(house, By.session).total().turns() == turns
                        && of(house, By.session).total().usage().outputTokens() >= turns);
    }

    @Test
    void whatTurnsCostIsAddedUpByPersonRepositoryAndSessionAndStaysWhenTheyAreDeleted() throws Exception {
        try (House house = House.open(root, new Priced("anthropic/claude-sonnet-5-5"))) {
            SessionId first = prompted(house);
            prompted(house);
            awaitTurns(house, 2);
            Costs.Line ada = of(house, By.person).lines().getFirst();
            assertThat(ada.name()).isEqualTo("ada@example.org");
            assertThat(ada.usd()).isCloseTo(2 * ONE_TURN, within(0.001));
            assertThat(of(house, By.repository).lines().getFirst().name()).isEqualTo("project");
            assertThat(of(house, By.session).lines())
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line.usd()).isCloseTo(ONE_TURN, within(0.001)));
            try (ApiClient api = ApiClient.open(house.backend())) {
                assertThat(api.costs(first).get().total().usd()).isCloseTo(ONE_TURN, within(0.001));
            }
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), first));
            house.overview().search().rebuild(left -> {});
            assertThat(of(house, By.person).total().usd()).isCloseTo(2 * ONE_TURN, within(0.001));
        }
    }

    @Test
    void whatHasNoKnownPriceIsToldInTokensAndNamed() throws IOException {
        try (House house = House.open(root, new Priced("openai/of-our-own"))) {
            SessionId session = prompted(house);
            awaitTurns(house, 1);
            Costs costs = house.overview().spending().of(session);
            assertThat(costs.total().usd()).isNull();
            assertThat(costs.total().unpriced()).containsExactly("openai/of-our-own");
            assertThat(costs.total().usage().outputTokens()).isEqualTo(500_000);
        }
    }

    @Test
    void whoMayNotSeeASessionLearnsNothingOfItsCosts() throws IOException {
        try (House house = House.open(root, new Priced("anthropic/claude-sonnet-5-5"))) {
            prompted(house);
            awaitTurns(house, 1);
            house.people().share(house.repository(), List.of());
            house.people().add(new Person("Grace", "grace@example.org"), false);
            String code = house.people().invite("grace@example.org");
            Caller grace = house.people()
                    .caller(house.people().redeem(code, "test").secret())
                    .orElseThrow();
            for (By by : By.values())
                assertThat(house.overview().spending().of(grace, by, 0).lines()).isEmpty();
        }
    }
}
