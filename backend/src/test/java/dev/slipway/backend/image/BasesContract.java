package dev.slipway.backend.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.git.Base;
import dev.slipway.backend.git.Committed;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.GitRepository;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Progress;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What holds of base layers whatever engine prepares them.
abstract class BasesContract extends BasesScene {
    @Test
    void aSessionSeesTheCommitCheckedOutOnItsBranchWithNothingElse() throws Exception {
        project.write("src/a.txt", "a\r\n");
        project.write(".gitattributes", "* text=auto eol=crlf ident filter=lfs\n");
        project.write("lf.txt", "$Id$\n");
        Files.createSymbolicLink(project.folder().resolve("out"), Path.of("../../../etc/passwd"));
        project.git("-c", "core.autocrlf=false", "add", "-A");
        Base base = base(project.commit("More"));
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        List<String> far = Collections.synchronizedList(new ArrayList<>());
        PreparedBase prepared = bases.prepare(mirror(), base, (what, howFar) -> {
            said.add(what);
            far.add(howFar);
        });
        assertThat(said).containsOnly("Preparing 5 files");
        assertThat(far).contains("receiving, 100 %");
        try (Sandbox sandbox = session(prepared)) {
            assertThat(run(sandbox, "git status --porcelain --branch")).isEqualTo("## main\n");
            assertThat(run(sandbox, "git rev-parse HEAD")).isEqualTo(base.commit() + "\n");
            assertThat(run(
                            sandbox,
                            "git remote; git config --get-regexp 'remote|url'; ls .git/hooks 2>/dev/null || true"))
                    .isEmpty();
            assertThat(run(sandbox, "cat lf.txt; readlink out")).isEqualTo("$Id$\n../../../etc/passwd\n");
            assertThat(run(sandbox, "git fsck --strict && git log --format=%s")).contains("More\nBegin\n");
        }
    }

    @Test
    void aNewerCommitIsAThinLayerOnTopAndAnOlderOneToo() throws Exception {
        project.write("gone/x", "x");
        project.write("kept", "k");
        Base first = base(project.commit("First"));
        prepared(first);
        project.git("rm", "-rq", "gone");
        project.write("README.md", "changed\n");
        project.write("new/y", "y");
        Base second = base(project.commit("Second"));
        PreparedBase thin = prepared(second);
        assertThat(thin.lowerLayers()).hasSize(2);
        try (Sandbox sandbox = session(thin)) {
            assertThat(run(sandbox, "git status --porcelain; cat README.md; ls -R | tr '\\n' ' '"))
                    .isEqualTo("changed\n.: README.md kept new  ./new: y ");
        }
        project.git("switch", "-q", "-c", "gone", first.commit() + "~1");
        project.write("side", "s");
        Base side = new Base("gone", project.commit("Side"));
        try (Sandbox sandbox = session(prepared(side))) {
            assertThat(run(sandbox, "git status --porcelain --branch; ls; git branch --format='%(refname)'"))
                    .isEqualTo("## gone\nREADME.md\nside\nrefs/heads/gone\n");
        }
        assertThat(prepared(first).lowerLayers()).hasSize(1);
    }

    @Test
    @Tag("long")
    void afterTwentyLayersOneIsMadeWholeAgain() throws Exception {
        List<Integer> depths = new ArrayList<>();
        for (int i = 0; i < Bases.DEEPEST + 2; i++) {
            project.write("README.md", "version " + i);
            PreparedBase prepared = prepared(base(project.commit("More")));
            depths.add(prepared.lowerLayers().size());
        }
        assertThat(depths).startsWith(1, 2, 3).contains(Bases.DEEPEST).allMatch(depth -> depth <= Bases.DEEPEST);
    }

