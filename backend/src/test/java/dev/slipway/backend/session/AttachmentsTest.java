package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.files.Trees;
import dev.slipway.backend.model.RehearsalModel;
import dev.slipway.backend.people.Caller;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person attaches: from the upload to the sandbox.
class AttachmentsTest {
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\nand so on".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] TEXT = "Dear Ada".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path root;

    private static <E extends SessionEvent> List<E> events(House house, SessionId session, Class<E> kind) {
        return house.sessions().log(session).read(0, 100_000).stream()
                .map(Events::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static void awaitIdle(House house, SessionId session) {
        Session found = house.open().find(session).orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(found::isIdle);
    }

    private static Path inHome(House house, SessionId session, PromptQueued prompt, String name) {
        return house.home()
                .resolve("sessions/" + session + "/workspace/upper/home/attachments/" + prompt.promptId())
                .resolve(name);
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refused.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatIsAttachedIsAFileInTheSandboxAndInNoCommit() throws IOException {
        try (House house = House.open(root, new RehearsalModel(Duration.ZERO))) {
            SessionId session = house.preparedSession();
            Attachment shot = house.attach(session, "shot.png", PNG);
            Attachment letter = house.attach(session, "../../etc/a\nletter.txt", TEXT);
            assertThat(letter.name()).isEqualTo("a letter.txt");
            PromptQueued prompt =
                    house.prompt(session, "Write a note", List.of(shot.attachmentId(), letter.attachmentId()));
            assertThat(prompt.attached()).containsExactly(shot, letter);
            awaitIdle(house, session);
            assertThat(inHome(house, session, prompt, "shot.png")).hasBinaryContent(PNG);
            assertThat(inHome(house, session, prompt, "a_letter.txt")).hasBinaryContent(TEXT);
            assertThat(events(house, session, SessionEvent.FilesChanged.class)
                            .getLast()
                            .files())
                    .extracting(FileChange::path)
                    .containsExactly("REHEARSAL.md");
            assertThat(events(house, session, SessionEvent.AnswerFinished.class)
                            .getFirst()
                            .text())
                    .contains("1 image came");
        }
    }

    @Test
    void theyComeBackWithASandboxThatWasLostAndWhatTheAgentMadeOfThemStays() throws IOException {
        try (House house = House.open(root, new RehearsalModel(Duration.ZERO))) {
            SessionId session = house.preparedSession();
            List<AttachmentId> both = List.of(
                    house.attach(session, "shot.png", PNG).attachmentId(),
                    house.attach(session, "letter.txt", TEXT).attachmentId());
            PromptQueued first = house.prompt(session, "Write a note", both);
            awaitIdle(house, session);
            Files.delete(inHome(house, session, first, "shot.png"));
            Files.writeString(inHome(house, session, first, "letter.txt"), "Dear Grace");
            house.sessions().archive(Caller.OPERATOR, new ClientMessage.ArchiveSession(RequestId.fresh(), session));
            house.sessions().restore(Caller.OPERATOR, new ClientMessage.RestoreSession(RequestId.fresh(), session));
            PromptQueued second = house.prompt(session, "Write another", both);
            awaitIdle(house, session);
            assertThat(inHome(house, session, first, "shot.png")).hasBinaryContent(PNG);
            assertThat(inHome(house, session, first, "letter.txt")).hasContent("Dear Grace");
            assertThat(inHome(house, session, second, "letter.txt")).hasBinaryContent(TEXT);
        }
    }

    @Test
    void oneThatCanNotBeWrittenKeepsNoTurnFromItsEnd() throws IOException {
        try (House house = House.open(root, new RehearsalModel(Duration.ZERO))) {
            SessionId session = house.preparedSession();
            house.prompt(session, "Write a note");
            awaitIdle(house, session);
            Path home = house.home().resolve("sessions/" + session + "/workspace/upper/home");
            Files.writeString(home.resolve("attachments"), "in the way");
            AttachmentId letter = house.attach(session, "letter.txt", TEXT).attachmentId();
            house.prompt(session, "Write another", List.of(letter));
            awaitIdle(house, session);
            assertThat(events(house, session, SessionEvent.ToolFinished.class))
                    .hasSizeGreaterThan(3)
                    .allMatch(e -> e.outcome() == dev.slipway.protocol.ToolOutcome.ok);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterARestart() throws IOException {
        SessionId session;
        Attachment letter;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.preparedSession();
            letter = house.attach(session, "letter.txt", TEXT);
            // As a kill in the middle of another upload leaves it.
            Path folder = house.home().resolve("sessions/" + session + "/attachments");
            Files.writeString(folder.resolve("half00001.part"), "ha");
            Files.writeString(folder.resolve("half00002.json"), "{");
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId opened = session;
            refused(ErrorCode.not_found, () -> house.sessions().attachment(opened, new AttachmentId("half00001")));
            refused(ErrorCode.not_found, () -> house.sessions().attachment(opened, new AttachmentId("half00002")));
            assertThat(house.prompt(session, "Look", List.of(letter.attachmentId()))
                            .attached())
                    .containsExactly(letter);
            try (AttachedFile file = house.sessions().attachment(session, letter.attachmentId())) {
                assertThat(file.content().readAllBytes()).isEqualTo(TEXT);
            }
        }
    }

    @Test
    void onlyWhatIsInThisSessionCanBeSentWithAPrompt() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.preparedSession();
            AttachmentId elsewhere =
                    house.attach(house.preparedSession(), "letter.txt", TEXT).attachmentId();
            refused(ErrorCode.not_found, () -> house.prompt(session, "Look", List.of(elsewhere)));
            refused(ErrorCode.not_found, () -> house.prompt(session, "Look", List.of(AttachmentId.fresh())));
            assertThat(events(house, session, PromptQueued.class)).isEmpty();
            assertThat(house.prompt(session, "Look", List.of()).attachments()).isNull();
        }
    }

    @Test
    void unusedOnesGoAfterADayAndUsedOnesWithTheSession() throws IOException {
        SessionId session;
        AttachmentId used;
        AttachmentId unused;
        try (House house = House.open(root, Talker.saying("Hello"))) {
            session = house.preparedSession();
            used = house.attach(session, "used.txt", TEXT).attachmentId();
            unused = house.attach(session, "unused.txt", TEXT).attachmentId();
            house.prompt(session, "Look", List.of(used));
            awaitIdle(house, session);
        }
        Path folder = root.resolve("state/sessions/" + session + "/attachments");
        try (var files = Files.list(folder)) {
            for (Path file : files.toList())
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
        }
        try (House house = House.open(root, Talker.saying("Hello"))) {
            house.sessions().attachment(session, used).close();
            refused(ErrorCode.not_found, () -> house.sessions().attachment(session, unused));
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
            refused(ErrorCode.not_found, () -> house.attach(session, "late.txt", TEXT));
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void aSessionThatGoesDuringAnUploadIsNotMadeAgain() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.preparedSession();
            Session found = house.open().find(session).orElseThrow();
            Path folder = house.home().resolve("sessions/" + session);
            house.sessions().delete(new ClientMessage.DeleteSession(RequestId.fresh(), session));
            if (Files.exists(folder)) Trees.delete(folder);
            assertThatThrownBy(() -> found.attachments()
                            .keep("late.txt", null, new java.io.ByteArrayInputStream(TEXT), java.util.Set.of()))
                    .isInstanceOf(dev.slipway.backend.store.StorageFailed.class);
            assertThat(folder).doesNotExist();
        }
    }

    @Test
    void theyDoNotPileUpUnused() throws IOException {
        try (House house = House.open(root, Talker.saying("Hello"))) {
            SessionId session = house.preparedSession();
            AttachmentId first = house.attach(session, "0.txt", TEXT).attachmentId();
            for (int i = 1; i < Attachments.MOST_UNUSED; i++) house.attach(session, i + ".txt", TEXT);
            refused(ErrorCode.too_much, () -> house.attach(session, "more.txt", TEXT));
            house.prompt(session, "Look", List.of(first));
            house.attach(session, "more.txt", TEXT);
        }
    }
}
