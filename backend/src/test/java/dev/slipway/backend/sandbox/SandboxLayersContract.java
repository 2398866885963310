package dev.slipway.backend.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.sandbox.Candidate.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// What every engine's sandboxes do with layers.
public abstract class SandboxLayersContract extends SandboxScene {
    /// With the time of each file: what is built again, and what isn't, hangs on that.
    private static final String LOOK =
            "find . $HOME -mindepth 1 -printf '%P %y %m %l %s' \\( ! -type f -o -printf ' %T@' \\) -printf '\\n'"
                    + " | sort; cat gone file/y";

    @Test
    void aHigherLayerCoversALowerOneAndNeitherIsChanged() throws Exception {
        Path low = layer("low", "both=low", "low=1");
        Path high = layer("high", "both=high", "high=2");
        try (Sandbox sandbox = start(low, high)) {
            assertThat(shell(sandbox, "cat both low high").output()).isEqualTo("high12");
            shell(sandbox, "echo changed > both; rm low; mkdir more; echo x > more/x");
            assertThat(shell(sandbox, "cat both; ls").output()).isEqualTo("changed\nboth\nhigh\nmore\n");
        }
        assertThat(low.resolve("workspace/both")).hasContent("low");
        assertThat(low.resolve("workspace/low")).exists();
        assertThat(high.resolve("workspace/both")).hasContent("high");
        assertThat(high.resolve("workspace/more")).doesNotExist();
    }

    @Test
    void twoSandboxesOverOneLayerDontSeeEachOther() throws Exception {
        Path layer = layer("shared", "file=same");
        try (Sandbox one = start(layer);
                Sandbox two = start(layer)) {
            shell(one, "echo one > file; echo secret > /tmp/mine; echo x > $HOME/mine");
            assertThat(shell(two, "cat file; ls /tmp $HOME").output())
                    .startsWith("same")
                    .doesNotContain("mine");
            assertThat(shell(one, "cat file").output()).isEqualTo("one\n");
        }
    }

