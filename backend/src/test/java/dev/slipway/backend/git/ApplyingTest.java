package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What comes into a checkout, and how it comes again.
class ApplyingTest extends ApplyScene {

    @Test
    void everyKindOfChangeArrivesAsChangesThatAreNotStagedAndOnlyOnce() throws Exception {
        sh(project.folder(), """
                echo x > gone; mkdir -p deep/er folder; echo y > deep/er/gone; echo f > folder/1; echo f > folder/2
                echo file > file; ln -s src/a.txt link; ln -s src other; echo s > script; head -c 50 /dev/zero > zeros
                """);
        begin();
        sh(workspace.folder(), """
                echo more >> README.md; mkdir -p new/in/here; echo n > new/in/here/file; rm gone deep/er/gone
                chmod +x script; rm link; ln -s ../outside link; rm other; echo now a file > other
                rm -r folder; echo now a file > folder; rm file; mkdir file; echo in > file/in; rm src/b.txt
                ln -s /etc/passwd src/b.txt; head -c 70 /dev/zero > zeros; head -c 3000000 /dev/urandom > large
                : > empty; echo ü > "ünï cödé 'q\\"" ; echo n > $'two\\nlines'; echo d > -dash; echo g > '*'
                echo l > $(printf 'x%.0s' $(seq 255)); printf 'a\\r\\nb\\r\\n' > crlf; printf '#!/bin/sh\\n' > run; chmod +x run
                """);
        String tip = turn();
        SortedMap<String, String> git = files(project.folder().resolve(".git"));
        List<String> written = written();
        assertThat(files(project.folder())).isEqualTo(checkedOut(tip));
        assertThat(project.folder().resolve("deep")).as("as git would have it").doesNotExist();
        assertThat(files(project.folder().resolve(".git")))
                .as("not even the index")
                .isEqualTo(git);
        assertThat(project.git("diff", "--cached", "--name-only")).isEmpty();
        String changed = workspace.git("-c", "core.quotePath=false", "diff", "--name-only", "-z", base, tip);
        assertThat(written).isSorted().containsExactlyInAnyOrder(changed.split("\0"));
        SortedMap<String, String> before = everything();
        assertThat(written()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatThePersonChangedElsewhereStaysAsItIs() throws Exception {
        project.write("src/b.txt", "mine\n");
        project.write("untracked", "mine\n");
        project.write("x.log", "ignored\n");
        project.write("staged", "mine\n");
        project.git("add", "staged");
        workspace.write("README.md", "theirs\n");
        turn();
        assertThat(written()).containsExactly("README.md");
        assertThat(project.git("status", "--porcelain").lines())
                .containsExactlyInAnyOrder("A  staged", " M README.md", " M src/b.txt", "?? untracked");
        assertThat(project.folder().resolve("x.log")).hasContent("ignored");
    }

    @Test
    void aFileThatHoldsTheChangeAlreadyIsLeftAlone() throws Exception {
        workspace.write("README.md", "theirs\n");
        workspace.write("new", "n\n");
        turn();
        project.write("README.md", "theirs\n");
        project.git("add", "README.md");
        assertThat(written()).containsExactly("new");
    }

    @Test
    void laterTurnsReplaceWhatEarlierOnesWroteAndTakeBackWhatTheyTookBack() throws Exception {
        workspace.write("README.md", "one\n");
        workspace.write("added", "one\n");
        workspace.write("brief/ly", "one\n");
        Files.delete(workspace.folder().resolve("src/b.txt"));
        turn();
        written();
        workspace.write("README.md", "two\n");
        workspace.git("checkout", "-q", base, "--", "src/b.txt");
        Files.delete(workspace.folder().resolve("brief/ly"));
        workspace.write("later", "two\n");
        String tip = turn();
        assertThat(written()).containsExactly("README.md", "brief/ly", "later", "src/b.txt");
        assertThat(files(project.folder())).isEqualTo(checkedOut(tip));
        workspace.git("checkout", "-q", base, "--", "README.md");
        workspace.git("rm", "-q", "added", "later");
        turn();
        written();
        assertThat(project.git("status", "--porcelain"))
                .as("all was taken back")
                .isEmpty();
    }

    @Test
    void whatWasTakenBackInTheSessionIsNoReasonToTouchWhatIsThePersons() throws Exception {
        workspace.write("README.md", "one\n");
        workspace.write("added", "one\n");
        turn();
        workspace.git("checkout", "-q", base, "--", "README.md");
        workspace.git("rm", "-q", "added");
        workspace.write("src/b.txt", "two\n");
        turn();
        project.write("README.md", "mine\n");
        project.write("added", "mine\n");
        assertThat(written()).containsExactly("src/b.txt");
        assertThat(project.folder().resolve("README.md")).hasContent("mine");
        assertThat(project.folder().resolve("added")).hasContent("mine");
    }

    @Test
    void whatWasAppliedMayBeStagedOrCommittedBeforeTheNextTurn() throws Exception {
        workspace.write("README.md", "one\n");
        workspace.write("added", "one\n");
        turn();
        written();
        project.git("add", "-A");
        workspace.write("README.md", "two\n");
        workspace.write("added", "two\n");
        turn();
        assertThat(written()).containsExactly("README.md", "added");
        assertThat(project.git("status", "--porcelain")).isEqualTo("MM README.md\nAM added");
        project.commit("Mine");
        workspace.write("README.md", "three\n");
        workspace.git("rm", "-q", "added");
        turn();
        assertThat(written()).containsExactly("README.md", "added");
        assertThat(project.git("status", "--porcelain")).isEqualTo(" M README.md\n D added");
    }

    @Test
    void changesOnBothSidesThatGoTogetherAreMergedAlsoTurnAfterTurn() throws Exception {
        String text = lines("a", 9);
        project.write("src/a.txt", text.replace("a 1", "mine 1"));
        project.write("moved on", "mine\n");
        project.commit("Mine");
        workspace.write("src/a.txt", text.replace("a 9", "theirs 9"));
        sh(workspace.folder(), "chmod +x src/a.txt");
        turn();
        assertThat(written()).containsExactly("src/a.txt");
        assertThat(project.folder().resolve("src/a.txt"))
                .hasContent(text.replace("a 1", "mine 1").replace("a 9", "theirs 9"))
                .isExecutable();
        assertThat(written()).isEmpty();
        workspace.write("src/a.txt", text.replace("a 9", "theirs nine"));
        turn();
        assertThat(written()).containsExactly("src/a.txt");
        assertThat(project.folder().resolve("src/a.txt"))
                .hasContent(text.replace("a 1", "mine 1").replace("a 9", "theirs nine"));
    }

    @Test
    void aBranchThatContainsTheSessionsCommitIsGoneOnFromThere() throws Exception {
        workspace.write("src/a.txt", lines("one", 9));
        String first = turn();
        project.git("fetch", "-q", workspace.folder().toString(), first);
        project.git("merge", "-q", "--ff-only", first);
        assertThat(written()).isEmpty();
        project.write("src/a.txt", lines("one", 9).replace("one 1\n", "mine 1\n"));
        project.commit("Mine on top");
        assertThat(written()).isEmpty();
        workspace.write("src/a.txt", lines("one", 9).replace("one 9\n", "two 9\n"));
        turn();
        assertThat(written()).containsExactly("src/a.txt");
        assertThat(project.folder().resolve("src/a.txt"))
                .hasContent(lines("one", 9).replace("one 1\n", "mine 1\n").replace("one 9\n", "two 9\n"));
    }

    @Test
    void aLinkedWorktreeAndADetachedHeadAreCheckoutsToo() throws Exception {
        Path linked = temp.resolve("linked");
        project.git("worktree", "add", "-q", "--detach", linked.toString());
        workspace.write("README.md", "theirs\n");
        turn();
        try (var others = new CloseableMirrors(temp.resolve("others"))) {
            Mirror mirror = others.mirrors.add(null, linked.toString());
            mirror.fetch(Progress.NONE);
            GitRepository.run(
                    temp.resolve("others/linked.git"),
                    "fetch",
                    "-q",
                    workspace.folder().toString(),
                    tips.getLast() + ":refs/slipway/heads/x");
            assertThat(new Applying(mirror).apply(base, tips, null))
                    .isEqualTo(new Applying.Outcome.Written(List.of("README.md")));
        }
        assertThat(linked.resolve("README.md")).hasContent("theirs");
        assertThat(project.folder().resolve("README.md")).hasContent("hello");
    }

    private record CloseableMirrors(Mirrors mirrors) implements AutoCloseable {
        CloseableMirrors(Path folder) {
            this(new Mirrors(folder, java.util.Map.of()));
        }

        @Override
        public void close() {
            mirrors.close();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverAnAgentDoesTheCheckoutIsAsTheCommit(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 25; i++) RandomChange.apply(project.folder(), random);
        begin();
        // Ignored files, which no commit holds, would stand in the way.
        project.git("clean", "-qfdx");
        for (int turn = 0; turn < 6; turn++) {
            for (int i = random.nextInt(12); i >= 0; i--) RandomChange.apply(workspace.folder(), random);
            String tip = turn();
            if (random.nextInt(3) == 0) continue;
            written();
            assertThat(files(project.folder())).as("turn %s", turn).isEqualTo(checkedOut(tip));
            assertThat(written()).isEmpty();
        }
    }
}
