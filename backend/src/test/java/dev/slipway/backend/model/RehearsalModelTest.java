package dev.slipway.backend.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalModelTest extends LanguageModelContract {
    @Override
    LanguageModel calling() {
        return new RehearsalModel(Duration.ZERO);
    }

    @Override
    LanguageModel endless() {
        return new RehearsalModel(Duration.ofMillis(300));
    }

    @Test
    void itSaysWhatItIs() throws Exception {
        assertThat(calling().rehearsal()).isTrue();
        Heard heard = new Heard();
        calling().reply(request("Look around"), heard);
        assertThat(heard.text.toString()).contains("This is a rehearsal");
    }

    @Test
    void itSaysHowManyImagesItDoesNotSee() throws Exception {
        Part image = new Part.Image("image/png", "aVZCT1I=");
        Message prompt = new Message(Message.Role.user, java.util.List.of(image, image, new Part.Text("Look")));
        Heard heard = new Heard();
        calling().reply(request("Look").with(java.util.List.of(prompt)), heard);
        assertThat(heard.text.toString()).contains("2 images came with your words");
    }

    @Test
    void itSaysThatItReadWhatCameMeanwhile() throws Exception {
        Part.ToolCall call = new Part.ToolCall("c1", "glob", "{}");
        for (String words : java.util.List.of("The person writes while you work:\nStop that", "[News of the loop]")) {
            java.util.List<Part> told = java.util.List.of(new Part.ToolResult("c1", "x", false), new Part.Text(words));
            Heard heard = new Heard();
            calling()
                    .reply(
                            request("Look")
                                    .with(java.util.List.of(
                                            Message.user("Look"),
                                            new Message(Message.Role.assistant, java.util.List.of(call)),
                                            new Message(Message.Role.user, told))),
                            heard);
            assertThat(heard.text.toString().contains("what you wrote meanwhile"))
                    .as(words)
                    .isEqualTo(words.startsWith("The"));
        }
    }

    @Test
    void itSaysTheSameEachTime() throws Exception {
        assertThat(calling().reply(request("Look around"), ModelListener.NONE))
                .isEqualTo(calling().reply(request("Look around"), ModelListener.NONE));
    }
}