    @Test
    void manyWhoWantTheSameBaseAtOnceWaitForOnePreparation() throws Exception {
        Base base = base(project.head());
        Mirror mirror = mirror();
        List<String> said = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<PreparedBase> prepare = () -> bases.prepare(mirror, base, (what, howFar) -> said.add(what));
            List<Future<PreparedBase>> all = threads.invokeAll(Collections.nCopies(8, prepare));
            for (Future<PreparedBase> one : all)
                assertThat(one.get()).isEqualTo(all.getFirst().get());
        }
        assertThat(said.stream().distinct()).hasSizeLessThanOrEqualTo(1);
        try (var layers = Files.list(temp.resolve("layers"))) {
            assertThat(layers).hasSize(1);
        }
    }

    @Test
    void aBaseOutlivesTheBackendAndWhatIsHalfMadeIsSwept() throws Exception {
        PreparedBase prepared = prepared(base(project.head()));
        Files.createDirectories(temp.resolve("layers/.making-1-x/upper"));
        Files.createDirectories(temp.resolve("layers/project-abc/upper"));
        Files.createSymbolicLink(temp.resolve("layers/project-abc/upper/out"), project.folder());
        Bases again = new Bases(temp.resolve("layers"), engine);
        again.sweep();
        assertThat(temp.resolve("layers").toFile().list()).hasSize(1);
        assertThat(project.folder().resolve("README.md")).exists();
        assertThat(again.find(mirror().name(), prepared.commit()).orElseThrow().lowerLayers())
                .isEqualTo(prepared.lowerLayers());
        again.forget(mirror().name());
        assertThat(again.find(mirror().name(), prepared.commit())).isEmpty();
        assertThat(temp.resolve("layers")).isEmptyDirectory();
        assertThat(again.prepare(mirror(), base(project.head()), Progress.NONE).lowerLayers())
                .allMatch(Files::exists);
    }

    @Test
    void aFailureNamesItsReasonLeavesNothingAndTheNextTrySucceeds() throws Exception {
        Base good = base(project.head());
        String missing = "0123456789012345678901234567890123456789";
        assertThatThrownBy(() -> bases.prepare(mirror(), new Base("main", missing), Progress.NONE))
                .isInstanceOf(GitRefused.class);
        assertThatThrownBy(() -> bases.prepare(mirror(), new Base("bad..name", good.commit()), Progress.NONE))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("bad..name");
        assertThat(temp.resolve("layers")).isEmptyDirectory();
        assertThat(prepared(good).files()).isEqualTo(1);
    }

    @Test
    void submodulesPointersAndEmptyCommitsAreCheckedOutAsTheyAre() throws Exception {
        GitRepository library = GitRepository.withCommit(temp.resolve("library"));
        project.git("submodule", "--quiet", "add", library.folder().toString(), "libs/lib");
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
        project.write("big.bin", pointer);
        project.write(".gitattributes", "*.bin filter=lfs\n");
        PreparedBase prepared = prepared(base(project.commit("Submodule")));
        try (Sandbox sandbox = session(prepared)) {
            assertThat(run(sandbox, "git status --porcelain; ls libs/lib; cat big.bin"))
                    .isEqualTo(pointer);
        }
        GitRepository empty = GitRepository.init(temp.resolve("empty"));
        Base nothing = new Base("main", empty.commit("Nothing"));
        Mirror mirror = mirrors.add(null, empty.folder().toString());
        mirror.fetch(Progress.NONE);
        try (Sandbox sandbox = session(bases.prepare(mirror, nothing, Progress.NONE))) {
            assertThat(run(sandbox, "ls; git status --porcelain")).isEmpty();
        }
    }

    @Test
    void whatASessionChangesBecomesItsCommitThroughTheSandbox() throws Exception {
        project.write("src/a.txt", "a\n");
        project.write("src/b.txt", "b\n");
        project.write(".gitignore", "node_modules/\n");
        PreparedBase prepared = prepared(base(project.commit("More")));
        SandboxSpec spec = spec(prepared);
        try (Sandbox sandbox = engine.start(spec)) {
            run(sandbox, """
                    echo changed > src/a.txt; rm src/b.txt; chmod +x README.md; mkdir -p new/deep node_modules/x
                    echo n > new/deep/n; echo x > node_modules/x/y; ln -s /etc/passwd new/link; mkfifo new/pipe
                    git add -A; git -c user.name=x -c user.email=x commit -qm inside; git checkout -q -b elsewhere
                    git init -q inner; touch inner/file; mkdir .GIT; touch .GIT/config
                    head -c 9000000 /dev/urandom > large; sha256sum < large > sum
                    """);
            Committed made = commit(prepared, spec, sandbox);
            assertThat(made.files())
                    .extracting(file -> file.kind() + " " + file.path())
                    .containsExactlyInAnyOrder(
                            "modified README.md",
                            "modified src/a.txt",
                            "deleted src/b.txt",
                            "added new/deep/n",
                            "added new/link",
                            "added large",
                            "added sum");
            assertThat(made.notices())
                    .hasSize(2)
                    .anyMatch(n -> n.contains("inner"))
                    .anyMatch(n -> n.contains(".GIT"));
            Path bare = temp.resolve("repos/project.git");
            assertThat(GitRepository.run(bare, "cat-file", "-s", made.commit() + ":large"))
                    .isEqualTo("9000000");
            assertThat(GitRepository.run(bare, "rev-parse", made.commit() + ":large") + "\n")
                    .isEqualTo(run(sandbox, "git hash-object --no-filters large"));
        }
    }

    @Test
    @Tag("long")
    void twentyThousandFilesArePrepared() throws Exception {
        for (int i = 0; i < 20_000; i++) project.write("d%03d/f%d.txt".formatted(i % 200, i), "file " + i + "\n");
        PreparedBase prepared = prepared(base(project.commit("Many")));
        assertThat(prepared.files()).isEqualTo(20_001);
        try (Sandbox sandbox = session(prepared)) {
            assertThat(run(sandbox, "git status --porcelain; find . -name 'f*.txt' | wc -l"))
                    .isEqualTo("20000\n");
        }
    }
}
