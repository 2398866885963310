package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspaceCommitTest extends WorkspaceScene {
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
    void whatAnIgnoredFolderHoldsCostsNoLookForEachFile() throws Exception {
        List<String> candidates = new ArrayList<>(List.of("src/a.txt"));
        workspace.write("src/a.txt", "changed");
        for (int i = 0; i < 500; i++) {
            workspace.write("build/deep/" + i, "x");
            candidates.add("build/deep/" + i);
        }
        FolderFiles files = new FolderFiles(workspace.folder());
        Committed made = make("turn01", new Candidates(candidates, List.of()), files);
        assertThat(made.files()).extracting(file -> file.path()).containsExactly("src/a.txt");
        assertThat(files.looks()).isLessThan(50);
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
}
