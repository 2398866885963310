package dev.slipway.desktop.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.SlipwayClient;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connect.BackendsModel.Trial;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Invitations;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.desktop.settings.SettingsFile;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Links that people are sent, with a real backend.
class JoinTest {
    private static final String GRACE = "grace@example.org";

    private final UiThread ui = new UiThread();
    private final FakeNavigation navigation = new FakeNavigation();

    @TempDir
    Path folder;

    private House house;
    private SettingsFile settings;
    private Elsewhere elsewhere;
    private Connections connections;
    private BackendsModel model;
    private String invitation;
    private Window window;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder.resolve("house"), Talker.saying("Done."));
        house.people().add(new Person("Grace", GRACE), false);
        invitation = house.url() + "/join#" + house.people().invite(GRACE);
        settings = SettingsFile.open(folder.resolve("desktop"));
        elsewhere = new Elsewhere(Map.of("HOME", folder.toString()));
        window = Window.show(480, 640, ThemeChoice.dark, () -> {
            connections = new Connections(
                    then -> then.accept(Optional.empty()),
                    settings,
                    elsewhere,
                    address -> LiveConnection.open(address, "test", ui),
                    ui);
            model = new BackendsModel(
                    connections,
                    navigation,
                    new Invitations(ui),
                    new StartCommand("slipway up", "in a terminal"),
                    navigation::showSessions);
            return new BackendsPane(model);
        });
    }

    @AfterEach
    void close() {
        Window.run(connections::close);
        elsewhere.close();
        window.close();
        settings.close();
        house.close();
    }

    @Test
    void anInvitationThatIsPutInMakesATokenOfOnesOwn() {
        paste(invitation);
        assertThat(window.lookup("#backend-token").query().getParent().isVisible())
                .isFalse();
        assertThat(window.lookup("#add-backend").queryAs(Button.class).getText())
                .isEqualTo("Join and show");
        window.picture("backends-invited");
        window.clickOn("#backend-url").type(KeyCode.ENTER);
        Window.until("she is in", () -> connections.all().size() == 2 && isOnline());
        assertThat(navigation.went).containsExactly("sessions");
        assertThat(house.people().tokens(GRACE))
                .singleElement()
                .satisfies(token -> assertThat(token.label()).startsWith("desktop"));
        assertThat(settings.now().backends()).singleElement().satisfies(saved -> {
            assertThat(saved.url()).isEqualTo(house.url());
            assertThat(saved.token()).isNotBlank().isNotEqualTo(House.TOKEN);
        });
        assertThat(model.url().get()).as("nothing of the link is left").isEmpty();
    }

    @Test
    void anInvitationThatWasUsedSaysSoAndKeepsWhatThereIs() {
        join();
        paste(invitation);
        Window.run(model::add);
        Window.until("it is refused", () -> Window.on(() -> model.trial().get()).state() == Trial.State.fails);
        assertThat(model.trial().get().words())
                .contains("This invitation was used")
                .contains("Ask for a new one");
        assertThat(connections.all()).hasSize(2);
        assertThat(isOnline()).isTrue();
    }

    @Test
    void anotherInvitationToTheSameBackendTakesThePlaceOfTheTokenOfBefore() {
        join();
        String before = settings.now().backends().getFirst().token();
        invitation = house.url() + "/join#" + house.people().invite(GRACE);
        join();
        assertThat(settings.now().backends())
                .singleElement()
                .satisfies(saved -> assertThat(saved.token()).isNotEqualTo(before));
    }

    @Test
    void anInvitationIsNotUsedUpWhereItsBackendCantBeKept() {
        Window.run(() -> connections.add(
                dev.slipway.desktop.connection.Address.of("Lab", "https://lab.example.org", "another")));
        paste(invitation);
        Window.run(() -> {
            model.name().set("Lab");
            model.add();
        });
        assertThat(model.trial().get().words()).contains("already");
        assertThat(house.people().tokens(GRACE)).isEmpty();
        for (String elsewhere : List.of("http://lab.example.org/join#code", "https:///join#code")) {
            paste(elsewhere);
            Window.run(model::add);
            assertThat(model.trial().get().state()).as(elsewhere).isEqualTo(Trial.State.fails);
        }
    }

    @Test
    void aShareLinkOfABackendThatIsKnownJoinsTheSessionAndShowsIt() throws Exception {
        SessionId session = house.session();
        String link = share(session);
        paste(link);
        Window.run(model::add);
        assertThat(model.trial().get().words()).contains("Ask for an invitation");
        join();
        Connection connection = Objects.requireNonNull(connections.current().get());
        Window.until("the list is there", () -> connection.boardKnown().get());
        assertThat(Window.on(() -> connection.board().get()).sessions()).doesNotContainKey(session);
        paste(link);
        Window.run(model::add);
        Window.until("it is shown", () -> navigation.went.contains("session " + session));
        Window.until(
                "it is listed",
                () -> Window.on(() -> connection.board().get()).sessions().containsKey(session));
        paste(link.replaceAll("#.*", "#wrong"));
        Window.run(model::add);
        Window.until(
                "it is refused",
                () -> !Window.on(() -> List.copyOf(navigation.told)).isEmpty());
        assertThat(navigation.told.getLast().text()).startsWith("You didn't join the session. ");
    }

    private void paste(String link) {
        Window.run(() -> model.url().set(link));
    }

    private void join() {
        int before = navigation.went.size();
        paste(invitation);
        Window.run(model::add);
        Window.until("she is in", () -> navigation.went.size() > before && isOnline());
    }

    private boolean isOnline() {
        Connection connection = Window.on(() -> connections.current().get());
        return connection != null && Window.on(() -> connection.status().get()).isOnline();
    }

    /// A link to a session that nobody else sees.
    private String share(SessionId session) {
        try (SlipwayClient operator = SlipwayClient.open(house.url(), House.TOKEN, "test", "1", (now, why) -> {})) {
            operator.send(new SharingCommand.SetAccess(RequestId.fresh(), session, null, null))
                    .join();
            ServerMessage answer = operator.send(
                            new SharingCommand.MakeLink(RequestId.fresh(), session, Role.take_part, 1))
                    .join();
            SharingEvent.LinkMade made = (SharingEvent.LinkMade) ((ServerMessage.Logged) answer).event();
            return house.url() + "/s/" + session + "#"
                    + house.sessions().shares().code(session, made.linkId());
        }
    }
}
