package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.Role;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.SharingCommand;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Everything that can be asked, of a session that was imported.
class ReadOnlyTest {
    private static final Path MESSAGES = Path.of("..", "shared-protocol", "wire", "client");

    @TempDir
    Path root;

    private final Talker model = Talker.saying("Hello");
    private House house;
    private SessionId imported;

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, model);
        imported = KeepingScene.take(house, KeepingScene.file(List.of(KeepingScene.created())));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private @Nullable ErrorCode refusal(ClientMessage message) {
        try {
            house.sessions().gate().admit(Caller.OPERATOR, message);
            return null;
        } catch (Refused e) {
            return e.code();
        }
    }

    @Test
    void theGateRefusesWhateverWouldMakeSomethingHappen() throws IOException {
        Set<String> refused = new TreeSet<>();
        try (Stream<Path> files = Files.list(MESSAGES)) {
            for (Path file : files.toList()) {
                String text =
                        Files.readString(file).replaceAll("(\"sessionId\":\\s*)\"\\w+\"", "$1\"" + imported + "\"");
                ErrorCode code = refusal(Json.read(text, ClientMessage.class));
                assertThat(code).as(file.toString()).isIn(null, ErrorCode.read_only, ErrorCode.not_found);
                if (code == ErrorCode.read_only)
                    refused.add(file.getFileName().toString().replaceAll("\\..*", ""));
            }
        }
        assertThat(refused)
                .containsExactly(
                        "allow_host",
                        "answer_question",
                        "cancel_prompt",
                        "edit_prompt",
                        "fork_session",
                        "move_prompt",
                        "stop_turn",
                        "submit_prompt",
                        "typing",
                        "undo_turns");
    }

    /// As where the list was lost, and isn't made anew yet.
    @Test
    void nothingHappensInItWhoeverForgotToAskTheGate() throws IOException {
        assertThatThrownBy(() -> house.prompt(imported, "Work")).hasMessageContaining("imported");
        assertThatThrownBy(() -> house.attach(imported, "a.txt", new byte[] {1}))
                .hasMessageContaining("imported");
        assertThatThrownBy(() -> house.sessions()
                        .allow(
                                Caller.OPERATOR,
                                new ClientMessage.AllowHost(RequestId.fresh(), imported, "example.org")))
                .hasMessageContaining("imported");
        assertThatThrownBy(() -> house.sessions().results().diff(imported)).hasMessageContaining("files");
        house.sessions().typing(new ClientMessage.Typing(imported, null, null));
        assertThat(house.sessions().log(imported).head()).isEqualTo(2);
        assertThat(model.asked()).isZero();
    }

    @Test
    void itIsCalledOtherwisePutIntoTheArchiveSharedAndDeleted() throws IOException {
        Sessions sessions = house.sessions();
        Commands commands = sessions.commands();
        commands.take(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), imported, "Mine"));
        commands.take(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), imported));
        commands.take(Caller.OPERATOR, new ClientMessage.RestoreSession(RequestId.fresh(), imported));
        commands.take(Caller.OPERATOR, new SharingCommand.SetAccess(RequestId.fresh(), imported, null, Role.view));
        assertThat(sessions.board().session(imported).orElseThrow().title()).isEqualTo("Mine");
        assertThat(sessions.board().session(imported).orElseThrow().imported()).isNotNull();
        commands.take(Caller.OPERATOR, new ClientMessage.DeleteSession(RequestId.fresh(), imported));
        assertThat(sessions.board().sessions()).isEmpty();
        assertThat(house.home().resolve("sessions").resolve(imported.value())).doesNotExist();
    }

    @Test
    void itUsesNoRepositoryThatIsCalledAsItsOwn() throws IOException {
        SessionId session = house.session();
        SessionEvent.SessionCreated made = KeepingScene.created();
        KeepingScene.take(
                house,
                KeepingScene.file(List.of(new SessionEvent.SessionCreated(
                        made.requestId(),
                        made.sessionId(),
                        made.person(),
                        house.repository(),
                        "main",
                        "9c11",
                        made.model()))));
        Commands commands = house.sessions().commands();
        commands.take(Caller.OPERATOR, new ClientMessage.DeleteSession(RequestId.fresh(), session));
        commands.take(
                Caller.OPERATOR,
                new RepositoryCommand.RemoveRepository(RequestId.fresh(), new RepositoryName("project")));
        assertThat(house.sessions().repositories().all()).isEmpty();
        assertThat(house.sessions().board().sessions()).hasSize(2);
    }

    @Test
    void itIsStillOneWhenTheListIsMadeAnew() throws IOException {
        house.close();
        Files.delete(root.resolve("state/index.db"));
        house = House.open(root, model);
        assertThat(house.sessions()
                        .board()
                        .session(imported)
                        .orElseThrow()
                        .imported()
                        .sessionId())
                .isEqualTo(new SessionId("mwua7ql3uc1wk"));
        assertThat(refusal(new ClientMessage.SubmitPrompt(RequestId.fresh(), imported, "Work", null, null)))
                .isEqualTo(ErrorCode.read_only);
        assertThat(house.sessions().log(imported).read(0, 1).getFirst())
                .extracting(entry -> ((SessionEvent.SessionCreated) Events.event(entry)).importedFrom())
                .isNotNull();
    }
}
