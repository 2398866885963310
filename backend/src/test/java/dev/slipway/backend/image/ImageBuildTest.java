package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ImageDetails;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Images as they are built in real sandboxes.
class ImageBuildTest extends ImagesScene {
    private static final String COUNTING = "setup: " + COUNT.formatted("setup") + "\nbuild: " + COUNT.formatted("build")
            + "\nwarm-up: " + COUNT.formatted("warm") + "\n";

    @Test
    void aSessionFindsAJavaProjectCompiledWithItsVariablesAndCaches() throws Exception {
        project.write(
                "src/Hello.java", "class Hello { public static void main(String[] a) { System.out.println(1); } }");
        project.write(".gitignore", "out/\n");
        environment("""
                setup:
                  - mkdir -p ~/.cache/deps
                  - echo "$SPEED" > ~/.cache/deps/speed
                build: javac -d out src/Hello.java
                environment: {SPEED: fast}
                """);
        project.commit("Java");
        Image image = built();
        try (Sandbox sandbox = session(image)) {
            assertThat(run(sandbox, "java -cp out Hello; cat ~/.cache/deps/speed; git status --porcelain"))
                    .isEqualTo("1\nfast\n");
        }
        assertThat(log()).contains("$ javac -d out src/Hello.java", "As said by: .slipway/environment.yaml", "Ready");
        assertThat(image.notes()).isEmpty();
        assertThat(told).contains("building Building: javac -d out src/Hello.java", "ready " + project.head());
    }

    @Test
    void aMakefileIsEnoughAndWhatItLeavesUnignoredIsNoted() throws Exception {
        project.write("Makefile", "all:\n\tcp README.md built.txt\n\techo changed > README.md\n");
        project.commit("Make");
        Image image = built();
        try (Sandbox sandbox = session(image)) {
            assertThat(run(sandbox, "cat built.txt README.md; git status --porcelain"))
                    .as("what the build did to files of the commit is taken back")
                    .isEqualTo("hello\nhello\n?? built.txt\n");
        }
        assertThat(image.notes()).singleElement().asString().contains("built.txt");
        assertThat(image.agreed().reason()).isEqualTo("a makefile: Make");
    }

    @Test
    void aRebuildDoesOnlyWhatChanged() throws Exception {
        environment(COUNTING);
        project.write("pom.xml", "<project/>");
        project.commit("First");
        Image first = built();
        assertThat(List.of(runs(first, "setup"), runs(first, "build"), runs(first, "warm")))
                .containsOnly("1");

        Image same = built();
        assertThat(same.layers()).isEqualTo(first.layers());
        assertThat(log()).contains("Nothing has changed.").doesNotContain("ran ");

        project.write("src/A.java", "class A {}");
        project.commit("Source");
        Image second = built();
        assertThat(second.layers()).startsWith(first.layers().toArray(String[]::new));
        assertThat(List.of(runs(second, "setup"), runs(second, "build"), runs(second, "warm")))
                .containsExactly("1", "2", "2");
        try (Sandbox sandbox = session(second)) {
            assertThat(run(sandbox, "cat src/A.java; git log -1 --format=%s; git status --porcelain"))
                    .isEqualTo("class A {}Source\n");
        }

        project.write("pom.xml", "<project><x/></project>");
        project.commit("Dependency");
        Image third = built();
        assertThat(List.of(runs(third, "setup"), runs(third, "build"), runs(third, "warm")))
                .containsExactly("2", "3", "3");
    }

    @Test
    void anotherSetupOrACleanBuildBeginsFromNothing() throws Exception {
        environment(COUNTING);
        project.commit("First");
        Image first = built();
        environment(COUNTING + "environment: {A: b}\n");
        project.commit("Environment");
        Image second = built();
        assertThat(runs(second, "setup")).isEqualTo("1");
        assertThat(second.layers())
                .doesNotContain(first.layers().getLast(), first.layers().get(1));
        build(BuildWay.clean);
        Image third = images.current(name()).orElseThrow();
        assertThat(runs(third, "setup")).isEqualTo("1");
        assertThat(third.layers()).doesNotContain(second.layers().getLast());
        assertThat(log()).contains("ran setup", "ran build", "ran warm");
    }

    @Test
    void aFailedBuildSaysWhyAndLeavesTheImageThatStood() throws Exception {
        environment(COUNTING);
        project.commit("First");
        Image first = built();
        environment(COUNTING.replace("echo ran build", "echo so it goes; exit 3"));
        project.commit("Broken");
        build(BuildWay.usual);
        assertThat(told.getLast())
                .startsWith("failed Building failed: `echo x >> ~/runs.build; echo so it goes; exit 3` ended with 3")
                .contains("so it goes");
        assertThat(images.current(name())).contains(first);
        environment(COUNTING + "# better\n");
        project.commit("Mended");
        told.clear();
        Image mended = built();
        assertThat(mended.commit()).isEqualTo(project.head());
        assertThat(states()).containsExactly("ready", "failed", "ready");
    }

    @Test
    void whatWasDoneBeforeABuildFailedIsNotDoneAgain() throws Exception {
        environment("setup: echo ran setup\nbuild: exit 1\n");
        project.commit("Broken");
        build(BuildWay.usual);
        assertThat(log()).contains("ran setup");
        build(BuildWay.usual);
        assertThat(log()).contains("Setting up: done before").doesNotContain("ran setup");
    }

    @Test
    void aFileThatCantBeUsedIsToldWithItsLines() throws Exception {
        environment("setup: x\nbuilt: y\nlimits: {memory: much}\n");
        project.commit("Wrong");
        build(BuildWay.usual);
        assertThat(told.getLast())
                .contains(".slipway/environment.yaml can't be used: line 2: built", "; line 3: limits.");
        assertThat(images.current(name())).isEmpty();
    }

