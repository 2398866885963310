package dev.slipway.backend.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.House;
import dev.slipway.backend.Talker;
import dev.slipway.backend.events.EventLog;
import dev.slipway.protocol.AsideEvent;
import dev.slipway.protocol.Attachment;
import dev.slipway.protocol.AttachmentId;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ControlEvent;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.PromptId;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent;
import dev.slipway.protocol.SessionEvent.PromptQueued;
import dev.slipway.protocol.SessionEvent.TurnStarted;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolCallId;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small files that would be large, or take long, once they are taken in.
class GreedyImportTest {
    private static final String LONG = "a".repeat(3 * ClientMessage.LONGEST_PROMPT);
    private static final TurnId TURN = new TurnId("turn0001");

    @TempDir
    Path root;

    private House house;
    private final List<SessionEvent> events = new ArrayList<>(List.of(KeepingScene.created()));

    @BeforeEach
    void open() throws IOException {
        house = House.open(root, Talker.saying("Hello"));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static PromptQueued prompt(int n) {
        Attachment one = new Attachment(new AttachmentId("attachment01"), "a.txt", "text/plain", 1);
        return new PromptQueued(
                RequestId.fresh(),
                new PromptId("prompt" + (1000 + n)),
                KeepingScene.GRACE,
                LONG,
                null,
                null,
                Collections.nCopies(3 * ClientMessage.MOST_ATTACHMENTS, one),
                null,
                null,
                null);
    }

    private SessionFacts taken() {
        SessionId id = KeepingScene.take(house, KeepingScene.file(events));
        SessionFacts facts = SessionFacts.EMPTY;
        EventLog log = house.sessions().log(id);
        for (long seq = 0; seq < log.head(); seq++)
            facts = facts.apply(0, Events.event(log.read(seq, 1).getFirst()));
        return facts;
    }

    @Test
    void promptsAreNoLongerThanPeopleCanMakeThemAndTheirWordsAreNotKeptInMemory() {
        for (int i = 0; i < 3; i++) {
            TurnId turn = new TurnId("turn" + (1000 + i));
            PromptQueued prompt = prompt(i);
            events.add(prompt);
            events.add(new ControlEvent.PromptEdited(
                    RequestId.fresh(), prompt.promptId(), KeepingScene.GRACE, LONG + "b"));
            events.add(new TurnStarted(turn, prompt.promptId(), "some/model", false, prompt));
            events.add(new SessionEvent.TurnFinished(turn, Outcome.done, null, 1, Usage.NONE));
        }
        SessionFacts facts = taken();
        assertThat(facts.tally().attached()).hasSize(3).allSatisfy(kept -> {
            assertThat(kept.text()).isEmpty();
            assertThat(kept.attached()).hasSize(ClientMessage.MOST_ATTACHMENTS);
        });
    }

    @Test
    void whatIsCountedWithEachEventIsBounded() {
        events.add(prompt(1));
        events.add(new TurnStarted(TURN, new PromptId("prompt1001"), "some/model", false, null));
        for (int i = 0; i < 2_000; i++) {
            events.add(new AsideEvent.SpendingNoted(TURN, "about " + i, "Some is spent."));
            events.add(new SessionEvent.QuestionAsked(
                    TURN, new ToolCallId("call" + i), i == 0 ? LONG : "Which?", Collections.nCopies(100, "this")));
        }
        SessionFacts facts = taken();
        assertThat(facts.tally().noted()).hasSize(1_000);
        List<Questions.Asked> asked = facts.course().questions().all();
        assertThat(asked).hasSize(100);
        assertThat(Objects.requireNonNull(asked.getFirst().question().question()))
                .hasSizeLessThan(20_000);
        assertThat(asked.getFirst().question().options()).hasSizeLessThan(30);
    }
}
