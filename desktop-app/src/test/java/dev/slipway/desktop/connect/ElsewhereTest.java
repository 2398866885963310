package dev.slipway.desktop.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.client.JoinedBackends;
import dev.slipway.desktop.ManualLater;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.FakeConnection;
import dev.slipway.desktop.settings.Settings.SavedBackend;
import dev.slipway.desktop.settings.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElsewhereTest {
    private static final String LAB = "https://lab.example.org";
    private static final String SHED = "https://shed.example.org:7420";

    private final ManualLater later = new ManualLater();
    private final Map<String, String> environment = new HashMap<>();
    private Optional<Search.Found> found = Optional.empty();

    @TempDir
    Path folder;

    private JoinedBackends joined;
    private SettingsFile settings;
    private Elsewhere elsewhere;
    private Connections connections;

    @BeforeEach
    void home() {
        environment.put("HOME", folder.toString());
        joined = JoinedBackends.of(environment);
    }

    @AfterEach
    void close() {
        connections.close();
        elsewhere.close();
        settings.close();
    }

    @Test
    void whatTheTerminalJoinedIsThereAndShownWhereNothingRunsHere() {
        joined.remember(LAB, "one");
        joined.remember(SHED + "/", "two");
        start();
        assertThat(connections.all())
                .extracting(Backend::words)
                .containsExactly("This machine", "lab.example.org", "shed.example.org:7420");
        assertThat(shown()).isEqualTo(SHED);
        found = Optional.of(new Search.Found(new Address("", "http://127.0.0.1:1", "here"), 11));
        later.passes(Duration.ofSeconds(1));
        assertThat(shown()).as("nothing jumps").isEqualTo(SHED);
    }

    @Test
    void thisMachinesIsShownIfOneRuns() {
        joined.remember(LAB, "one");
        found = Optional.of(new Search.Found(new Address("", "http://127.0.0.1:1", "here"), 11));
        start();
        assertThat(shown()).isEqualTo("http://127.0.0.1:1");
    }

    @Test
    void thePlaceWhereThisMachinesWasLastIsNotARunningOne() {
        joined.remember(LAB, "one");
        found = Optional.of(new Search.Found(new Address("", "http://127.0.0.1:1", ""), 0));
        start();
        assertThat(shown()).isEqualTo(LAB);
    }

    @Test
    void theEnvironmentNamesTheOneThatIsShown() {
        joined.remember(LAB, "one");
        joined.remember(SHED, "two");
        environment.put("SLIPWAY_BACKEND", LAB + "/");
        found = Optional.of(new Search.Found(new Address("", "http://127.0.0.1:1", "here"), 11));
        start();
        assertThat(shown()).isEqualTo(LAB);
    }

    @Test
    void theNewestTokenIsUsedAndTheNameStays() {
        start();
        connections.add(Address.of("Lab", LAB, "one"));
        again(() -> joined.remember(LAB, "two"));
        assertThat(settings.now().backends()).containsExactly(new SavedBackend("Lab", LAB, "two"));
    }

    @Test
    void twoPeopleAtOnePlaceKeepTheirTokens() {
        start();
        connections.add(Address.of("Ada", LAB, "one"));
        connections.add(Address.of("Grace", LAB, "two"));
        again(() -> {});
        assertThat(settings.now().backends()).extracting(SavedBackend::token).containsExactly("one", "two");
    }

    @Test
    void theTerminalKnowsWhatIsAddedAndForgetsWhatIsRemoved() {
        start();
        Backend lab = connections.add(Address.of("Lab", LAB, "one"));
        connections.add(Address.of("", SHED, "two"));
        again(() ->
                assertThat(joined.all()).extracting(JoinedBackends.Known::url).containsExactly(LAB, SHED));
        lab = connections.all().get(1);
        connections.remove(lab);
        again(() ->
                assertThat(joined.all()).extracting(JoinedBackends.Known::url).containsExactly(SHED));
        assertThat(connections.all()).hasSize(2);
    }

    @Test
    void whatIsJoinedWhileTheWindowIsOpenComesWithTheNextStart() {
        start();
        joined.remember(LAB, "one");
        connections.takeIn();
        assertThat(connections.all()).hasSize(2);
        assertThat(connections.chosen().get().isThisMachine())
                .as("nothing jumps")
                .isTrue();
        connections.takeIn();
        assertThat(connections.all()).hasSize(2);
    }

    @Test
    void aFileThatNobodyCanReadAndAnAddressThatNobodyMayUseAreLeftAlone() throws IOException {
        joined.remember("http://lab.example.org", "in the clear");
        start();
        assertThat(connections.all()).hasSize(1);
        Path file = folder.resolve(".config/slipway/joined.json");
        Files.writeString(file, "nonsense");
        connections.add(Address.of("Lab", LAB, "one"));
        again(() -> assertThat(file).hasContent("nonsense"));
        assertThat(connections.all()).hasSize(2);
    }

    private void start() {
        settings = SettingsFile.open(folder.resolve("desktop"));
        elsewhere = new Elsewhere(environment);
        connections = new Connections(then -> then.accept(found), settings, elsewhere, ElsewhereTest::connect, later);
    }

    private void again(Runnable meanwhile) {
        close();
        meanwhile.run();
        start();
    }

    private String shown() {
        return Objects.requireNonNull(connections.current().get()).address().url();
    }

    private static Connection connect(Address address) {
        FakeConnection connection = new FakeConnection();
        connection.moveTo(address);
        return connection;
    }
}