    @Test
    void aHangingCommandEndsAtItsLimitAndAFailingWarmUpIsOnlyNoted() throws Exception {
        environment("setup: \"true\"\nwarm-up: sleep 1000\ntimeouts: {warm-up: 1s, setup: 1s}\n");
        project.commit("Slow to warm");
        Image image = built();
        assertThat(image.notes()).singleElement().asString().contains("sleep 1000", "still running after 1 s");
        environment("setup: |\n  trap '' TERM\n  sleep 1000 & wait; sleep 1000\ntimeouts: {setup: 1s}\n");
        project.commit("Hangs");
        build(BuildWay.usual);
        assertThat(told.getLast()).startsWith("failed Setting up failed").contains("was still running after 1 s");
        assertThat(images.current(name())).contains(image);
    }

    @Test
    void aBuildCanBeCancelledAndLeavesNothing() throws Exception {
        environment("setup: echo begun; sleep 1000\n");
        project.commit("Slow");
        BuildId id = images.build(mirror(), BuildWay.usual).orElseThrow();
        assertThat(images.build(mirror(), BuildWay.usual)).as("one at a time").isEmpty();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log().contains("begun"));
        assertThat(images.cancel(name())).contains(id);
        assertThat(images.cancel(name())).isEmpty();
        awaitEnd();
        assertThat(states()).containsExactly("cancelled");
        assertThat(log()).endsWith("Cancelled.\n");
        assertThat(told).noneMatch(word -> word.startsWith("failed") || word.startsWith("ready"));
        assertThat(layerFolders())
                .as("the checkout alone")
                .singleElement()
                .asString()
                .startsWith("project-");
    }

    @Test
    void twoSessionsDontSeeEachOtherThroughAnImage() throws Exception {
        environment("setup: mkdir -p ~/.m2 && echo image > ~/.m2/settled\n");
        project.commit("First");
        Image image = built();
        try (Sandbox one = session(image);
                Sandbox other = session(image)) {
            run(one, "echo mine > ~/.m2/secret; echo mine > ~/.m2/settled; echo mine > left; rm README.md");
            assertThat(run(other, "cat ~/.m2/settled; ls ~/.m2 | tr '\\n' ' '; cat README.md; ls"))
                    .isEqualTo("image\nsettled hello\nREADME.md\n");
        }
        try (Sandbox later = session(image)) {
            assertThat(run(later, "cat ~/.m2/settled; ls ~/.m2")).isEqualTo("image\nsettled\n");
        }
    }

    @Test
    void aCommitBesideTheImageIsAThinLayerOnItWithTheBuildsProducts() throws Exception {
        project.write(".gitignore", "out/\n");
        environment("build: mkdir -p out && cp README.md out/\n");
        project.commit("First");
        Image image = built();
        project.write("README.md", "later\n");
        String later = project.commit("Later");
        PreparedBase base = bases.prepare(mirror(), new Base("main", later), Progress.NONE);
        assertThat(base.keys())
                .startsWith(image.layers().toArray(String[]::new))
                .hasSize(image.layers().size() + 1);
        try (Sandbox sandbox = session(base.lowerLayers())) {
            assertThat(run(sandbox, "cat README.md out/README.md; git status --porcelain"))
                    .isEqualTo("later\nhello\n");
        }
        project.git("switch", "-q", "--orphan", "pages");
        project.write("index.html", "x");
        String pages = project.commit("Pages");
        PreparedBase unrelated = bases.prepare(mirror(), new Base("pages", pages), Progress.NONE);
        assertThat(unrelated.keys()).doesNotContain(image.layers().getLast());
    }

    @Test
    void servicesRunBesideTheBuildAndAreStoppedInOrderBeforeItIsSealed() throws Exception {
        project.write("serve.py", """
                import http.server, signal, sys, os
                def stop(*_):
                    open(os.path.expanduser("~/stopped"), "w").write("in order")
                    sys.exit(0)
                signal.signal(signal.SIGTERM, stop)
                print("serving", flush=True)
                http.server.HTTPServer(("127.0.0.1", 8099), http.server.SimpleHTTPRequestHandler).serve_forever()
                """);
        environment("""
                build: python3 -c "import urllib.request as u; print(u.urlopen('http://127.0.0.1:8099/README.md').read())"
                services:
                  - name: web
                    command: python3 serve.py
                    ready: {port: 8099}
                """);
        project.commit("Service");
        Image image = built();
        assertThat(log()).contains("b'hello");
        try (Sandbox sandbox = session(image)) {
            assertThat(run(sandbox, "cat ~/stopped; cat ~/.slipway/services/web.log"))
                    .contains("in order", "serving");
        }
    }

    @Test
    void manyLayersBecomeOne() throws Exception {
        environment("build: echo $SLIPWAY_COMMIT >> ~/builds\n");
        for (int i = 0; i < 8; i++) {
            project.write("README.md", "version " + i);
            project.commit("Version " + i);
            built();
        }
        Image image = images.current(name()).orElseThrow();
        assertThat(image.layers().size()).isLessThanOrEqualTo(ImageBuild.DEEPEST);
        assertThat(image.layers().getFirst()).contains("-flat-");
        try (Sandbox sandbox = session(image)) {
            assertThat(run(sandbox, "cat README.md; wc -l < ~/builds; git status --porcelain"))
                    .isEqualTo("version 78\n");
        }
        assertThat(Files.exists(temp.resolve("images/project.json"))).isTrue();
    }

    private List<String> states() throws InterruptedException {
        return images.report().details(mirror()).builds().stream()
                .map(ImageDetails.Build::state)
                .map(Enum::name)
                .toList();
    }
}
