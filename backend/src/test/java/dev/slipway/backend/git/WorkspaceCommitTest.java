package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceCommitTest {
    private static final Person ADA = new Person("Ada Lovelace", "ada@example.org");
    private static final SessionId SESSION = new SessionId("session1");
    private static final Candidates EVERYTHING = new Candidates(List.of(), List.of(""));
    private static final CommitBounds BOUNDS = new CommitBounds(1 << 20, 4 << 20, 100);

    @TempDir
    Path temp;

    private GitRepository project;
    private GitRepository workspace;
    private Mirrors mirrors;
    private Mirror mirror;
    private String base;

    @BeforeEach
    void prepare() throws Exception {
        temp = temp.toRealPath();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.withCommit(temp.resolve("project"));
        project.write("src/a.txt", "a\n");
        project.write("src/b.txt", "b\n");
        project.write(".gitignore", "*.log\nbuild/\n");
        Files.createSymbolicLink(project.folder().resolve("link"), Path.of("src/a.txt"));
        open();
    }

    /// Commits what stands in the project, mirrors it and makes the workspace.
    private void open() throws Exception {
        base = project.commit("Base");
        mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        GitRepository.run(temp, "clone", "-q", project.folder().toString(), "workspace");
        workspace = new GitRepository(temp.resolve("workspace"));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    @Test
    void theCommitHasThePersonAsItsAuthorAndCarriesTheTurn() throws Exception {
        workspace.write("src/a.txt", "changed\n");
        Committed made = make("turn01", "  Change a thing\n\nBecause of\r\nthis.\nSlipway-Turn: forged\n", EVERYTHING);
        assertThat(made.notices()).isEmpty();
        assertThat(made.subject()).isEqualTo("Change a thing");
        assertThat(show("%an <%ae>|%cn <%ce>|%P"))
                .isEqualTo("Ada Lovelace <ada@example.org>|Slipway <slipway@localhost>|" + base);
        assertThat(show("%B").strip()).isEqualTo("""
                Change a thing

                Because of
                this.

                Slipway-Session: session1
                Slipway-Turn: turn01
                Co-authored-by: Grace <grace@example.org>""");
        assertThat(made.files().toString()).contains("src/a.txt, kind=modified, addedLines=1, removedLines=1");
        assertThat(made.files()).hasSize(1);
        assertThat(mirrorGit("fsck", "--strict")).doesNotContain("error");
    }

    @Test
    void addedChangedDeletedExecutableAndLinkedFilesArriveAsTheyAre() throws Exception {
        workspace.write("new/deep/c.txt", "c\r\n");
        Files.delete(workspace.folder().resolve("src/b.txt"));
        Files.setPosixFilePermissions(
                workspace.folder().resolve("src/a.txt"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createSymbolicLink(workspace.folder().resolve("out"), Path.of("../../../../etc/passwd"));
        Committed made = make("turn01", "x", EVERYTHING);
        assertThat(made.notices()).isEmpty();
        assertThat(tree())
                .containsExactlyInAnyOrder(
                        "100644 .gitignore",
                        "100644 README.md",
                        "120000 link",
                        "100644 new/deep/c.txt",
                        "120000 out",
                        "100755 src/a.txt");
        assertThat(mirrorGit("cat-file", "-p", made.commit() + ":out")).isEqualTo("../../../../etc/passwd");
        assertThat(mirrorGit("cat-file", "-s", made.commit() + ":new/deep/c.txt"))
                .isEqualTo("3");
    }

    @Test
    void aPathMayChangeItsTypeInEveryDirection() throws Exception {
        Path root = workspace.folder();
        GitRepository.run(root, "rm", "-rq", "src", "link", "README.md");
        workspace.write("src", "a file now");
        workspace.write("link/in.txt", "a folder now");
        Files.createSymbolicLink(root.resolve("README.md"), Path.of("src"));
        Candidates paths = new Candidates(List.of("src", "link", "README.md"), List.of());
        make("turn01", "x", paths);
        assertThat(tree())
                .containsExactlyInAnyOrder("100644 .gitignore", "120000 README.md", "100644 link/in.txt", "100644 src");
        Files.delete(root.resolve("src"));
        workspace.write("src/a.txt", "a\n");
        workspace.write("src/b.txt", "b\n");
        make("turn02", "x", new Candidates(List.of("link", "README.md"), List.of("src")));
        assertThat(tree()).contains("100644 src/a.txt", "100644 src/b.txt").doesNotContain("100644 src");
    }

    @Test
    void theTurnsCommitIsFoundAndNeverDoubled() throws Exception {
        workspace.write("one", "1");
        Committed first = make("turn01", "One", EVERYTHING);
        workspace.write("two", "2");
        assertThat(make("turn01", "Again", EVERYTHING)).isEqualTo(first);
        Committed second = make("turn02", "Two", EVERYTHING);
        assertThat(show("%P")).isEqualTo(first.commit());
        assertThat(make("turn01", "Again", EVERYTHING).commit()).isEqualTo(first.commit());
        assertThat(mirror.sessionTip(branch())).contains(second.commit());
        assertThat(second.files()).hasSize(2);
    }

    @Test
    void aTurnThatChangedNothingMakesNoCommit() throws Exception {
        assertThat(make("turn01", "x", EVERYTHING).commit()).isNull();
        assertThat(mirror.sessionTip(branch())).isEmpty();
        workspace.write("one", "1");
        make("turn02", "x", EVERYTHING);
        Committed none = make("turn03", "x", EVERYTHING);
        assertThat(none.commit()).isNull();
        assertThat(none.files()).hasSize(1);
        Files.delete(workspace.folder().resolve("one"));
        assertThat(make("turn04", "x", new Candidates(List.of(), List.of())).files())
                .isEmpty();
        assertThat(tree()).doesNotContain("100644 one");
    }

    @Test
    void ignoredFilesStayOutUnlessTheyAreTracked() throws Exception {
        project.write("kept.log", "k");
        project.write("build/kept.txt", "k");
        project.git("add", "-f", "kept.log", "build/kept.txt");
        GitRepository.run(temp, "-C", "workspace", "status");
        org.eclipse.jgit.util.FileUtils.delete(workspace.folder().toFile(), 1);
        open();
        workspace.write("kept.log", "changed");
        workspace.write("build/kept.txt", "changed");
        workspace.write("build/made.o", "o");
        workspace.write("other.log", "l");
        workspace.write("sub/.gitignore", "!wanted.log\n/top\n");
        workspace.write("sub/wanted.log", "w");
        workspace.write("sub/top", "t");
        workspace.write("sub/deeper/top", "t");
        Committed whole = make("turn01", "x", EVERYTHING);
        assertThat(whole.files())
                .extracting(f -> f.path())
                .containsExactly("build/kept.txt", "kept.log", "sub/.gitignore", "sub/deeper/top", "sub/wanted.log");
        List<String> single = List.of(
                "kept.log",
                "build/kept.txt",
                "build/made.o",
                "other.log",
                "sub/.gitignore",
                "sub/wanted.log",
                "sub/top");
        Committed same = make("turn02", "x", new Candidates(single, List.of("sub/deeper", "build")));
        assertThat(same.commit()).isNull();
    }

    @Test
    void repositoriesInsideAndSubmodulesAreLeftOut() throws Exception {
        GitRepository library = GitRepository.withCommit(temp.resolve("library"));
        project.git("submodule", "--quiet", "add", library.folder().toString(), "libs/lib");
        org.eclipse.jgit.util.FileUtils.delete(workspace.folder().toFile(), 1);
        open();
        workspace.write("libs/lib/changed", "x");
        GitRepository inner = GitRepository.withCommit(workspace.folder().resolve("vendor/inner"));
        inner.write("hidden", "x");
        workspace.write("src/a.txt", "changed");
        Committed made = make("turn01", "x", EVERYTHING);
        assertThat(made.files()).extracting(f -> f.path()).containsExactly("src/a.txt");
        assertThat(tree()).contains("160000 libs/lib");
        assertThat(made.notices())
                .hasSize(2)
                .anyMatch(n -> n.contains("vendor/inner"))
                .anyMatch(n -> n.contains("libs/lib"));
        Committed again = make(
                "turn02",
                "x",
                new Candidates(
                        List.of("src/a.txt", "vendor/inner/hidden", "libs/lib/changed", "libs"), List.of("vendor")));
        assertThat(again.commit()).isNull();
        assertThat(again.notices()).hasSize(2);
    }

    @Test
    void namesThatAttackGitAreLeftOutWithANotice() throws Exception {
        List<String> evil = List.of(
                ".GIT/config",
                ".Git",
                "src/.giT/hooks/x",
                "git~1",
                "GIT~1/x",
                ".git./x",
                ".git ",
                ".g\u200cit/x",
                "a\\.git\\x",
                ".git::$INDEX_ALLOCATION",
                "caf\uFFFD",
                "src/.gIt");
        for (String path : evil) workspace.write(path, "evil");
        workspace.write("con.txt:x", "fine");
        workspace.write("line\nbreak", "fine");
        workspace.write("-rf", "fine");
        Committed made = make("turn01", "x", EVERYTHING);
        assertThat(made.files()).extracting(f -> f.path()).containsExactlyInAnyOrder("-rf", "con.txt:x", "line\nbreak");
        assertThat(made.notices()).singleElement().asString().contains("unsafe in git", "and 7 more");
        Committed single = make(
                "turn02",
                "x",
                new Candidates(
                        java.util.stream.Stream.concat(
                                        evil.stream(),
                                        java.util.stream.Stream.of("../x", "a//b", "-rf", "con.txt:x", "line\nbreak"))
                                .toList(),
                        List.of()));
        assertThat(single.commit()).isNull();
        assertThat(mirrorGit("fsck", "--strict")).doesNotContain("error");
    }

    @Test
    void aHostileListOfSubmodulesStaysOut() throws Exception {
        workspace.write(".gitmodules", "[submodule \"x\"]\n path = x\n url = --upload-pack=touch /tmp/x\n");
        assertThat(make("turn01", "x", EVERYTHING).notices())
                .singleElement()
                .asString()
                .contains(".gitmodules");
        Files.delete(workspace.folder().resolve(".gitmodules"));
        Files.createSymbolicLink(workspace.folder().resolve(".gitmodules"), Path.of("README.md"));
        assertThat(make("turn02", "x", EVERYTHING).notices())
                .singleElement()
                .asString()
                .contains(".gitmodules");
    }

    @Test
    void filesBeyondTheBoundsAreLeftOutAndKeepWhatTheBranchHas() throws Exception {
        sparse("huge.bin", (1 << 20) + 1);
        sparse("README.md", 5 << 20);
        for (int i = 0; i < 5; i++) sparse("big" + i, (1 << 20) - 1);
        Committed made = make("turn01", "x", EVERYTHING);
        assertThat(made.notices()).hasSize(2);
        assertThat(made.files()).hasSize(3).noneMatch(file -> file.path().equals("README.md"));
        assertThat(mirrorGit("cat-file", "-p", made.commit() + ":README.md")).isEqualTo("hello");
    }

    @Test
    void aFileOfManyMegabytesIsTakenWholeAndOneThatGrowsIsNot() throws Exception {
        byte[] content = new byte[20 << 20];
        new Random(1).nextBytes(content);
        Files.write(workspace.folder().resolve("large"), content);
        Path growing = workspace.write("growing", "x");
        CommitBounds bounds = new CommitBounds(30 << 20, 60 << 20, 100);
        Committed made = make("turn01", "x", EVERYTHING, bounds, path -> {
            if (path.equals("growing")) sparse("growing", 40 << 20);
        });
        assertThat(growing).exists();
        assertThat(made.notices()).singleElement().asString().contains("growing");
        assertThat(mirrorGit("rev-parse", made.commit() + ":large"))
                .isEqualTo(workspace.git("hash-object", "--no-filters", "large"));
    }

    @Test
    void aFileThatVanishesWhileItIsReadIsSimplyGone() throws Exception {
        workspace.write("src/a.txt", "changed");
        workspace.write("stays", "s");
        Committed made = make("turn01", "x", EVERYTHING, BOUNDS, path -> {
            if (path.equals("src/a.txt")) delete(workspace.folder().resolve(path));
        });
        assertThat(made.notices()).isEmpty();
        assertThat(tree()).doesNotContain("100644 src/a.txt").contains("100644 stays");
    }

    @Test
    void attributesFiltersAndPointersOfTheWorkspacePlayNoPart() throws Exception {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
        workspace.write(".gitattributes", "* text=auto eol=crlf filter=lfs ident\n");
        workspace.write("big.bin", pointer);
        workspace.write("crlf.txt", "a\r\n$Id: x $\r\n");
        workspace.git("config", "filter.lfs.clean", "touch " + temp.resolve("canary"));
        workspace.git("config", "core.fsmonitor", "touch " + temp.resolve("canary"));
        Committed made = make("turn01", "x", EVERYTHING);
        assertThat(mirrorGit("cat-file", "-p", made.commit() + ":big.bin") + "\n")
                .isEqualTo(pointer);
        assertThat(mirrorGit("cat-file", "-s", made.commit() + ":crlf.txt")).isEqualTo("13");
        assertThat(temp.resolve("canary")).doesNotExist();
    }

    @Test
    void aLongFirstLineIsCutAtAWord() throws Exception {
        workspace.write("one", "1");
        String subject = make("turn01", "word ".repeat(40), EVERYTHING).subject();
        assertThat(subject).hasSizeLessThanOrEqualTo(72).endsWith("word…");
        workspace.write("two", "2");
        assertThat(make("turn02", " \u001b \n", EVERYTHING).subject()).isEqualTo("Change files");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyHistoryOfChangesEndsInTheTreeThatNativeGitMakes(long seed) throws Exception {
        Random random = new Random(seed);
        for (int turn = 0; turn < 3; turn++) {
            for (int i = 0; i < 25; i++) RandomChange.apply(workspace.folder(), random);
            make("turn0" + turn, "x", EVERYTHING);
            workspace.git("add", "-A");
            assertThat(mirrorGit("rev-parse", mirror.sessionTip(branch()).orElse(base) + "^{tree}"))
                    .as("seed %d, turn %d", seed, turn)
                    .isEqualTo(workspace.git("write-tree"));
        }
    }

    private Committed make(String turn, String message, Candidates candidates) throws InterruptedException {
        return make(turn, message, candidates, BOUNDS, path -> {});
    }

    private Committed make(
            String turn, String message, Candidates candidates, CommitBounds bounds, Consumer<String> beforeOpen)
            throws InterruptedException {
        CommitRequest request = new CommitRequest(
                SESSION,
                new TurnId(turn),
                branch(),
                base,
                ADA,
                List.of(ADA, new Person("Grace", "grace@example.org")),
                message);
        return new WorkspaceCommit(mirror, bounds, InstantSource.system())
                .make(request, candidates, new FolderFiles(workspace.folder(), beforeOpen));
    }

    private static String branch() {
        return Branches.name("Fix it", SESSION);
    }

    private String show(String format) {
        return mirrorGit("log", "-1", "--format=" + format, "refs/slipway/heads/fix-it-session1");
    }

    private List<String> tree() {
        return mirrorGit(
                        "-c",
                        "core.quotePath=false",
                        "ls-tree",
                        "-r",
                        "--format=%(objectmode) %(path)",
                        "refs/slipway/heads/fix-it-session1")
                .lines()
                .toList();
    }

    private String mirrorGit(String... arguments) {
        return GitRepository.run(temp.resolve("repos/project.git"), arguments);
    }

    private void sparse(String path, long size) {
        try (RandomAccessFile file =
                new RandomAccessFile(workspace.folder().resolve(path).toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
