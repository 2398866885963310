package dev.slipway.backend.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.client.BoardListener;
import dev.slipway.client.BoardView;
import dev.slipway.client.ConnectionListener;
import dev.slipway.client.RejectedException;
import dev.slipway.client.SessionListener;
import dev.slipway.client.SlipwayClient;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Person;
import dev.slipway.protocol.Present;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.SharingEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two people and the operator over real sockets: each sees what is theirs to see, at once.
class TeamTest {
    @TempDir
    Path root;

    private House house;
    private Member ada;
    private Member grace;
    private SessionId session;

    /// Somebody with a client that is open.
    private static final class Member implements AutoCloseable {
        private final Person person;
        private final SlipwayClient client;
        private volatile BoardView board = BoardView.EMPTY;
        private volatile ConnectionListener.State state = ConnectionListener.State.connecting;

        Member(House house, String name) {
            person = new Person(name, name.toLowerCase() + "@example.org");
            house.people().add(person, false);
            String token = house.people()
                    .redeem(house.people().invite(person.email()), "test")
                    .secret();
            client = SlipwayClient.open(house.url(), token, "test", "1", (now, reason) -> state = now);
            client.watch(new BoardListener() {
                @Override
                public void event(ServerMessage.Board event) {
                    board = board.apply(event);
                }

                @Override
                public void caughtUp(long head) {}

                @Override
                public void reset() {
                    board = BoardView.EMPTY;
                }
            });
        }

        boolean sees(SessionId session) {
            return board.sessions().containsKey(session);
        }

        @Override
        public void close() {
            client.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
        ada = new Member(house, "Ada");
        grace = new Member(house, "Grace");
        session = created(
                ada.client.send(new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null)));
    }

    @AfterEach
    void close() {
        ada.close();
        grace.close();
        house.close();
    }

    private static SessionId created(java.util.concurrent.CompletableFuture<ServerMessage> answer) {
        return ((ServerMessage.Logged) answer.join()).sessionId();
    }

