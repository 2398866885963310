package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Applying.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Commits that were made to do harm, and a checkout with traps for whoever runs git in it.
class ApplyHostileTest extends ApplyScene {

    /// A commit on the base with one more entry at the root of its tree, which no porcelain would make.
    private String commitWith(String entry) throws IOException {
        Path listing = temp.resolve("listing");
        Files.writeString(listing, workspace.git("ls-tree", "-z", base) + entry);
        sh(workspace.folder(), "git mktree -z < " + listing + " > " + temp.resolve("tree"));
        String tree = Files.readString(temp.resolve("tree")).strip();
        return workspace.git("commit-tree", "-p", base, "-m", "x", tree);
    }

    private String blob(String text) throws IOException {
        Path file = Files.writeString(temp.resolve("blob"), text);
        return workspace.git("hash-object", "-w", "--no-filters", file.toString());
    }

    private String tree(String entry) throws IOException {
        Path listing = Files.writeString(temp.resolve("listing"), entry);
        sh(workspace.folder(), "git mktree -z < " + listing + " > " + temp.resolve("tree"));
        return Files.readString(temp.resolve("tree")).strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {".git", "..", ".", ".GIT", ".git ", "git~1", ".g\u200cit", ".git::$INDEX_ALLOCATION"})
    void aNameThatLeadsOutOrIntoGitIsNotWritten(String name) throws Exception {
        String hook = tree("100755 blob " + blob("#!/bin/sh\ntouch " + temp.resolve("pwned") + "\n") + "\tconfig\0");
        turn(commitWith("040000 tree " + hook + "\t" + name + "\0"));
        assertThat(inTheWay()).contains("has a name that is not safe to write");
        turn(commitWith("120000 blob " + blob("/etc") + "\t" + name + "\0"));
        assertThat(inTheWay()).contains("has a name that is not safe to write");
        assertThat(temp.resolve("pwned")).doesNotExist();
    }

    @Test
    void namesThatAreNoTextAreNotWrittenAndShownHarmlessly() throws Exception {
        sh(workspace.folder(), "echo x > $'bad\\xff'; echo x > $'red\\e[31m\\nline'");
        turn();
        project.write("red\u001b[31m\nline", "mine\n");
        assertThat(inTheWay())
                .contains("\n  bad\uFFFD has a name that is not safe to write\n")
                .contains("\n  red?[31m?line is there already");
    }

    @Test
    void aNameThatIsTooLongForThisMachineStandsAgainstIt() throws Exception {
        turn(commitWith("100644 blob " + blob("x") + "\t" + "n".repeat(300) + "\0"));
        assertThat(inTheWay()).contains("can't be looked at");
    }

    @Test
    void linksAreMadeAndReplacedAndNeverFollowed() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("file"), "precious\n");
        sh(project.folder(), "ln -s ../outside dir; ln -s ../outside/file file");
        begin();
        sh(workspace.folder(), """
                rm dir file; mkdir dir; echo theirs > dir/file; echo theirs > file
                ln -s ../outside/file added; ln -s ../../../../etc up; ln -s added chain
                """);
        String tip = turn();
        written();
        assertThat(files(project.folder())).isEqualTo(checkedOut(tip));
        assertThat(outside.resolve("file")).hasContent("precious");
        sh(workspace.folder(), "rm added up; mkdir added; echo deep > added/file; rm -r dir; ln -s ../outside dir");
        String second = turn();
        written();
        assertThat(files(project.folder())).isEqualTo(checkedOut(second));
        assertThat(outside.resolve("file")).hasContent("precious");
        assertThat(files(outside)).hasSize(1);
    }

    @Test
    void aLinkInTheWayThatLeadsOutIsNeitherFollowedNorReplaced() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside/in"));
        Files.writeString(outside.resolve("file"), "precious\n");
        workspace.write("new/in/file", "theirs\n");
        turn();
        Files.createSymbolicLink(project.folder().resolve("new"), temp.resolve("outside"));
        assertThat(inTheWay()).contains("new/in/file lies below new");
        Files.delete(project.folder().resolve("new"));
        Files.createDirectory(project.folder().resolve("new"));
        Files.createSymbolicLink(project.folder().resolve("new/in"), outside);
        assertThat(inTheWay()).contains("new/in/file lies below new/in");
        assertThat(outside.resolve("file")).hasContent("precious");
    }

    @Test
    void aLinkThatComesInTheWayAtTheLastMomentIsNotFollowed() throws Exception {
        Path outside = Files.createDirectories(temp.resolve("outside"));
        workspace.write("new/a", "theirs\n");
        workspace.write("new/b", "theirs\n");
        turn();
        Outcome outcome = apply(path -> {
            if (path.equals("new/b")) sh(project.folder(), "mv new away; ln -s ../outside new");
        });
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        assertThat(files(outside)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a//b", "dir/", "a/./b/.", ""})
    void aLinkThatCanNotBeMadeAsItIsStandsAgainstIt(String target) throws Exception {
        if (target.equals("a/./b/.")) target = "x".repeat(5000);
        turn(commitWith("120000 blob " + blob(target) + "\tlink\0"));
        assertThat(inTheWay()).contains("link is a link to what can't be written here as it is");
    }

    @Test
    void nothingOfThePersonsMachineIsRun() throws Exception {
        Path proof = temp.resolve("proof");
        Path script = Files.writeString(temp.resolve("trap"), "#!/bin/sh\ntouch " + proof + "\ncat\n");
        sh(temp, "chmod +x trap");
        for (String key : List.of(
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "core.fsmonitor",
                "merge.evil.driver",
                "diff.evil.command",
                "core.sshCommand")) project.git("config", key, script.toString());
        for (String hook : List.of("post-checkout", "post-index-change", "pre-commit", "post-merge"))
            Files.copy(script, project.folder().resolve(".git/hooks/" + hook));
        sh(project.folder(), "echo '*.evil filter=evil' > .git/info/attributes; rm -f " + proof);
        workspace.write(".gitattributes", "*.txt filter=evil merge=evil diff=evil\n");
        workspace.write("src/a.txt", "theirs\n");
        turn();
        assertThat(inTheWay()).contains("src/a.txt has the attribute filter=evil");
        workspace.write(".gitattributes", "*.evil filter=evil\n*.txt merge=evil diff=evil\n");
        turn();
        assertThat(written()).containsExactly(".gitattributes", "src/a.txt");
        assertThat(proof).doesNotExist();
    }

    @Test
    void aSubmoduleIsNeitherMadeNorTouched() throws Exception {
        turn(commitWith("160000 commit " + base + "\tsub\0"));
        assertThat(inTheWay()).contains("sub is a submodule");
    }
}
