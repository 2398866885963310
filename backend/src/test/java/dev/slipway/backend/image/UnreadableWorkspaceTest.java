package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Committed;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.embedded.EmbeddedEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a sandbox keeps from being read must not be taken for deleted.
class UnreadableWorkspaceTest extends BasesScene {
    private static final List<Candidate> EVERYTHING = List.of(new Candidate("", Candidate.Kind.whole_folder));

    @Override
    SandboxEngine engine() {
        return EmbeddedEngine.open(
                Path.of("target/native/slipway-sandbox").toAbsolutePath(),
                temp.resolve("probe"),
                EmbeddedEngine.Protection.required);
    }

    @Test
    void filesAndFoldersThatCannotBeReadStayAsTheBranchHasThem() throws Exception {
        for (String path : List.of("src/a.txt", "src/b.txt", "deep/er/c.txt", "listless/d.txt"))
            project.write(path, "x");
        PreparedBase prepared = prepared(base(project.commit("More")));
        var spec = spec(prepared);
        try (Sandbox sandbox = engine.start(spec)) {
            run(sandbox, "echo changed > listless/d.txt; chmod 0 src/a.txt deep; chmod 111 listless; rm src/b.txt");
            Committed single = commit(prepared, spec, sandbox);
            assertThat(single.files())
                    .extracting(file -> file.kind() + " " + file.path())
                    .containsExactlyInAnyOrder("deleted src/b.txt", "modified listless/d.txt");
            assertThat(single.notices()).singleElement().asString().contains("src/a.txt", "can't be read");
        }
    }

    @Test
    void aLookAtEverythingDeletesNothingThatItCannotSee() throws Exception {
        for (String path : List.of("src/a.txt", "src/b.txt", "deep/er/c.txt", "listless/d.txt", "names/e.txt"))
            project.write(path, "x");
        PreparedBase prepared = prepared(base(project.commit("More")));
        try (Sandbox sandbox = engine.start(spec(prepared))) {
            run(
                    sandbox,
                    "echo changed > listless/d.txt; chmod 0 src/a.txt deep; chmod 111 listless; chmod 444 names; rm src/b.txt");
            Committed whole = commit(prepared, sandbox, EVERYTHING);
            assertThat(whole.files())
                    .extracting(file -> file.kind() + " " + file.path())
                    .containsExactlyInAnyOrder("deleted src/b.txt", "modified listless/d.txt");
            assertThat(whole.notices().toString()).contains("src/a.txt", "deep", "names", "can't be read");
        }
    }

    @Test
    void trackedNamesThatAreNotUtf8Stay() throws Exception {
        String make = "mkdir $'d\\351' && echo x > $'d\\351/in' && echo x > $'caf\\351'";
        Process made = new ProcessBuilder("bash", "-c", make)
                .directory(project.folder().toFile())
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        PreparedBase prepared = prepared(base(project.commit("Old names")));
        try (Sandbox sandbox = engine.start(spec(prepared))) {
            run(sandbox, "echo new > new.txt");
            Committed whole = commit(prepared, sandbox, EVERYTHING);
            assertThat(whole.files()).extracting(file -> file.path()).containsExactly("new.txt");
        }
    }
}
