package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Candidate.Kind;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxLayersContract;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EmbeddedSandboxLayersTest extends SandboxLayersContract {
    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @Test
    void aFolderWithTooManyCandidatesDoesntMakeTheOthersUnknown() throws Exception {
        SandboxSpec spec = spec();
        try (Sandbox sandbox = engine.start(spec)) {
            shell(
                    sandbox,
                    "mkdir -p many/a many/b few; touch few/x top; for i in $(seq 40); do touch many/{a,b}/$i; done");
            Candidate many = new Candidate("many", Kind.whole_folder);
            Candidate few = new Candidate("few/x", Kind.present);
            assertThat(engine.candidates(spec.stateFolder(), 60))
                    .contains(many, few)
                    .hasSize(3);
            // Neither folder alone is too many.
            assertThat(engine.candidates(spec.stateFolder(), 81))
                    .contains(few, new Candidate("top", Kind.present))
                    .doesNotContain(new Candidate("", Kind.whole_folder))
                    .hasSizeLessThan(20);
            assertThat(engine.candidates(spec.stateFolder(), 82)).hasSize(82);
        }
    }

    @Test
    void filesThatCannotBeLookedAtAreAFailureAndNotNothing() throws Exception {
        Path state = Files.createDirectories(temp.resolve("odd"));
        assertThat(engine.candidates(state, 10)).isEmpty();
        Files.createFile(state.resolve("upper"));
        assertThatThrownBy(() -> engine.candidates(state, 10)).isInstanceOf(SandboxException.class);
    }
}
