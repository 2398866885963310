package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlCommand;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Board;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A repeated request id adds nothing and gets the first answer again: on the same connection, from two at
/// once, and after a restart of the backend.
class RepeatTest {
    @TempDir
    Path root;

    private final CountDownLatch go = new CountDownLatch(1);
    private House house;
    private RepositoryName repository;
    private SessionId session;
    private PromptId waiting;
    private boolean archived;

    enum Kind {
        create_session,
        submit_prompt,
        edit_prompt,
        cancel_prompt,
        move_prompt,
        stop_turn,
        rename_session,
        archive_session,
        restore_session,
        allow_host,
        delete_session,
        add_repository,
        remove_repository
    }

    /// A session whose turn doesn't end by itself, and a prompt that waits behind it.
    @BeforeEach
    void open() throws IOException {
        house = House.open(root, new Talker(List.of("Hello"), word -> go.await()));
        repository = house.repository();
        session = house.session();
        house.prompt(session, "Go on for ever");
        RequestId second = RequestId.fresh();
        house.sessions().submit(Caller.OPERATOR, new ClientMessage.SubmitPrompt(second, session, "Wait", null, null));
        try (Wire wire = Wire.greeted(house)) {
            wire.say(new ClientMessage.Subscribe(session, null, 0L, null));
            waiting = ((PromptQueued) wire.await(
                                    Logged.class, l -> second.equals(l.event().requestId()))
                            .event())
                    .promptId();
        }
    }

    @AfterEach
    void close() {
        house.close();
    }

