package dev.slipway.desktop.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.desktop.FakeNavigation;
import dev.slipway.desktop.Window;
import dev.slipway.desktop.connection.Address;
import dev.slipway.desktop.connection.LiveConnection;
import dev.slipway.desktop.connection.UiThread;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.Settings.ThemeChoice;
import dev.slipway.protocol.Access;
import dev.slipway.protocol.Participant;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionId;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person shares, with a real backend.
class SharingWithBackendTest {
    private static final Person GRACE = new Person("Grace Hopper", "grace@example.org");

    private final UiThread ui = new UiThread();
    private final FakeNavigation navigation = new FakeNavigation();

    @TempDir
    Path folder;

    private House house;
    private SessionId session;
    private LiveConnection connection;
    private OpenSession open;
    private Window window;

    @BeforeEach
    void open() throws Exception {
        house = House.open(folder, Talker.saying("Done."));
        session = house.session();
    }

    @AfterEach
    void close() {
        if (window != null) window.close();
        Window.run(() -> {
            open.close();
            connection.close();
        });
        house.close();
    }

    /// By this token, at this width.
    private void show(String token, double width, ThemeChoice theme) {
        window = Window.show(width, 860, theme, () -> {
            connection = LiveConnection.open(new Address("here", house.url(), token), "test", ui);
            open = new OpenSession(connection, session);
            return new javafx.scene.layout.StackPane();
        });
        Window.until(
                "the session is known",
                () -> open.known().get() && connection.boardKnown().get());
        Window.run(() ->
                window.scene().setRoot(new SharingPane(new SharingModel(open, navigation, System::currentTimeMillis))));
    }

    private Access access() {
        return house.sessions().shares().sharing(session).access();
    }

    private boolean sees(String words) {
        return window.lookup(
                        node -> node instanceof Label label && label.getText().contains(words))
                .tryQuery()
                .filter(javafx.scene.Node::isVisible)
                .isPresent();
    }

    private static void until(String what, Callable<Boolean> condition) {
        Window.until(what, condition);
    }

    @Test
    void whoIsAloneIsToldHowATeamBegins() {
        show(House.TOKEN, 360, ThemeChoice.dark);
        until("it is said", () -> sees("You are the only person here so far"));
        window.picture("sharing-alone");
        assertThat(window.lookup("#make-link").query().getParent().getParent().isVisible())
                .isFalse();
        window.clickOn("#copy-session-link");
        assertThat(navigation.copied).containsExactly("slipway://session/" + session);
    }

    @Test
    void aPersonIsGivenARoleAnotherOneAndNone() {
        house.people().add(GRACE, false);
        show(House.TOKEN, 560, ThemeChoice.light);
        until("the form is there", () -> window.lookup("#sharing-email").query().isVisible());
        window.clickOn("#sharing-email").write("grace@example.org").type(KeyCode.ENTER);
        until("she is there", () -> sees("Grace Hopper"));
        window.picture("sharing-people");
        assertThat(access().people()).contains(new Participant(GRACE, Role.take_part));
        window.clickOn(window.lookup(node -> "What Grace Hopper may do".equals(node.getAccessibleText()))
                .queryAs(javafx.scene.Node.class));
        window.clickOn((javafx.scene.Node) window.lookup(
                        node -> node instanceof Label label && label.getText().startsWith("Watch: "))
                .query());
        until("she watches", () -> access().people().contains(new Participant(GRACE, Role.view)));
        window.clickOn(window.lookup(node -> "Take the role of Grace Hopper away".equals(node.getAccessibleText()))
                .queryAs(javafx.scene.Node.class));
        until("she has none", () -> access().people().size() == 1 && !navigation.told.isEmpty());
        Window.run(() -> Objects.requireNonNull(navigation.told.getLast().run()).run());
        until("it is given back", () -> access().people().contains(new Participant(GRACE, Role.view)));
        window.clickOn("#sharing-email").write("nobody@example.org").type(KeyCode.ENTER);
        until("who isn't there is refused", () -> sees("Nobody with the e-mail nobody@example.org"));
    }

    @Test
    void aLinkIsMadeCopiedAndRevoked() {
        house.people().add(GRACE, false);
        show(House.TOKEN, 560, ThemeChoice.dark);
        until(
                "links can be made",
                () -> window.lookup("#make-link").query().isVisible() && sees("Everyone who may use"));
        window.picture("sharing-team");
        window.clickOn("#make-link");
        until("it is copied", () -> !navigation.copied.isEmpty());
        window.picture("sharing-links");
        String link = navigation.copied.getLast();
        assertThat(link).startsWith(house.url() + "/s/" + session + "#");
        window.clickOn("Copy terminal command");
        until("the command is, too", () -> navigation.copied.size() == 2);
        assertThat(navigation.copied.getLast()).isEqualTo("slipway join '" + link + "'");
        window.clickOn("Revoke");
        until(
                "it is gone",
                () -> house.sessions().shares().sharing(session).links().isEmpty());
    }

    @Test
    void whoMayOnlyTakePartIsToldWhoDecides() {
        house.people().add(GRACE, false);
        String token = house.people()
                .redeem(house.people().invite(GRACE.email()), "test")
                .secret();
        show(token, 560, ThemeChoice.light);
        until("it is said", () -> sees("You may take part here. Ada can change who may do what."));
        window.picture("sharing-takes-part");
        assertThat(window.lookup("#sharing-email").query().getParent().isVisible())
                .isFalse();
    }
}
