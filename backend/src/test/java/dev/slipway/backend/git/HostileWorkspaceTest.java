package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileWorkspaceTest extends WorkspaceScene {
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
    void aFolderWithMoreThanCanBeListedLosesNothingThatIsTracked() throws Exception {
        workspace.write("src/a.txt", "changed");
        Files.delete(workspace.folder().resolve("src/b.txt"));
        for (int i = 0; i < 20; i++) workspace.write("src/new" + i, "n");
        FolderFiles files = new FolderFiles(workspace.folder()).listing(5);
        Committed made = make("turn01", EVERYTHING, files);
        assertThat(made.notices()).anyMatch(n -> n.contains("src"));
        assertThat(tree()).contains("100644 src/a.txt", "100644 README.md", "120000 link", "100644 .gitignore");
        assertThat(tree()).doesNotContain("100644 src/b.txt");
        assertThat(mirrorGit("cat-file", "-p", made.commit() + ":src/a.txt")).isEqualTo("changed");
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
}
