package dev.slipway.backend.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.model.FakeVendor;
import dev.slipway.backend.model.Replies;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.Effort;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionEvent.AnswerFinished;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.SessionEvent.ToolFinished;
import dev.slipway.protocol.SessionEvent.TurnFinished;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.ToolOutcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From a prompt to a commit in the person's name, through a real backend, a real sandbox and the vendors'
/// protocols.
class PromptTest {
    private static final String HELLO = "{\"path\":\"hello.txt\",\"content\":\"Hello\\n\"}";

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"ANTHROPIC_BASE_URL", "OPENAI_BASE_URL"})
    void aPromptBecomesACommitThroughAnyServerThatSpeaksTheProtocol(String variable) throws Exception {
        boolean anthropic = variable.startsWith("ANTHROPIC");
        try (FakeVendor vendor = new FakeVendor()) {
            if (anthropic)
                vendor.then(
                        Replies.anthropic("I write it.", "write", HELLO),
                        Replies.anthropic("It says hello.\n\nSubject: Say hello"));
            else
                vendor.then(
                        Replies.openai("I write it.", "write", HELLO),
                        Replies.openai("It says hello.\n\nSubject: Say hello"));
            try (Scene scene = new Scene(root, Map.of(variable, vendor.url() + (anthropic ? "" : "/v1")))) {
                scene.prompt(scene.create(), "Say hello");
                TurnFinished end = scene.await(TurnFinished.class, 1);
                assertThat(end.outcome()).as(String.valueOf(end.message())).isEqualTo(Outcome.done);
                CommitMade commit = scene.witness().last(CommitMade.class);
                assertThat(scene.project().git("log", "-1", "--format=%an <%ae> | %cn | %s", commit.branch()))
                        .startsWith("Ada <ada@example.org> | Slipway | Say hello");
                assertThat(scene.project().git("show", commit.branch() + ":hello.txt"))
                        .isEqualTo("Hello");
                assertThat(scene.project().git("status", "--porcelain")).isEmpty();
                assertThat(vendor.asked()).hasSize(2);
                assertThat(vendor.asked().get(1).body().toString()).contains("hello.txt");
            }
        }
    }

    @Test
    void thePersonMayAskForMoreOrLessThinkingInOnePrompt() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(Replies.openai("Hm."), Replies.openai("Hm."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                SessionId session = scene.create();
                scene.witness()
                        .ask(new ClientMessage.SubmitPrompt(RequestId.fresh(), session, "Think", null, Effort.low));
                scene.await(TurnFinished.class, 1);
                scene.prompt(session, "Go on");
                scene.await(TurnFinished.class, 2);
                assertThat(vendor.asked().get(0).body().at("/reasoning_effort").asString())
                        .isEqualTo("low");
                assertThat(vendor.asked().get(1).body().has("reasoning_effort")).isFalse();
            }
        }
    }

    @Test
    void badCallsAreToldToTheModelAndTheTurnGoesOn() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    Replies.openai("1", "write", "{\"path\":"),
                    Replies.openai("2", "fly", "{}"),
                    Replies.openai("3", "read", "{}"),
                    Replies.openai("I gave up."));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                scene.prompt(scene.create(), "Do something");
                assertThat(scene.await(TurnFinished.class, 1).outcome()).isEqualTo(Outcome.done);
                assertThat(scene.witness().all(ToolFinished.class))
                        .hasSize(3)
                        .allMatch(t -> t.outcome() == ToolOutcome.failed);
                String last = vendor.asked().getLast().body().toString();
                assertThat(last).contains("fly", "path");
                assertThat(scene.witness().all(CommitMade.class)).isEmpty();
            }
        }
    }

    @Test
    void aPassingErrorIsTriedAgainAndALastingOneIsTold() throws Exception {
        try (FakeVendor vendor = new FakeVendor()) {
            vendor.then(
                    to -> to.error(529, "{\"error\":{\"message\":\"Overloaded\"}}", Map.of("retry-after", "0")),
                    Replies.openai("Here I am."),
                    to -> to.error(401, "{\"error\":{\"message\":\"wrong key\"}}", Map.of()));
            try (Scene scene = new Scene(root, Map.of("OPENAI_BASE_URL", vendor.url() + "/v1"))) {
                SessionId session = scene.create();
                scene.prompt(session, "Are you there?");
                TurnFinished first = scene.await(TurnFinished.class, 1);
                assertThat(first.outcome()).as(scene.backend().log()).isEqualTo(Outcome.done);
                assertThat(scene.witness().last(AnswerFinished.class).text()).isEqualTo("Here I am.");
                scene.prompt(session, "And now?");
                TurnFinished end = scene.await(TurnFinished.class, 2);
                assertThat(end.outcome()).isEqualTo(Outcome.failed);
                assertThat(end.message()).contains("wrong key").contains("Check the API key");
            }
        }
    }
}