    private ClientMessage.Command command(Kind kind, RequestId request) {
        return switch (kind) {
            case create_session -> new ClientMessage.CreateSession(request, repository, null, null);
            case submit_prompt -> new ClientMessage.SubmitPrompt(request, session, "Once only", null, null);
            case edit_prompt -> new ControlCommand.EditPrompt(request, session, waiting, "Wait a little");
            case cancel_prompt -> new ControlCommand.CancelPrompt(request, session, waiting);
            case move_prompt -> new ControlCommand.MovePrompt(request, session, waiting, null);
            case stop_turn -> new ClientMessage.StopTurn(request, session);
            case rename_session -> new ClientMessage.RenameSession(request, session, "As I call it");
            case archive_session -> new ClientMessage.ArchiveSession(request, session);
            case restore_session -> {
                archiveFirst();
                yield new ClientMessage.RestoreSession(request, session);
            }
            case allow_host -> new ClientMessage.AllowHost(request, session, "api.example.org");
            case delete_session -> new ClientMessage.DeleteSession(request, session);
            case add_repository ->
                new RepositoryCommand.AddRepository(
                        request, root.resolve("project").toString(), null);
            case remove_repository -> new RepositoryCommand.RemoveRepository(request, new RepositoryName("unused"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatGetsTheFirstAnswerAgain(Kind kind) throws IOException {
        addUnused();
        RequestId request = RequestId.fresh();
        ServerMessage first = answer(command(kind, request));
        ServerMessage again = answer(command(kind, request));
        assertThat(again).isEqualTo(first);
        assertAddedOnce(request, first);
    }

    @ParameterizedTest
    @EnumSource
    void twoAtOnceGetOneAnswer(Kind kind) throws Exception {
        addUnused();
        RequestId request = RequestId.fresh();
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 6; i++) wires.add(Wire.greeted(house));
        wires.forEach(wire -> wire.say(command(kind, request)));
        List<ServerMessage> answers = new ArrayList<>();
        for (Wire wire : wires) {
            answers.add(answered(wire, request));
            wire.close();
        }
        assertThat(answers).containsOnly(answers.getFirst());
        assertAddedOnce(request, answers.getFirst());
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatAfterARestartGetsTheFirstAnswerAgain(Kind kind) throws IOException {
        addUnused();
        RequestId request = RequestId.fresh();
        ServerMessage first = answer(command(kind, request));
        house.close();
        house = House.open(root, Talker.saying("Hello"));
        assertThat(answer(command(kind, request))).isEqualTo(first);
        assertAddedOnce(request, first);
    }

    @Test
    void aRepeatedCreateFindsItsSessionThoughTheIndexIsLost() throws IOException {
        RequestId request = RequestId.fresh();
        ServerMessage first = answer(command(Kind.create_session, request));
        house.close();
        for (String file : List.of("index.db", "index.db-wal", "index.db-shm"))
            Files.deleteIfExists(house.home().resolve(file));
        house = House.unrecovered(root, Talker.saying("Hello"));
        try (Wire wire = Wire.greeted(house)) {
            // The client is there again before the files are looked through.
            wire.say(command(Kind.create_session, request));
            house.recover();
            assertThat(answered(wire, request)).isEqualTo(first);
        }
        assertThat(house.sessions().board().sessions())
                .extracting(BoardEvent.SessionListed::sessionId)
                .containsExactlyInAnyOrder(session, ((Logged) first).sessionId());
    }

    @Test
    void anAnswerComesToWhoFollowsAnyway() throws IOException {
        try (Wire wire = Wire.greeted(house)) {
            wire.say(new ClientMessage.Subscribe(session, null, 0L, null));
            wire.await(ServerMessage.CaughtUp.class);
            RequestId request = RequestId.fresh();
            wire.say(command(Kind.submit_prompt, request));
            ServerMessage first = answered(wire, request);
            wire.say(command(Kind.submit_prompt, request));
            wire.await(Logged.class, l -> !isFirst(wire, l, request));
            assertThat(wire.heard(Logged.class).stream()
                            .filter(l -> request.equals(l.event().requestId())))
                    .containsExactly((Logged) first, (Logged) first);
        }
    }

    private static boolean isFirst(Wire wire, Logged logged, RequestId request) {
        return wire.heard(Logged.class).stream()
                        .filter(l -> request.equals(l.event().requestId()))
                        .count()
                < 2;
    }

    /// The first time; a repeated command finds it done.
    private void archiveFirst() {
        if (!archived)
            house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
        archived = true;
    }

    private void addUnused() throws IOException {
        Path folder = root.resolve("unused");
        dev.slipway.backend.git.GitRepository.withCommit(folder);
        answer(new RepositoryCommand.AddRepository(RequestId.fresh(), folder.toString(), null));
    }

    private ServerMessage answer(ClientMessage.Command command) throws IOException {
        try (Wire wire = Wire.greeted(house)) {
            wire.say(command);
            return answered(wire, command.requestId());
        }
    }

    private static ServerMessage answered(Wire wire, RequestId request) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(
                        () -> wire.heard().stream()
                                .filter(m -> switch (m) {
                                    case Logged l -> request.equals(l.event().requestId());
                                    case Board b -> request.equals(b.event().requestId());
                                    case ServerMessage.Rejected r ->
                                        throw new AssertionError(r.code() + ": " + r.message());
                                    default -> false;
                                })
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void assertAddedOnce(RequestId request, ServerMessage answer) throws IOException {
        try (Wire wire = Wire.greeted(house)) {
            wire.say(new ClientMessage.Watch(null, null));
            if (answer instanceof Logged logged)
                wire.say(new ClientMessage.Subscribe(logged.sessionId(), null, 0L, null));
            int logs = answer instanceof Logged ? 2 : 1;
            wire.await(
                    ServerMessage.CaughtUp.class,
                    c -> wire.heard(ServerMessage.CaughtUp.class).size() == logs);
            long found = wire.heard().stream()
                    .filter(m -> m instanceof Logged l
                                    && request.equals(l.event().requestId())
                            || m instanceof Board b && request.equals(b.event().requestId()))
                    .count();
            assertThat(found).isEqualTo(1);
        }
        assertThat(house.sessions().board().sessions().size()).isLessThanOrEqualTo(2);
    }
}