    private static void await(String what, java.util.concurrent.Callable<Boolean> is) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(is);
    }

    private void access(String email, Role role) {
        ada.client
                .send(new SharingCommand.SetAccess(RequestId.fresh(), session, email, role))
                .join();
    }

    private ErrorCode refusal(Member member, ClientMessage.Command command) {
        try {
            member.client.send(command).join();
            return null;
        } catch (CompletionException e) {
            return ((RejectedException) e.getCause()).code();
        }
    }

    @Test
    void promptsCarryTheNameOfWhoSentThem() {
        await("Grace sees the session", () -> grace.sees(session));
        ServerMessage.Logged answer = (ServerMessage.Logged) grace.client
                .send(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, "Go on", null, null))
                .join();
        assertThat(((SessionEvent.PromptQueued) answer.event()).author()).isEqualTo(grace.person);
        SessionEvent.SessionCreated begun = house.sessions().log(session).read(0, 1).stream()
                .map(e ->
                        (SessionEvent.SessionCreated) dev.slipway.protocol.json.Json.read(e.json(), SessionEvent.class))
                .findFirst()
                .orElseThrow();
        assertThat(begun.person()).isEqualTo(ada.person);
    }

    @Test
    void aSessionThatIsClosedToOthersLeavesTheirListAtOnceAndComesBack() {
        await("Grace sees the session", () -> grace.sees(session));
        access(null, null);
        await("it is gone from Grace's list", () -> !grace.sees(session));
        assertThat(refusal(grace, new ClientMessage.StopTurn(RequestId.fresh(), session)))
                .isEqualTo(ErrorCode.not_found);
        access("grace@example.org", Role.view);
        await("it is back", () -> grace.sees(session));
        assertThat(refusal(grace, new ClientMessage.StopTurn(RequestId.fresh(), session)))
                .isEqualTo(ErrorCode.forbidden);
    }

    @Test
    void whatHappensInAHiddenSessionIsWithheldAndTheRestStillComes() throws IOException {
        access(null, null);
        await("it is gone from Grace's list", () -> !grace.sees(session));
        house.prompt(session, "In secret");
        SessionId open = created(
                ada.client.send(new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null)));
        await("Grace sees the open one", () -> grace.sees(open));
        assertThat(grace.board.sessions().keySet()).containsExactly(open);
    }

    @Test
    void whoMayNotUseTheRepositorySeesNothingOfIt() throws IOException {
        await("Grace sees the session", () -> grace.sees(session));
        house.people().share(house.repository(), List.of("ada@example.org"));
        await(
                "nothing is left",
                () -> grace.board.sessions().isEmpty()
                        && grace.board.repositories().isEmpty());
        assertThat(refusal(grace, new ClientMessage.CreateSession(RequestId.fresh(), house.repository(), null, null)))
                .isEqualTo(ErrorCode.not_found);
    }

    @Test
    void aLinkLetsSomebodyInUntilItIsRevoked() {
        access(null, null);
        SharingEvent.LinkMade link = (SharingEvent.LinkMade) ((ServerMessage.Logged) ada.client
                        .send(new SharingCommand.MakeLink(RequestId.fresh(), session, Role.take_part, 1))
                        .join())
                .event();
        String code = house.sessions().shares().code(session, link.linkId());
        assertThat(refusal(grace, new SharingCommand.UseLink(RequestId.fresh(), session, link.linkId() + ".guess")))
                .isEqualTo(ErrorCode.not_found);
        assertThat(refusal(grace, new SharingCommand.UseLink(RequestId.fresh(), session, code)))
                .isNull();
        await("Grace sees the session", () -> grace.sees(session));
        assertThat(refusal(grace, new ClientMessage.RenameSession(RequestId.fresh(), session, "Ours")))
                .isNull();
        ada.client
                .send(new SharingCommand.RevokeLink(RequestId.fresh(), session, link.linkId()))
                .join();
        assertThat(refusal(grace, new SharingCommand.UseLink(RequestId.fresh(), session, code)))
                .isEqualTo(ErrorCode.not_found);
    }

    @Test
    void somebodyAlwaysAdministersASession() {
        assertThat(refusal(ada, new SharingCommand.SetAccess(RequestId.fresh(), session, "ada@example.org", Role.view)))
                .isEqualTo(ErrorCode.conflict);
        assertThat(refusal(
                        ada, new SharingCommand.SetAccess(RequestId.fresh(), session, "nobody@example.org", Role.view)))
                .isEqualTo(ErrorCode.not_found);
    }

    @Test
    void eachSeesWhoElseIsHereAndWhoTypesUntilTheyGo() {
        Deque<List<Present>> told = new ConcurrentLinkedDeque<>();
        ada.client.follow(session, 1, new Follower(told));
        grace.client.follow(session, 1, new Follower(new ArrayDeque<>()));
        Present still = new Present(grace.person, "test", false);
        await("Ada sees Grace", () -> !told.isEmpty() && told.getLast().contains(still));
        grace.client.typing(ClientMessage.Typing.in(session));
        await("Ada sees her type", () -> told.getLast().contains(new Present(grace.person, "test", true)));
        access(null, null);
        await("Ada is alone", () -> told.getLast().equals(List.of(new Present(ada.person, "test", false))));
    }

    private record Follower(Collection<List<Present>> told) implements SessionListener {
        @Override
        public void logged(ServerMessage.Logged logged) {}

        @Override
        public void presence(List<Present> people) {
            told.add(people);
        }
    }

    @Test
    void whoIsRemovedIsShownTheDoor() {
        await("Grace is connected", () -> grace.state == ConnectionListener.State.online);
        house.people().remove("grace@example.org");
        await("Grace is refused", () -> grace.state == ConnectionListener.State.refused);
        assertThat(ada.state).isEqualTo(ConnectionListener.State.online);
    }
}
