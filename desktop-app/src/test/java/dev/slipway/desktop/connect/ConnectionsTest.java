package dev.slipway.desktop.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connect.BackendsModel.Trial;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.connection.Invitations;
import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualLater later = new ManualLater();
    private static final StartCommand START = new StartCommand("slipway up", "in a terminal");
    private static final Invitations NOBODY = new Invitations(Runnable::run);

    private final FakeNavigation navigation = new FakeNavigation();
    private final List<FakeConnection> opened = new ArrayList<>();

    @TempDir
    Path folder;

    private Optional<Search.Found> found = Optional.empty();
    private SettingsFile settings;
    private Elsewhere elsewhere;
    private Connections connections;

    @BeforeEach
    void open() {
        settings = SettingsFile.open(folder);
        begin();
    }

    @AfterEach
    void close() {
        connections.close();
        elsewhere.close();
        settings.close();
    }

    @Test
    void thisMachinesBackendIsShownAsSoonAsItRuns() {
        assertThat(connections.current().get()).isNull();
        assertThat(connections.looked().get()).isTrue();
        found = Optional.of(new Search.Found(local(1, "one"), 11));
        later.passes(SECOND);
        assertThat(connections.current().get()).isSameAs(opened.getFirst());
        assertThat(opened.getFirst().address()).isEqualTo(local(1, "one"));
    }

    @Test
    void aBackendThatWasStartedAnewIsFoundAtItsNewAddressAndTheConnectionStays() {
        found = Optional.of(new Search.Found(local(1, "one"), 11));
        later.passes(SECOND);
        opened.getFirst().is(Status.State.online, "");
        Connection shown = connections.current().get();

        found = Optional.of(new Search.Found(local(2, "two"), 22));
        later.passes(SECOND);
        assertThat(opened.getFirst().address())
                .as("nobody looks while all is well")
                .isEqualTo(local(1, "one"));
        opened.getFirst().is(Status.State.offline, "gone");
        later.passes(SECOND);
        assertThat(opened.getFirst().address()).isEqualTo(local(2, "two"));
        assertThat(connections.current().get()).isSameAs(shown);
        assertThat(opened).hasSize(1);
    }

    @Test
    void whereItsBackendDoesNotRunNobodyIsToldTheToken() {
        found = Optional.of(new Search.Found(local(1, "one"), 11));
        later.passes(SECOND);
        opened.getFirst().is(Status.State.online, "");
        found = Optional.empty();
        later.passes(SECOND);
        opened.getFirst().is(Status.State.offline, "gone");
        later.passes(SECOND);
        assertThat(opened.getFirst().address()).isEqualTo(local(1, ""));
        opened.getFirst().is(Status.State.refused, "Somebody else answers there.");
        found = Optional.of(new Search.Found(local(1, "one"), 22));
        later.passes(SECOND);
        assertThat(opened.getFirst().address()).isEqualTo(local(1, "one"));
        assertThat(opened).hasSize(1);
    }

    @Test
    void oneThatRefusedTheAppIsAskedAgainOnceItIsAnotherProcess() {
        found = Optional.of(new Search.Found(local(1, "one"), 11));
        later.passes(SECOND);
        opened.getFirst().is(Status.State.refused, "It speaks protocol 2, the app 1.");
        opened.getFirst().moves.clear();
        later.passes(SECOND);
        assertThat(opened.getFirst().moves).as("the same says the same").isEmpty();
        found = Optional.of(new Search.Found(local(1, "one"), 33));
        later.passes(SECOND);
        later.passes(SECOND);
        assertThat(opened.getFirst().moves).containsExactly(local(1, "one"));
    }

    @Test
    void backendsThatWereAddedAreThereAfterARestartAndTheOneShownLastIsShown() {
        Backend added = connections.add(Address.of("Lab", "https://lab.example.org", "secret"));
        connections.choose(added);
        assertThat(connections.current().get()).isSameAs(opened.getFirst());
        connections.close();
        assertThat(opened.getFirst().isClosed()).isTrue();
        elsewhere.close();
        settings.close();
        settings = SettingsFile.open(folder);
        begin();
        assertThat(connections.chosen().get().words()).isEqualTo("Lab");
        assertThat(connections.current().get()).isSameAs(opened.getLast());
        assertThat(opened.getLast().address().url()).isEqualTo("https://lab.example.org");
    }

    @Test
    void twoBackendsDoNotShareAName() {
        connections.add(Address.of("Lab", "https://lab.example.org", "secret"));
        assertThatThrownBy(() -> connections.add(Address.of("Lab", "https://b.example.org", "secret")))
                .hasMessageContaining("already");
    }

    @Test
    void aRemovedBackendIsForgottenAndUndoBringsItBack() {
        BackendsModel model = new BackendsModel(connections, navigation, NOBODY, START, () -> {});
        Backend added = connections.add(Address.of("Lab", "https://lab.example.org", "secret"));
        connections.choose(added);
        model.remove(added);
        assertThat(connections.chosen().get().isThisMachine()).isTrue();
        assertThat(opened.getFirst().isClosed()).isTrue();
        assertThat(settings.now().backends()).isEmpty();
        Objects.requireNonNull(navigation.told.getLast().run()).run();
        assertThat(connections.chosen().get().words()).isEqualTo("Lab");
        assertThat(settings.now().backends()).hasSize(1);
        model.remove(connections.all().getFirst());
        assertThat(connections.all()).as("this machine's stays").hasSize(2);
    }

    @Test
    void aTrySaysHowItWentAndLetsGo() {
        BackendsModel model = new BackendsModel(connections, navigation, NOBODY, START, () -> {});
        model.url().set("https://lab.example.org");
        model.tryIt();
        assertThat(model.trial().get().words()).contains("token is missing");
        model.token().set("secret");
        model.tryIt();
        assertThat(model.trial().get().state()).isEqualTo(Trial.State.trying);
        opened.getLast().is(Status.State.refused, "The token is wrong.");
        assertThat(model.trial().get().words()).isEqualTo("It answers, but refuses: The token is wrong.");
        assertThat(opened.getLast().isClosed()).isTrue();

        model.tryIt();
        opened.getLast().is(Status.State.online, "");
        assertThat(model.trial().get().state()).isEqualTo(Trial.State.works);
        model.token().set("another");
        assertThat(model.trial().get())
                .as("it says nothing about another token")
                .isEqualTo(Trial.NONE);
    }

    @Test
    void anAddedBackendIsShownAndItsTokenStandsNowhereInTheForm() {
        boolean[] done = {false};
        BackendsModel model = new BackendsModel(connections, navigation, NOBODY, START, () -> done[0] = true);
        model.url().set("http://lab.example.org");
        model.token().set("secret");
        model.add();
        assertThat(model.trial().get().words()).contains("in the clear");
        assertThat(done[0]).isFalse();
        model.url().set("https://lab.example.org:7420/some/path");
        model.add();
        assertThat(connections.chosen().get().words()).isEqualTo("lab.example.org:7420");
        assertThat(model.token().get()).isEmpty();
        assertThat(done[0]).isTrue();
    }

    @Test
    void theSearchReadsWhatARunningBackendLeft(@TempDir Path home) throws IOException {
        assertThat(search(home)).isEmpty();
        Files.writeString(home.resolve("token"), "secret\n");
        Files.writeString(
                home.resolve("backend.json"),
                "{\"url\":\"http://127.0.0.1:7\",\"pid\":"
                        + ProcessHandle.current().pid() + ",\"version\":\"1\",\"tokenFile\":\"" + home.resolve("token")
                        + "\"}");
        assertThat(search(home))
                .contains(new Search.Found(
                        local(7, "secret"), ProcessHandle.current().pid()));
        Files.writeString(home.resolve("backend.json"), "nonsense");
        assertThat(search(home)).isEmpty();
    }

    private static Optional<Search.Found> search(Path home) {
        CompletableFuture<Optional<Search.Found>> found = new CompletableFuture<>();
        Search.in(home, Runnable::run).look(found::complete);
        return found.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void begin() {
        elsewhere = new Elsewhere(Map.of("HOME", folder.toString()));
        connections = new Connections(then -> then.accept(found), settings, elsewhere, this::connect, later);
    }

    private Connection connect(Address address) {
        FakeConnection connection = new FakeConnection();
        connection.moveTo(address);
        opened.add(connection);
        return connection;
    }

    private static Address local(int port, String token) {
        return new Address(Backend.THIS_MACHINE, "http://127.0.0.1:" + port, token);
    }
}
