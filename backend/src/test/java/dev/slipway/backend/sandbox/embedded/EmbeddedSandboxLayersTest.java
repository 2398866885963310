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
import java.util.List;
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
            assertThat(engine.candidates(List.of(SandboxSpec.upper(spec.stateFolder())), 60))
                    .contains(many, few)
                    .hasSize(3);
            // Neither folder alone is too many.
            assertThat(engine.candidates(List.of(SandboxSpec.upper(spec.stateFolder())), 81))
                    .contains(few, new Candidate("top", Kind.present))
                    .doesNotContain(new Candidate("", Kind.whole_folder))
                    .hasSizeLessThan(20);
            assertThat(engine.candidates(List.of(SandboxSpec.upper(spec.stateFolder())), 82))
                    .hasSize(82);
        }
    }

    @Test
    void filesThatCannotBeLookedAtAreAFailureAndNotNothing() throws Exception {
        Path state = Files.createDirectories(temp.resolve("odd"));
        assertThat(engine.candidates(List.of(state.resolve("upper")), 10)).isEmpty();
        Files.createDirectory(state.resolve("upper"));
        Files.createFile(state.resolve("upper/workspace"));
        assertThatThrownBy(() -> engine.candidates(List.of(state.resolve("upper")), 10))
                .isInstanceOf(SandboxException.class);
    }

    @Test
    void filesOfAnOlderVersionAreTakenOverEvenHalfWay() throws Exception {
        for (String half : List.of("", "upper.older", "upper.older upper")) {
            SandboxSpec spec = spec();
            try (Sandbox sandbox = engine.start(spec)) {
                shell(sandbox, "echo w > w; echo h > ~/h");
            }
            Path state = spec.stateFolder();
            Path workspace = half.isEmpty() ? state.resolve("older") : state.resolve("upper.older");
            Files.move(state.resolve("upper/workspace"), workspace);
            Files.move(state.resolve("upper/home"), state.resolve("home"));
            if (!half.endsWith(" upper")) Files.delete(state.resolve("upper"));
            if (half.isEmpty()) Files.move(workspace, state.resolve("upper"));
            for (int i = 0; i < 2; i++)
                try (Sandbox sandbox = engine.start(spec)) {
                    assertThat(shell(sandbox, "cat w ~/h; ls").output()).isEqualTo("w\nh\nw\n");
                }
            assertThat(state.resolve("home")).doesNotExist();
            assertThat(state.resolve("upper.older")).doesNotExist();
        }
    }
}
