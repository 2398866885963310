package dev.slipway.desktop.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.Refusals;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.desktop.sessions.Listed;
import dev.slipway.desktop.settings.Drafts;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BranchChoices;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ClientMessage.CreateSession;
import dev.slipway.protocol.ClientMessage.SubmitPrompt;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ModelChoices;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SessionState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewSessionModelTest {
    private static final SessionId FRESH = new SessionId("fresh1");

    private final FakeConnection connection = new FakeConnection();
    private final FakeNavigation navigation = new FakeNavigation();

    @TempDir
    Path folder;

    private Drafts drafts;
    private NewSessionModel model;

    @BeforeEach
    void open() {
        drafts = Drafts.open(folder);
    }

    @AfterEach
    void close() {
        if (model != null) model.close();
        drafts.close();
    }

    @Test
    void theRepositoryUsedLastIsChosenAndStandsFirst() {
        has("alpha", "beta", "gamma");
        connection.listed(Listed.session(1, "t", "gamma", "Ada", SessionState.done, 0, false, 5));
        connection.listed(Listed.session(2, "t", "beta", "Ada", SessionState.done, 0, false, 9));
        start(null);
        assertThat(model.repository().chosen().get()).isEqualTo(new RepositoryName("gamma"));
        model.repository().chooser().open();
        assertThat(offered(model.repository().chooser())).containsExactly("gamma", "beta", "alpha");
    }

    @Test
    void theOneThatWasAskedForIsChosenAlsoWhereItComesLate() {
        start(new RepositoryName("beta"));
        assertThat(model.repository().chosen().get()).isNull();
        has("beta");
        assertThat(model.repository().chosen().get()).isEqualTo(new RepositoryName("beta"));
    }

    @Test
    void typingFindsARepositoryAndForgettingItLeavesTheOneThatWasChosen() {
        has("alpha", "beta", "web-alpha");
        start(null);
        Chooser chooser = model.repository().chooser();
        chooser.open();
        chooser.text().set("alph");
        assertThat(offered(chooser)).containsExactly("alpha", "web-alpha");
        chooser.move(1);
        chooser.take();
        assertThat(model.repository().chosen().get()).isEqualTo(new RepositoryName("web-alpha"));
        assertThat(chooser.text().get()).isEqualTo("web-alpha");

        chooser.open();
        chooser.text().set("zebra");
        chooser.close();
        assertThat(chooser.text().get()).isEqualTo("web-alpha");
    }

    @Test
    void aPathIsAddedInPlaceAndThenChosen() {
        has("alpha");
        start(null);
        Chooser chooser = model.repository().chooser();
        chooser.open();
        chooser.text().set("/home/ada/calc");
        assertThat(offered(chooser)).containsExactly("Add /home/ada/calc");
        chooser.take();
        assertThat(model.repository().adding().get()).isTrue();
        connection.listed(new BoardEvent.BasePreparing(new RepositoryName("calc"), "", "receiving objects, 40 %"));
        assertThat(model.repository().doing().get()).isEqualTo("receiving objects, 40 %");
        BoardEvent added = new BoardEvent.RepositoryAdded(null, repository("calc"));
        connection.lastAsked().answer().complete(new ServerMessage.Board(FakeConnection.EPOCH, 9, 0, added));
        connection.listed(added);
        assertThat(model.repository().chosen().get()).isEqualTo(new RepositoryName("calc"));
        assertThat(chooser.text().get()).isEqualTo("calc");
    }

    @Test
    void whatCantBeAddedStaysTypedAndSaysWhy() {
        start(null);
        connection.listed(new BoardEvent.Unknown());
        assertThat(model.repository().none().get()).isTrue();
        model.repository().add("/nothing/here");
        connection
                .lastAsked()
                .answer()
                .completeExceptionally(Refusals.of(ErrorCode.repository_unusable, "There is no repository there."));
        assertThat(model.repository().problem().get()).isEqualTo("There is no repository there.");
        assertThat(model.repository().chooser().text().get()).isEqualTo("/nothing/here");
        assertThat(model.repository().adding().get()).isFalse();
    }

    @Test
    void aRepositoryInUseStaysAndSaysWhy() {
        has("alpha");
        start(null);
        model.repository().remove("alpha");
        connection
                .lastAsked()
                .answer()
                .completeExceptionally(Refusals.of(ErrorCode.conflict, "Two sessions use it. Delete them first."));
        assertThat(model.repository().problem().get()).isEqualTo("Two sessions use it. Delete them first.");
        connection.listed(new BoardEvent.RepositoryRemoved(RequestId.fresh(), new RepositoryName("alpha")));
        assertThat(model.repository().chosen().get()).isNull();
    }

    @Test
    void whatWasTypedBecomesOneSessionHoweverOftenItIsSent() {
        has("alpha");
        connection.willAnswer(
                CompletableFuture.completedFuture(new BranchChoices("main", List.of("feature/a", "main"))));
        connection.willAnswer(CompletableFuture.completedFuture(new ModelChoices(
                "anthropic/one",
                List.of(new ModelChoices.Choice("anthropic/one", false), new ModelChoices.Choice("rehearsal", true)))));
        start(null);
        assertThat(model.branch().text().get()).isEqualTo("main");
        assertThat(model.model().text().get()).isEqualTo("anthropic/one");
        assertThat(model.rehearsal().get()).isFalse();
        model.model().text().set("rehearsal");
        assertThat(model.rehearsal().get()).isTrue();
        model.model().text().set("");
        model.model().open();
        assertThat(model.model().found().getLast().note()).contains("rehearsal");
        model.branch().text().set("feature/a");
        model.effort().set(Effort.high);
        model.prompt().set("Add a test ");
        model.send();
        model.send();
        assertThat(connection.asked).hasSize(1);
        assertThat(connection.lastAsked().command()).isInstanceOfSatisfying(CreateSession.class, c -> {
            assertThat(c.base()).isEqualTo("feature/a");
            assertThat(c.model()).isNull();
        });
        connection.lastAsked().answer().complete(created());
        assertThat(connection.lastAsked().command()).isInstanceOfSatisfying(SubmitPrompt.class, c -> {
            assertThat(c.text()).isEqualTo("Add a test");
            assertThat(c.effort()).isEqualTo(Effort.high);
            assertThat(c.sessionId()).isEqualTo(FRESH);
        });
        assertThat(navigation.went).isEmpty();
        connection.lastAsked().answer().complete(created());
        assertThat(navigation.went).containsExactly("session " + FRESH);
        assertThat(model.prompt().get()).isEmpty();
        assertThat(drafts.draft("new")).isEmpty();
        assertThat(drafts.history()).containsExactly("Add a test");
    }

    @Test
    void aFailureKeepsWhatWasTypedAndTheNextTryUsesTheSessionThatIsThere() {
        has("alpha");
        start(null);
        model.prompt().set("Add a test");
        model.send();
        connection.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.identity_missing, "Who are you?"));
        assertThat(model.problem().get()).isEqualTo("Who are you?");
        assertThat(model.prompt().get()).isEqualTo("Add a test");
        assertThat(model.sending().get()).isFalse();

        model.send();
        connection.lastAsked().answer().complete(created());
        connection.lastAsked().answer().completeExceptionally(Refusals.of(ErrorCode.storage_failed, "Disk full."));
        assertThat(model.problem().get()).isEqualTo("Disk full.");
        model.send();
        assertThat(connection.lastAsked().command()).isInstanceOf(SubmitPrompt.class);
        assertThat(connection.asked.stream().filter(a -> a.command() instanceof CreateSession))
                .hasSize(2);
    }

    @Test
    void whoHasGoneElsewhereIsToldAndStaysThere() {
        has("alpha");
        start(null);
        model.prompt().set("Add a test");
        model.send();
        model.close();
        connection.lastAsked().answer().complete(created());
        connection.lastAsked().answer().complete(created());
        assertThat(navigation.went).isEmpty();
        assertThat(navigation.told.getLast().action()).isEqualTo("Open");
        assertThat(drafts.draft("new")).isEmpty();
    }

    @Test
    void nothingIsSentWithoutWordsOrRepository() {
        start(null);
        model.prompt().set("Add a test");
        model.send();
        assertThat(model.problem().get()).contains("repository");
        has("alpha");
        model.prompt().set("  \n ");
        model.send();
        assertThat(model.problem().get()).contains("Say what");
        model.prompt().set("x".repeat(ClientMessage.LONGEST_PROMPT + 1));
        model.send();
        assertThat(model.problem().get()).contains("200000");
        assertThat(connection.asked).isEmpty();
    }

    @Test
    void theBackendHearsForWhatRepositoryIsTyped() {
        has("alpha");
        start(null);
        assertThat(connection.typed).isEmpty();
        model.prompt().set("A");
        model.prompt().set("Ad");
        assertThat(connection.typed).containsExactly(ClientMessage.Typing.on(new RepositoryName("alpha"), null));
        model.branch().settle("fixes");
        model.prompt().set("Add");
        assertThat(connection.typed.getLast()).isEqualTo(ClientMessage.Typing.on(new RepositoryName("alpha"), "fixes"));
    }

    @Test
    void whatWasTypedIsThereAfterARestart() {
        start(null);
        model.prompt().set("Half a thou");
        drafts.close();
        drafts = Drafts.open(folder);
        model.close();
        start(null);
        assertThat(model.prompt().get()).isEqualTo("Half a thou");
    }

    private void start(RepositoryName on) {
        model = new NewSessionModel(connection, new Outbox(connection, drafts), drafts, navigation, on);
    }

    private void has(String... names) {
        for (String name : names) connection.listed(new BoardEvent.RepositoryAdded(null, repository(name)));
    }

    private static Repository repository(String name) {
        return new Repository(new RepositoryName(name), "/home/ada/" + name);
    }

    private static List<String> offered(Chooser chooser) {
        return chooser.found().stream().map(Choice::words).toList();
    }

    private static ServerMessage created() {
        return new ServerMessage.Logged(
                FRESH, FakeConnection.EPOCH, 1, 0, new SessionEvent.TitleChanged(RequestId.fresh(), "t"));
    }
}
