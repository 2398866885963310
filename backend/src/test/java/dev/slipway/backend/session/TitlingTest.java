package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelException;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.model.Part;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.AsideEvent.TitleSuggested;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Titles that a model suggests beside the first turn.
class TitlingTest {
    private static final String LONG =
            "Please look at the loader, which parses its schema each time\nand make it faster";

    @TempDir
    Path root;

    /// Says a word in each turn, and what it is told to when it is asked for a title.
    private static final class Namer implements LanguageModel {
        private final AtomicInteger named = new AtomicInteger();
        private final Titles titles;

        interface Titles {
            String next() throws InterruptedException;
        }

        Namer(Titles titles) {
            this.titles = titles;
        }

        @Override
        public String id() {
            return "anthropic/claude-sonnet-5-5";
        }

        @Override
        public boolean rehearsal() {
            return false;
        }

        @Override
        public int contextTokens() {
            return 1_000_000;
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) throws InterruptedException {
            boolean asksForTitle = request.tools().isEmpty();
            if (asksForTitle) named.incrementAndGet();
            String words = asksForTitle ? titles.next() : "Hello";
            Usage usage = asksForTitle ? new Usage(300, 20, 0, 0) : new Usage(1_000, 100, 0, 0);
            if (!asksForTitle) listener.text(0, words);
            return new ModelReply(List.of(new Part.Text(words)), ModelReply.StopReason.end_of_turn, usage);
        }
    }

    private static String title(House house, SessionId session) {
        return house.sessions().board().session(session).orElseThrow().title();
    }

    private static <E> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void turn(House house, SessionId session, String prompt) {
        int before = house.finished(session).size();
        house.prompt(session, prompt);
        Awaitility.await().until(() -> house.finished(session).size() > before);
    }

    private static void awaitSuggested(House house, SessionId session) {
        Awaitility.await("the model was asked")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !events(house, session, TitleSuggested.class).isEmpty());
    }

    @Test
    void aLongFirstPromptGetsATitleOnceWhoseTokensAreCounted() throws IOException {
        Namer namer = new Namer(() -> "\"Cache the parsed schema.\"\nas asked");
        SessionId session;
        try (House house = House.open(root, namer)) {
            session = house.session();
            turn(house, session, LONG);
            awaitSuggested(house, session);
            assertThat(title(house, session)).isEqualTo("Cache the parsed schema");
            turn(house, session, LONG);
            assertThat(namer.named).hasValue(1);
            assertThat(house.sessions().results().details(session).usage()).isEqualTo(new Usage(2_300, 220, 0, 0));
            Awaitility.await("its cost is counted, and not as a turn").until(() -> {
                var total = house.overview().spending().of(session).total();
                return total.turns() == 2 && total.usage().equals(new Usage(2_300, 220, 0, 0));
            });
            assertThat(house.overview().spending().of(session).lines())
                    .as("with its turn")
                    .hasSize(2)
                    .first()
                    .satisfies(line -> assertThat(line.usage()).isEqualTo(new Usage(1_300, 120, 0, 0)));
        }
        try (House house = House.open(root, namer)) {
            assertThat(house.sessions().results().details(session).usage()).isEqualTo(new Usage(2_300, 220, 0, 0));
            assertThat(title(house, session)).isEqualTo("Cache the parsed schema");
        }
    }

    @Test
    void aTitleThatAPersonGaveMeanwhileStays() throws IOException {
        CountDownLatch renamed = new CountDownLatch(1);
        Namer namer = new Namer(() -> {
            renamed.await();
            return "Something else";
        });
        try (House house = House.open(root, namer)) {
            SessionId session = house.session();
            turn(house, session, LONG);
            assertThat(house.finished(session).getFirst().outcome())
                    .as("it didn't wait for the title")
                    .isEqualTo(Outcome.done);
            house.sessions()
                    .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Ours"));
            renamed.countDown();
            awaitSuggested(house, session);
            assertThat(title(house, session)).isEqualTo("Ours");
            assertThat(events(house, session, TitleSuggested.class))
                    .singleElement()
                    .satisfies(asked -> assertThat(asked.title()).isNull());
        }
    }

    @Test
    void nobodyIsAskedForAShortPromptNorOfANamedSessionNorWhereAScriptPlaysTheModel() throws IOException {
        Namer namer = new Namer(() -> "Never");
        try (House house = House.open(root.resolve("short"), namer)) {
            SessionId session = house.session();
            turn(house, session, "Add a --shout option and test it");
            turn(house, session, LONG);
            assertThat(title(house, session)).isEqualTo("Add a --shout option and test it");
            SessionId named = house.session();
            house.sessions().rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), named, "Ours"));
            turn(house, named, LONG);
            turn(house, named, LONG);
            assertThat(namer.named).hasValue(0);
            assertThat(title(house, named)).isEqualTo("Ours");
        }
        Talker script = Talker.saying("Hello");
        try (House house = House.open(root.resolve("script"), script)) {
            SessionId session = house.session();
            turn(house, session, LONG);
            assertThat(script.asked()).isEqualTo(1);
        }
    }

    @Test
    void aModelThatFailsOrSaysNothingLeavesTheFirstLine() throws IOException {
        String first = "Please look at the loader, which parses its schema each time";
        Namer failing = new Namer(() -> {
            throw new ModelException(ModelException.Kind.passing, "busy", null, null);
        });
        try (House house = House.open(root.resolve("failing"), failing)) {
            SessionId session = house.session();
            turn(house, session, LONG);
            Awaitility.await().until(() -> failing.named.get() == 1);
            turn(house, session, LONG);
            assertThat(failing.named).hasValue(1);
            assertThat(title(house, session)).isEqualTo(first);
        }
        try (House house = House.open(root.resolve("silent"), new Namer(() -> " \n"))) {
            SessionId session = house.session();
            turn(house, session, LONG);
            awaitSuggested(house, session);
            assertThat(title(house, session)).isEqualTo(first);
        }
    }

    @Test
    void theBackendGoesDownAndTheSessionIsDeletedWhileTheModelThinksOfATitle() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch late = new CountDownLatch(1);
        Namer namer = new Namer(() -> {
            late.await();
            return "Too late";
        });
        try (House house = House.open(root, namer)) {
            SessionId deleted = house.session();
            turn(house, deleted, LONG);
            Awaitility.await().until(() -> namer.named.get() == 1);
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), deleted));
            late.countDown();
            SessionId session = house.session();
            turn(house, session, LONG);
            assertThat(house.sessions().board().sessions()).hasSize(1);
            assertThat(events(house, session, TurnStarted.class)).hasSize(1);
        }
        Namer silent = new Namer(() -> {
            never.await();
            return "";
        });
        try (House house = House.open(root, silent)) {
            SessionId session = house.session();
            turn(house, session, LONG);
            Awaitility.await().until(() -> silent.named.get() == 1);
        }
        assertThat(silent.named).as("and the house is closed").hasValue(1);
    }
}
