package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.Worker;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A state folder on a disk that gets full: an error and no loss, and all works again when there is room. A disk
/// of its own takes root.
class FullDiskTest {
    @TempDir
    Path root;

    private Path disk;

    @BeforeEach
    void mount() throws Exception {
        assumeThat(System.getProperty("user.name")).as("mounting takes root").isEqualTo("root");
        disk = Files.createDirectories(root.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) run("umount", "-l", disk.toString());
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    private void fill() throws IOException {
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) filler.write(new byte[4096]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }

    private void free() throws IOException {
        Files.delete(disk.resolve("filler"));
    }

    private static <E extends SessionEvent> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void awaitEnded(House house, SessionId session, int turns) {
        Awaitility.await(turns + " turns have ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> events(house, session, TurnFinished.class).size() >= turns);
    }

    private static void assertFull(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .satisfies(e -> assertThat(Refused.from((RuntimeException) e)).hasValueSatisfying(no -> {
                    assertThat(no.code()).isEqualTo(ErrorCode.storage_failed);
                    assertThat(no.getMessage()).contains("Free some space");
                }));
    }

    @Test
    void whatCanNotBeKeptIsNotAcknowledgedAndWorksAgainWhenThereIsRoom() throws Exception {
        try (House house = House.open(disk, Talker.saying("Hello"))) {
            SessionId session = house.session();
            house.prompt(session, "Before");
            awaitEnded(house, session, 1);
            fill();
            List<RequestId> acknowledged = new ArrayList<>();
            RequestId refused = submitUntilFull(house, session, acknowledged);
            free();
            submit(house, session, refused);
            acknowledged.add(refused);
            awaitEnded(house, session, 1 + acknowledged.size());
            assertThat(events(house, session, PromptQueued.class).stream()
                            .skip(1)
                            .map(PromptQueued::requestId))
                    .containsExactlyElementsOf(acknowledged);
        }
    }

    private static void submit(House house, SessionId session, RequestId request) {
        String text = "true # " + "x".repeat(50_000);
        house.sessions().submit(Caller.OPERATOR, new ClientMessage.SubmitPrompt(request, session, text, null, null));
    }

    /// What is left of pages that were there already may hold some more.
    private static RequestId submitUntilFull(House house, SessionId session, List<RequestId> acknowledged) {
        while (true) {
            RequestId request = RequestId.fresh();
            try {
                submit(house, session, request);
                acknowledged.add(request);
            } catch (RuntimeException e) {
                assertFull(() -> {
                    throw e;
                });
                return request;
            }
        }
    }

    @Test
    void aTurnThatCanNotGoOnEndsOnceAndSaysWhy() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        Talker talker = new Talker(Collections.nCopies(20, "x".repeat(20_000)), word -> {
            if (word == 3) full.await();
        });
        try (House house = House.open(disk, talker)) {
            SessionId session = house.session();
            house.prompt(session, "Talk");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !house.sessions().log(session).drafts().isEmpty());
            fill();
            full.countDown();
            Awaitility.await("the end waits for room; the model isn't asked again")
                    .pollDelay(Duration.ofSeconds(2))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> talker.asked() == 1);
            free();
            awaitEnded(house, session, 1);
            TurnFinished end = events(house, session, TurnFinished.class).getFirst();
            assertThat(end.outcome()).isEqualTo(Outcome.failed);
            assertThat(end.message()).contains("could not be kept").contains("Prompt again");
            assertThat(house.sessions().log(session).drafts()).isEmpty();
            house.prompt(session, "Now there is room");
            awaitEnded(house, session, 2);
            assertThat(events(house, session, TurnFinished.class).getLast().outcome())
                    .isEqualTo(Outcome.done);
        }
    }

    @Test
    void aSandboxThatFillsTheDiskCostsNobodyWhatWasAcknowledged() throws Exception {
        Path gate = root.resolve("gate");
        try (House house = House.open(disk, new Worker())) {
            SessionId filling = house.session();
            SessionId other = house.session();
            house.prompt(other, "true");
            awaitEnded(house, other, 1);
            house.prompt(
                    filling, "cat /dev/zero > big; until [ -e " + gate + " ]; do sleep 0.05; done; rm big; echo freed");
            Awaitility.await("the disk is full").until(() -> disk.toFile().getUsableSpace() == 0);
            List<RequestId> acknowledged = new ArrayList<>();
            acknowledged.add(submitUntilFull(house, other, acknowledged));
            Files.createFile(gate);
            awaitEnded(house, filling, 1);
            assertThat(events(house, filling, SessionEvent.ToolFinished.class)
                            .getFirst()
                            .output())
                    .contains("No space left", "freed");
            submit(house, other, acknowledged.getLast());
            awaitEnded(house, other, 1 + acknowledged.size());
            assertThat(events(house, other, PromptQueued.class).stream().skip(1).map(PromptQueued::requestId))
                    .containsExactlyElementsOf(acknowledged);
        }
    }

    @Test
    void aSessionThatCouldNotBeMadeLeavesNothing() throws Exception {
        try (House house = House.open(disk, Talker.saying("Hello"))) {
            house.session();
            fill();
            for (int i = 0; i < 20; i++) {
                try {
                    house.session();
                } catch (RuntimeException e) {
                    // The stock may hold a few.
                }
            }
            free();
            int listed = house.sessions().board().sessions().size();
            assertThat(house.session()).isNotNull();
            assertThat(house.sessions().board().sessions()).hasSize(listed + 1);
        }
        try (var left = Files.list(disk.resolve("state/sessions"))) {
            long sessions = left.count();
            try (House house = House.open(disk, Talker.saying("Hello"))) {
                assertThat(house.sessions().board().sessions()).hasSize((int) sessions);
            }
        }
    }
}
