package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Applying.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What stands against applying. In each case nothing at all is changed, and the message says which file and why.
class ApplyObstaclesTest extends ApplyScene {

    /// What the person did, and what is said of it.
    private static final String CASES = """
            echo mine > README.md | README.md has changes that are not committed
            chmod +x README.md | README.md has changes that are not committed
            rm README.md | README.md was deleted there, and that isn't committed
            rm README.md; ln -s src README.md | README.md has changes that are not committed
            rm README.md; mkdir README.md; touch README.md/x | README.md has changes that are not committed
            echo mine >> src/b.txt | src/b.txt has changes that are not committed
            echo mine > README.md; git add README.md | README.md has staged changes
            echo mine > README.md; git add README.md; git show HEAD:README.md > README.md | README.md has staged changes
            git rm -q --cached README.md | README.md has staged changes
            git rm -q README.md | README.md has staged changes
            mkdir new; echo mine > new/file | new/file is there already, and git doesn't track it
            mkdir new; : > new/file; git add -N new/file | new/file has staged changes
            echo new/file >> .git/info/exclude; mkdir new; echo mine > new/file | new/file is there already
            echo mine > new | new/file lies below new, which is no folder
            ln -s /tmp new | new/file lies below new, which is no folder
            ln -s nowhere new | new/file lies below new, which is no folder
            mkdir -p new/file/mine; touch new/file/mine/x | new/file is a folder in your checkout, which holds other files
            git init -q new | new/file lies in another repository, new
            mkfifo binary | binary is there already, and git doesn't track it
            mv src away; ln -s away src | src/a.txt was deleted there, and that isn't committed
            git update-index --skip-worktree README.md; rm README.md | README.md is left out of this checkout
            sed -i 's/a 5/mine 5/' src/a.txt; git commit -qam M | src/a.txt was changed in your branch, too, and the two
            echo mine > src/b.txt; git commit -qam M | src/b.txt was changed in your branch, and deleted in the session
            git rm -q README.md; git commit -qm M | README.md is deleted in your branch, or has another name there
            git mv README.md READ; git commit -qm M | README.md is deleted in your branch, or has another name there
            printf 'mine\\0' > binary; git add .; git commit -qm M | binary was added in your branch, too
            printf '\\0' > README.md; git commit -qam M | README.md was changed in your branch, too, and the two
            rm README.md; ln -s src README.md; git commit -qam M | README.md was changed in your branch, too, and the two
            git rm -q README.md; git -c protocol.file.allow=always submodule --quiet add ./.git README.md; git commit -qm M | README.md
            echo '*.md filter=lfs' > .gitattributes; git add .; git commit -qm M | README.md has the attribute filter=lfs
            echo '*.md filter=x' > .git/info/attributes | README.md has the attribute filter=x
            mkdir new; echo 'file ident' > new/.gitattributes | new/file has the attribute ident
            echo 'src/a* working-tree-encoding=UTF-16' > .gitattributes | src/a.txt has the attribute working-tree-encoding=UTF-16
            echo '[attr]odd filter=lfs' > .gitattributes; echo 'README.md odd' >> .gitattributes | README.md has the attribute filter=lfs
            """;

    /// The session changes README.md, src/a.txt and script, deletes src/b.txt, and adds new/file and binary.
    private void session() {
        sh(workspace.folder(), """
                echo theirs > README.md; sed -i 's/a 5/theirs 5/' src/a.txt; rm src/b.txt
                mkdir new; echo theirs > new/file; printf 'theirs\\0' > binary
                """);
        turn();
    }

    static Stream<Arguments> cases() {
        return CASES.lines().map(line -> line.split(" \\| ")).map(parts -> Arguments.of(parts[0], parts[1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFileOfThePersonsStandsAgainstAllOfIt(String script, String words) throws Exception {
        session();
        sh(project.folder(), script);
        assertThat(inTheWay())
                .contains("The changes can't be applied to " + project.folder(), "nothing was changed there")
                .contains("\n  " + words)
                .contains("Commit, stash or move away what is yours", "git switch " + BRANCH);
    }

    @Test
    void aMergeThatWaitsToBeResolvedStandsAgainstIt() throws Exception {
        session();
        sh(project.folder(), """
                git switch -q -c side; echo side > README.md; git commit -qam Side
                git switch -q main; echo main > README.md; git commit -qam Main
                git merge -q side || true
                """);
        assertThat(inTheWay()).contains("is in the middle of a merge, a rebase or the like");
        sh(project.folder(), "rm .git/MERGE_*");
        assertThat(inTheWay()).contains("README.md was changed in your branch");
        sh(project.folder(), "git update-ref HEAD " + base);
        assertThat(inTheWay()).contains("\n  README.md is in the middle of a merge");
    }

    @ParameterizedTest
    @CsvSource({
        "MERGE_HEAD, in the middle of a merge",
        "CHERRY_PICK_HEAD, in the middle of a merge",
        "REVERT_HEAD, in the middle of a merge",
        "rebase-merge/head-name, in the middle of a merge",
        "rebase-apply/next, in the middle of a merge",
        "index.lock, index.lock"
    })
    void whatGitIsInTheMiddleOfStandsAgainstIt(String file, String words) throws Exception {
        session();
        Path marker = project.folder().resolve(".git").resolve(file);
        Files.createDirectories(marker.getParent());
        Files.writeString(marker, base + "\n");
        assertThat(inTheWay()).contains(words).contains("git switch " + BRANCH);
    }

    @Test
    void aBranchWithoutACommitAndARepositoryWithoutFilesAreNoCheckouts() throws Exception {
        session();
        project.git("switch", "-q", "--orphan", "empty");
        assertThat(inTheWay()).contains("has no commit yet");
        GitRepository.run(temp, "clone", "-q", "--bare", "project", "bare.git");
        Mirrors others = new Mirrors(temp.resolve("others"), Map.of());
        try {
            Mirror bare = others.add(null, temp.resolve("bare.git").toString());
            assertThat(new Applying(bare).apply(base, tips, null))
                    .isInstanceOfSatisfying(
                            Outcome.InTheWay.class,
                            no -> assertThat(no.message()).contains("is a bare repository"));
        } finally {
            others.close();
        }
    }

    @Test
    void manyFilesAreNamedUpToTen() throws Exception {
        for (int i = 0; i < 25; i++) workspace.write("f" + i, "theirs\n");
        turn();
        for (int i = 0; i < 25; i++) project.write("f" + i, "mine\n");
        assertThat(inTheWay().lines().filter(line -> line.startsWith("  f"))).hasSize(10);
        assertThat(inTheWay()).contains("\n  and 15 more\n");
    }

    @Test
    void whatThePersonDidToAFileThatWasAppliedIsTheirs() throws Exception {
        session();
        written();
        project.write("README.md", "theirs\nand mine\n");
        assertThat(inTheWay()).contains("README.md has changes that are not committed");
        workspace.write("README.md", "two\n");
        turn();
        assertThat(inTheWay()).contains("README.md has changes that are not committed");
        project.write("README.md", "two\n");
        assertThat(written()).isEmpty();
    }

    @Test
    void aCommittedFilterOnOtherFilesIsNoObstacle() throws Exception {
        session();
        sh(project.folder(), "echo '*.psd filter=lfs' > .git/info/attributes; touch x.psd");
        assertThat(written()).isEqualTo(List.of("README.md", "binary", "new/file", "src/a.txt", "src/b.txt"));
    }
}
