package dev.slipway.backend.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeEngineTest {
    @TempDir
    Path folder;

    private final FakeEngine engine = new FakeEngine();

    @Test
    void aCommandSeesItsInputAndItsOutputComesBack() throws Exception {
        try (Sandbox sandbox = engine.start(spec("one"))) {
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            Exit exit = sandbox.start(
                            Command.shell("cat; echo out; echo err >&2; exit 3", Duration.ofMinutes(1)),
                            new ByteArrayInputStream("in\n".getBytes()),
                            output::writeBytes)
                    .await();
            assertThat(output.toString()).isEqualTo("in\nout\nerr\n");
            assertThat(exit).isEqualTo(new Exit(3, false, false, 0));
        }
    }

    @Test
    void filesAreReadWrittenListedAndSearchedInsideTheWorkspaceOnly() throws Exception {
        try (Sandbox sandbox = engine.start(spec("one"))) {
            sandbox.write("src/a.txt", "hello\nthere\n".getBytes());
            sandbox.write("/workspace/b.txt", "x".getBytes());
            assertThat(sandbox.read("/workspace/src/a.txt", 6, 5).content()).isEqualTo("there".getBytes());
            assertThat(sandbox.list(".", null, 10).entries())
                    .extracting(Sandbox.Listing.Entry::path)
                    .containsExactly("b.txt", "src");
            assertThat(sandbox.list("", "**/*.txt", 1).cut()).isTrue();
            assertThat(sandbox.search("", "the+re", null, 10).hits())
                    .containsExactly(new Sandbox.Hits.Hit("src/a.txt", 2, "there"));
            assertThatThrownBy(() -> sandbox.read("../other", 0, 1)).isInstanceOf(SandboxException.class);
            assertThatThrownBy(() -> sandbox.read("/etc/passwd", 0, 1)).isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void candidatesAreWhatDiffersFromTheLayers() throws Exception {
        try (Sandbox sandbox = engine.start(spec("base"))) {
            sandbox.write("kept", "k".getBytes());
            sandbox.write("changed", "c".getBytes());
            sandbox.write("gone/x", "g".getBytes());
        }
        Path layer = Files.move(folder.resolve("base/upper"), folder.resolve("layer"));
        SandboxSpec over = new SandboxSpec("two", List.of(layer), folder.resolve("two"), Limits.DEFAULT, Map.of());
        try (Sandbox sandbox = engine.start(over)) {
            sandbox.run(
                    Command.shell("echo more >> changed; rm -r gone; mkdir new; touch new/y", Duration.ofMinutes(1)),
                    OutputSink.NONE);
            assertThat(engine.candidates(List.of(SandboxSpec.upper(over.stateFolder())), 100))
                    .containsExactlyInAnyOrder(
                            new Candidate("changed", Candidate.Kind.present),
                            new Candidate("gone", Candidate.Kind.deleted),
                            new Candidate("new", Candidate.Kind.whole_folder));
            assertThatThrownBy(() -> engine.start(over)).isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void aCommandEndsWithItsTimeoutAndWithTheSandbox() throws Exception {
        Sandbox sandbox = engine.start(spec("one"));
        Exit late = sandbox.run(Command.shell("sleep 60", Duration.ofMillis(50)), OutputSink.NONE);
        assertThat(late.timedOut()).isTrue();
        Running running = sandbox.start(Command.shell("sleep 60", Duration.ofMinutes(1)), null, OutputSink.NONE);
        sandbox.close();
        assertThat(running.await().code()).isEqualTo(137);
        assertThat(sandbox.alive()).isFalse();
    }

    private SandboxSpec spec(String id) {
        return new SandboxSpec(id, List.of(), folder.resolve(id), Limits.DEFAULT, Map.of());
    }
}
