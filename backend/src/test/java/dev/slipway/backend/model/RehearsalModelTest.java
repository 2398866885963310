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
    void itSaysTheSameEachTime() throws Exception {
        assertThat(calling().reply(request("Look around"), ModelListener.NONE))
                .isEqualTo(calling().reply(request("Look around"), ModelListener.NONE));
    }
}
