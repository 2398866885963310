package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.SandboxException;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdRangeTest {
    @Test
    void anOrdinaryUsersRangeIsTheFirstThatIsLargeEnough() {
        List<String> lines = List.of("# none", "bob:1:65536", "ada:5:10", "ada:many:65536", " ada:100000:65536 ");
        assertThat(IdRange.first("ada", lines)).isEqualTo(100_000);
    }

    @Test
    void aUserWithoutARangeIsToldHowToGetOne() {
        assertThatThrownBy(() -> IdRange.first("eve", List.of("ada:100000:65536")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("usermod --add-subuids 100000-165535")
                .hasMessageContaining("eve");
    }
}