    @Test
    void theWorkspaceOutlivesItsSandboxAndProcessesDont() throws Exception {
        Path layer = layer("base", "file=base");
        SandboxSpec spec = spec(layer);
        try (Sandbox sandbox = engine.start(spec)) {
            shell(sandbox, "echo kept > kept; rm file; echo home > $HOME/kept; echo gone > /tmp/gone");
            sandbox.start(Command.shell("sleep 4711", PATIENCE), null, OutputSink.NONE);
        }
        try (Sandbox sandbox = engine.start(spec)) {
            assertThat(shell(sandbox, "cat kept $HOME/kept; ls file /tmp/gone 2>/dev/null; ls /tmp")
                            .output())
                    .isEqualTo("kept\nhome\n");
            assertThat(shell(sandbox, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").output())
                    .doesNotContain("sleep 4711");
        }
    }

    @Test
    void aWorkspaceHasOneSandboxAtATime() throws Exception {
        SandboxSpec spec = spec();
        try (Sandbox first = engine.start(spec)) {
            assertThatThrownBy(() -> engine.start(spec)).isInstanceOf(SandboxException.class);
            assertThat(shell(first, "echo alive").output()).isEqualTo("alive\n");
        }
        engine.start(spec).close();
    }

    @Test
    void candidatesAreWhatMayDiffer() throws Exception {
        Path layer = layer("base", "kept=k", "changed=c", "gone/x=g", "moved/y=m", "deep/er/z=z");
        SandboxSpec spec = spec(layer);
        try (Sandbox sandbox = engine.start(spec)) {
            assertThat(engine.candidates(uppers(spec), 100)).isEmpty();
            shell(sandbox, "echo + >> changed; rm -r gone; mkdir new; touch new/n deep/er/more; chmod +x kept");
            List<Candidate> found = engine.candidates(uppers(spec), 100);
            assertThat(found)
                    .contains(
                            new Candidate("changed", Kind.present),
                            new Candidate("kept", Kind.present),
                            new Candidate("gone", Kind.deleted),
                            new Candidate("deep/er/more", Kind.present));
            assertThat(found)
                    .extracting(Candidate::path)
                    .containsAnyOf("new", "new/n")
                    .doesNotContain("deep/er/z");
        }
        assertThat(engine.candidates(uppers(spec), 100)).hasSizeGreaterThanOrEqualTo(5);
    }

    @Test
    void tooManyCandidatesEndAsTheWholeFolder() throws Exception {
        SandboxSpec spec = spec(layer("base", "a=1"));
        try (Sandbox sandbox = engine.start(spec)) {
            shell(sandbox, "for i in $(seq 60); do echo $i > a$i; done");
            List<Candidate> found = engine.candidates(uppers(spec), 20);
            assertThat(found).hasSizeLessThanOrEqualTo(21);
            assertThat(found.getLast()).isEqualTo(new Candidate("", Kind.whole_folder));
        }
    }

    @Test
    void hostileNamesAndKindsAreCandidatesLikeOthers() throws Exception {
        SandboxSpec spec = spec(layer("base", "a=1"));
        try (Sandbox sandbox = engine.start(spec)) {
            shell(sandbox, "touch $'new\\nline' \"$(printf 'x%.0s' $(seq 255))\"; mkfifo pipe; ln -s /etc/passwd link");
            TreeSet<String> paths = new TreeSet<>();
            engine.candidates(uppers(spec), 100).forEach(c -> paths.add(c.path()));
            assertThat(paths)
                    .contains("new\nline", "x".repeat(255), "pipe", "link")
                    .hasSize(4);
        }
    }

    @Test
    void aLayerHoldsTheHomeTooAndAllOfItIsSeenInASandboxOverIt() throws Exception {
        SandboxSpec below = spec();
        try (Sandbox sandbox = engine.start(below)) {
            shell(sandbox, "mkdir -p ~/.cache; echo warm > ~/.cache/it; echo x > x");
        }
        Path layer = Files.move(SandboxSpec.upper(below.stateFolder()), temp.resolve("with-home"));
        SandboxSpec above = spec(layer);
        try (Sandbox sandbox = engine.start(above)) {
            assertThat(shell(sandbox, "cat ~/.cache/it; echo more >> ~/.cache/it; cat ~/.cache/it")
                            .output())
                    .isEqualTo("warm\nwarm\nmore\n");
            assertThat(engine.candidates(uppers(above), 100)).isEmpty();
        }
        assertThat(layer.resolve("home/.cache/it")).hasContent("warm\n");
    }

    @Test
    void mergedLayersShowWhatTheyShowedTogether() throws Exception {
        Path base = layer("base", "kept=k", "gone=g", "folder/old=o", "folder/deep/x=x", "file=f");
        SandboxSpec first = spec(base);
        try (Sandbox sandbox = engine.start(first)) {
            shell(
                    sandbox,
                    "rm gone; rm -r folder; mkdir folder; echo new > folder/new; ln -s kept link; chmod 700 kept");
        }
        Path one = Files.move(SandboxSpec.upper(first.stateFolder()), temp.resolve("one"));
        SandboxSpec second = spec(base, one);
        try (Sandbox sandbox = engine.start(second)) {
            shell(sandbox, "rm file; mkdir file; echo y > file/y; echo back > gone; rm folder/new; echo z > $HOME/z");
        }
        Path two = Files.move(SandboxSpec.upper(second.stateFolder()), temp.resolve("two"));
        String apart;
        try (Sandbox sandbox = start(base, one, two)) {
            apart = shell(sandbox, LOOK).output();
        }
        engine.merge(List.of(one, two), temp.resolve("merged"));
        SandboxSpec over = spec(base, temp.resolve("merged"));
        try (Sandbox sandbox = engine.start(over)) {
            assertThat(shell(sandbox, LOOK).output())
                    .isEqualTo(apart)
                    .contains("link l 777 kept")
                    .contains("back\ny\n")
                    .doesNotContain("folder/old")
                    .doesNotContain("folder/new");
            engine.flatten(List.of(base, one, two), temp.resolve("flat"));
            try (Sandbox alone = start(temp.resolve("flat"))) {
                assertThat(shell(alone, LOOK).output()).isEqualTo(apart);
            }
            List<String> changed =
                    engine.candidates(List.of(one, two, SandboxSpec.upper(over.stateFolder())), 100).stream()
                            .map(Candidate::path)
                            .toList();
            assertThat(changed).contains("gone", "link").doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsPausedStandsStillAndGoesOn() throws Exception {
        SandboxSpec spec = spec();
        try (Sandbox sandbox = engine.start(spec)) {
            assertThat(sandbox.tasks()).isEmpty();
            sandbox.start(
                    Command.shell("while true; do echo x >> growing; sleep 0.01; done", PATIENCE),
                    null,
                    OutputSink.NONE);
            Awaitility.await().until(() -> sandbox.status("growing").isPresent());
            assertThat(sandbox.tasks()).anyMatch(task -> task.command().contains("growing"));
            sandbox.pause();
            engine.merge(uppers(spec), temp.resolve("copy"));
            byte[] copied = Files.readAllBytes(temp.resolve("copy/workspace/growing"));
            assertThat(sandbox.read("growing", 0, 1 << 20).content()).isEqualTo(copied);
            sandbox.resume();
            Awaitility.await().until(() -> sandbox.read("growing", 0, 1).sizeBytes() > copied.length);
        }
    }

    @Test
    void theExtentOfALayerGrowsWithWhatIsWritten() throws Exception {
        SandboxSpec spec = spec();
        try (Sandbox sandbox = engine.start(spec)) {
            Path upper = SandboxSpec.upper(spec.stateFolder());
            SandboxEngine.Extent before = engine.extent(upper);
            assertThat(engine.extent(upper)).isEqualTo(before);
            shell(sandbox, "mkdir a; head -c 1000000 /dev/zero > a/b");
            SandboxEngine.Extent after = engine.extent(upper);
            assertThat(after.bytes()).isGreaterThanOrEqualTo(before.bytes() + 1_000_000);
            assertThat(after.entries()).isEqualTo(before.entries() + 2);
            assertThat(after.newestChangeNanos()).isGreaterThan(before.newestChangeNanos());
        }
    }

    @Test
    void whatWasMeasuredIsCopiedOrLeft() throws Exception {
        Path layer = layer("measured", "a=one", "b/c=two");
        Path copy = temp.resolve("weighed");
        try (SandboxEngine.Weighed weighed = engine.weigh(layer)) {
            assertThat(weighed.extent()).isEqualTo(engine.extent(layer));
            weighed.copy(copy);
        }
        assertThat(copy.resolve("workspace/b/c")).hasContent("two");
        engine.weigh(layer).close();
        try (SandboxEngine.Weighed again = engine.weigh(layer)) {
            assertThatThrownBy(() -> again.copy(copy)).hasMessageContaining(copy.toString());
        }
        try (SandboxEngine.Weighed nothing = engine.weigh(temp.resolve("nowhere"))) {
            assertThat(nothing.extent().entries()).isZero();
        }
    }

    private static List<Path> uppers(SandboxSpec spec) {
        return List.of(SandboxSpec.upper(spec.stateFolder()));
    }

    /// Made in a sandbox, as all layers are: whose files they are is its business.
    ///
    /// @param files `path=content`
    private Path layer(String name, String... files) throws Exception {
        SandboxSpec spec = spec();
        try (Sandbox sandbox = engine.start(spec)) {
            for (String file : files) {
                int at = file.indexOf('=');
                sandbox.write(file.substring(0, at), file.substring(at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.move(spec.stateFolder().resolve("upper"), temp.resolve("layer-" + name));
    }
}
