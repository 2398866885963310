package dev.slipway.backend.ws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import dev.slipway.protocol.ServerMessage.Logged;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A session in which nothing happens is closed, whoever looks at it, and opened again when something does.
class AsleepTest {
    @TempDir
    Path root;

    private Path files;

    @BeforeEach
    void atRealPath() throws IOException {
        files = root.toRealPath().resolve("state/sessions");
    }

    @Test
    void whoFollowsIsToldWhatHappensAfterItWasClosed() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                Wire wire = Wire.greeted(house);
                Wire other = Wire.greeted(house)) {
            SessionId session = house.session();
            follow(wire, session);
            follow(other, session);
            for (int turn = 1; turn <= 3; turn++) {
                sleep(house, session);
                house.prompt(session, "Hello?");
                int turns = turn;
                Awaitility.await().until(() -> finished(wire) == turns && finished(other) == turns);
            }
            List<Long> all = LongStream.rangeClosed(
                            1, house.sessions().log(session).head())
                    .boxed()
                    .toList();
            for (Wire each : List.of(wire, other)) {
                each.await(Logged.class, logged -> logged.seq() == all.size());
                assertThat(each.heard(Logged.class)).extracting(Logged::seq).containsExactlyElementsOf(all);
                assertThat(each.heard(ServerMessage.Delta.class)).isNotEmpty();
            }
        }
    }

    @Test
    void whoFollowsIsToldThatItWasDeletedWhileItWasClosed() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                Wire wire = Wire.greeted(house)) {
            SessionId session = house.session();
            follow(wire, session);
            sleep(house, session);
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
            ServerMessage.Rejected told = wire.await(ServerMessage.Rejected.class);
            assertThat(told.sessionId()).isEqualTo(session);
            assertThat(told.code()).isEqualTo(ErrorCode.not_found);
        }
    }

    @Test
    void whoLeavesWhileItIsClosedIsToldNothingMore() throws Exception {
        try (House house = House.open(root, Talker.saying("Hello"));
                Wire wire = Wire.greeted(house);
                Wire stays = Wire.greeted(house)) {
            SessionId session = house.session();
            follow(wire, session);
            follow(stays, session);
            sleep(house, session);
            wire.say(new ClientMessage.Unsubscribe(session));
            wire.say(new ClientMessage.Heartbeat());
            wire.await(ServerMessage.HeartbeatAnswered.class);
            int heard = wire.heard(Logged.class).size();
            house.sessions()
                    .rename(Caller.OPERATOR, new ClientMessage.RenameSession(RequestId.fresh(), session, "Named"));
            stays.await(Logged.class, logged -> logged.event() instanceof SessionEvent.TitleChanged);
            assertThat(wire.heard(Logged.class)).hasSize(heard);
            assertThat(house.sessions().log(session).hasSubscribers()).isTrue();
        }
    }

    @Test
    void aBackendThatFindsManySessionsKeepsNoneOfThemOpen() throws Exception {
        SessionId session;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.session();
            for (int i = 0; i < 4; i++) house.session();
        }
        // So that all of them have to be looked into.
        Files.delete(root.resolve("state/index.db"));
        try (House house = House.open(root, Talker.saying("Hello"))) {
            assertThat(house.sessions().board().sessions()).hasSize(5);
            Awaitility.await("what is taken into the search is closed")
                    .until(() -> openFiles().noneMatch(file -> file.startsWith(files)));
            house.prompt(session, "Hello?");
            Awaitility.await().until(() -> house.finished(session).size() == 1);
        }
    }

    private void sleep(House house, SessionId session) {
        Awaitility.await("it is closed").atMost(Duration.ofSeconds(60)).until(() -> {
            house.open().closeQuiet(Duration.ZERO);
            return openFiles().noneMatch(file -> file.startsWith(files.resolve(session.value())));
        });
    }

    private static Stream<Path> openFiles() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links
                    .flatMap(link -> {
                        try {
                            return Stream.of(Files.readSymbolicLink(link));
                        } catch (IOException e) {
                            return Stream.empty();
                        }
                    })
                    .toList()
                    .stream();
        }
    }

    private static void follow(Wire wire, SessionId session) {
        wire.say(new ClientMessage.Subscribe(session, null, 0L, null));
        wire.await(ServerMessage.CaughtUp.class, all -> session.equals(all.sessionId()));
    }

    private static int finished(Wire wire) {
        return (int) wire.heard(Logged.class).stream()
                .filter(logged -> logged.event() instanceof SessionEvent.TurnFinished)
                .count();
    }
}
