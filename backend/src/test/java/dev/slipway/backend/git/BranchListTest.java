package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.protocol.BranchChoices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchListTest {
    @TempDir
    Path temp;

    private Mirrors mirrors;
    private GitRepository project;

    @BeforeEach
    void open() throws IOException {
        temp = temp.toRealPath();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.withCommit(temp.resolve("project"));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    private BranchChoices read(Path place) throws InterruptedException {
        return new BranchList(mirrors.add(null, place.toString())).read();
    }

    private void branch(String name, long committedAt) throws IOException {
        Path text = temp.resolve("commit");
        Files.writeString(
                text,
                "tree " + project.git("rev-parse", "main^{tree}") + "\nauthor A <a@b> 1 +0000\ncommitter A <a@b> "
                        + committedAt + " +0000\n\nx\n");
        project.git("branch", name, project.git("hash-object", "-t", "commit", "-w", text.toString()));
    }

    @Test
    void theNewestComesFirstAndThoseOfSessionsNotAtAll() throws Exception {
        branch("old", 1000);
        branch("release/ä-1", 2_050_000_000);
        branch("slipway/fix-it-session1", 2_000_000_000);
        branch("b", 2_100_000_000);
        branch("a", 2_100_000_000);
        assertThat(read(project.folder()).standard()).isEqualTo("main");
        assertThat(read(project.folder()).names()).containsExactly("a", "b", "release/ä-1", "main", "old");
    }

    @Test
    void itIsTheRepositoryItselfThatIsAskedAndNotTheMirror() throws Exception {
        read(project.folder());
        project.git("switch", "-q", "-c", "new");
        project.git("branch", "-D", "main");
        assertThat(read(project.folder())).isEqualTo(new BranchChoices("new", List.of("new")));
        project.git("switch", "-q", "--detach");
        assertThat(read(project.folder())).isEqualTo(new BranchChoices(project.head(), List.of("new")));
        project.git("switch", "-q", "--orphan", "empty");
        assertThat(read(project.folder())).isEqualTo(new BranchChoices(null, List.of("new")));
    }

    @Test
    void aLinkedWorktreeHasTheBranchesOfItsRepositoryAndAHeadOfItsOwn() throws Exception {
        Path linked = temp.resolve("linked");
        project.git("worktree", "add", "-q", "-b", "side", linked.toString());
        BranchChoices choices = read(linked);
        assertThat(choices.standard()).isEqualTo("side");
        assertThat(choices.names()).containsExactlyInAnyOrder("main", "side");
    }

    @Test
    void aBrokenBranchDoesNotHideTheOthersAndManyAreCut() throws Exception {
        Path heads = project.folder().resolve(".git/refs/heads");
        Files.writeString(heads.resolve("broken"), "1".repeat(40) + "\n");
        StringBuilder packed = new StringBuilder("# pack-refs with: peeled fully-peeled sorted \n");
        for (int i = 0; i < 1200; i++) packed.append(project.head() + String.format(" refs/heads/many/%04d\n", i));
        Files.writeString(project.folder().resolve(".git/packed-refs"), packed);
        List<String> names = read(project.folder()).names();
        assertThat(names).hasSize(1000).doesNotContain("broken").contains("main", "many/0000");
    }
}
