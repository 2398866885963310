package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Worker;
import dev.slipway.backend.events.Entry;
import dev.slipway.backend.model.LanguageModel;
import dev.slipway.backend.model.ModelListener;
import dev.slipway.backend.model.ModelReply;
import dev.slipway.backend.model.ModelRequest;
import dev.slipway.backend.people.Caller;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Sessions whose prompts are commands, and what is asked of their past.
abstract class PastScene {
    @TempDir
    Path root;

    House house;
    final Listener model = new Listener();

    @BeforeEach
    void begin() throws IOException {
        house = house();
    }

    @AfterEach
    void end() {
        house.close();
    }

    /// Over what an earlier one left.
    House house() throws IOException {
        return House.open(
                root,
                model,
                EmbeddedEngine.open(
                        Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                        root.resolve("probe"),
                        EmbeddedEngine.Protection.required));
    }

    /// As after a stop of the backend.
    void restart() throws IOException {
        house.close();
        house = house();
    }

    /// Runs each prompt as a command, and remembers what it was asked.
    static final class Listener implements LanguageModel {
        final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
        private final Worker worker = new Worker();

        @Override
        public String id() {
            return worker.id();
        }

        @Override
        public boolean rehearsal() {
            return true;
        }

        @Override
        public int contextTokens() {
            return worker.contextTokens();
        }

        @Override
        public ModelReply reply(ModelRequest request, ModelListener listener) {
            requests.add(request);
            return worker.reply(request, listener);
        }
    }

    /// What the command printed, as the model was told.
    String run(SessionId session, String command) {
        int before = events(session, TurnFinished.class).size();
        house.prompt(session, command);
        Awaitility.await(command)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> events(session, TurnFinished.class).size() > before);
        TurnFinished end = events(session, TurnFinished.class).getLast();
        assertThat(end.message()).as(command).isNull();
        return events(session, SessionEvent.ToolFinished.class)
                .getLast()
                .output()
                .strip();
    }

    List<SessionEvent> events(SessionId session) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .toList();
    }

    <E extends SessionEvent> List<E> events(SessionId session, Class<E> kind) {
        return events(session).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    TurnId turn(SessionId session, int number) {
        return events(session, SessionEvent.TurnStarted.class).get(number - 1).turnId();
    }

    SessionId fork(SessionId session, TurnId turn) {
        return house.sessions()
                .fork(Caller.OPERATOR, new ClientMessage.ForkSession(RequestId.fresh(), session, turn))
                .session();
    }

    Entry undo(SessionId session, @Nullable TurnId turn) {
        return house.sessions()
                .undo(Caller.OPERATOR, new ClientMessage.UndoTurns(RequestId.fresh(), session, turn))
                .entry();
    }

    static void refused(ErrorCode code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(Refused.class, no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.getMessage()).contains(words);
        });
    }

    /// What a branch holds in the person's repository, the newest first: the subjects of its commits.
    List<String> subjects(String branch) throws Exception {
        return house.project()
                .git("log", "--format=%s", branch, "--not", "main")
                .lines()
                .toList();
    }
}
