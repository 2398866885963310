package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.slipway.backend.git.Applying.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/// What goes wrong in the middle leaves the checkout as it was.
class ApplyRollbackTest extends ApplyScene {

    private void changeEverything() throws Exception {
        sh(
                project.folder(),
                "mkdir -p d/e dir; echo 1 > d/e/gone; echo 2 > dir/1; ln -s README.md link; echo f > file");
        begin();
        sh(workspace.folder(), """
                rm -r d dir link file; echo theirs > dir; mkdir file; echo theirs > file/in; ln -s elsewhere link
                echo theirs > README.md; chmod +x README.md; mkdir -p z/y; echo theirs > z/y/x
                """);
        turn();
    }

    private List<String> touched() throws Exception {
        List<String> paths = new ArrayList<>();
        SortedMap<String, String> before = files(project.folder());
        assertThatThrownBy(() -> apply(path -> {
                    paths.add(path);
                    if (path.equals("z/y/x")) throw new IllegalStateException("stop");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(files(project.folder())).isEqualTo(before);
        return paths;
    }

    @Test
    void whereverItBreaksOffEverythingIsAsBefore() throws Exception {
        changeEverything();
        List<String> paths = touched();
        assertThat(paths).containsExactly("d/e/gone", "dir/1", "file", "README.md", "dir", "file/in", "link", "z/y/x");
        SortedMap<String, String> before = files(project.folder());
        String status = project.git("status", "--porcelain");
        for (String last : paths) {
            assertThatThrownBy(() -> apply(path -> {
                        if (path.equals(last)) throw new IllegalStateException("stop");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(files(project.folder())).as(last).isEqualTo(before);
            assertThat(project.git("status", "--porcelain")).isEqualTo(status);
        }
        assertThat(written()).hasSize(paths.size());
    }

    @Test
    void whatSomebodyElseDoesMeanwhileIsNotOverwritten() throws Exception {
        changeEverything();
        Outcome outcome = apply(path -> {
            if (path.equals("dir"))
                sh(project.folder(), "echo mine > README.md; echo mine > link.tmp; mv link.tmp link");
        });
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        no -> assertThat(no.message()).contains("link was changed by something else meanwhile"));
        assertThat(project.folder().resolve("link")).hasContent("mine");
        assertThat(project.folder().resolve("d/e/gone")).hasContent("1");
        assertThat(project.folder().resolve("file")).hasContent("f");
    }

    @Test
    void aFileThatAppearsMeanwhileIsNotOverwritten() throws Exception {
        workspace.write("a", "theirs\n");
        workspace.write("b", "theirs\n");
        turn();
        Outcome outcome = apply(path -> {
            if (path.equals("b")) sh(project.folder(), "echo mine > b");
        });
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        no -> assertThat(no.message()).contains("b was changed", "Everything there is as it was"));
        assertThat(project.git("status", "--porcelain")).isEqualTo("?? b");
        assertThat(project.folder().resolve("b")).hasContent("mine");
    }

    @Test
    void whatAKilledBackendLeftIsTakenAwayByTheNextApplyWhichCompletesIt() throws Exception {
        killedInTheMiddle();
        assertThat(written()).containsExactly("b");
        assertThat(files(project.folder())).containsOnlyKeys(withMine("/a", "/b"));
        assertThat(note()).doesNotExist();
    }

    @Test
    void whatAKilledBackendLeftIsTakenAwayByTheNextStart() throws Exception {
        killedInTheMiddle();
        reopen();
        assertThat(files(project.folder())).containsOnlyKeys(withMine("/a"));
        assertThat(note()).doesNotExist();
    }

    @Test
    void whatIsNotOursIsNeverTakenAway() throws Exception {
        killedInTheMiddle();
        Files.writeString(note(), "../workspace");
        reopen();
        assertThat(workspace.folder()).exists();
        SortedMap<String, String> before = files(project.folder());
        Files.writeString(note(), ".slipway-mine");
        reopen();
        assertThat(files(project.folder())).isEqualTo(before);
    }

    /// As a kill leaves it: one of two files is written, and the folder that the apply works in is there, beside one
    /// that is the person's.
    private void killedInTheMiddle() throws Exception {
        workspace.write("a", "theirs\n");
        workspace.write("b", "theirs\n");
        turn();
        sh(project.folder(), "mkdir .slipway-mine; echo mine > .slipway-mine/file");
        assertThatThrownBy(() -> apply(path -> {
                    if (!path.equals("b")) return;
                    sh(temp, "mkdir killed; cp -a project/a project/.slipway-*-* " + note() + " killed");
                    throw new IllegalStateException("killed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(note()).doesNotExist();
        sh(temp, "mv killed/slipway-applying " + note() + "; mv killed/a killed/.slipway-* project");
    }

    private Path note() {
        return mirror.repository().getDirectory().toPath().resolve("slipway-applying");
    }

    private static String[] withMine(String... names) {
        List<String> all = new ArrayList<>(
                List.of("/.gitignore", "/.slipway-mine/file", "/README.md", "/src/a.txt", "/src/b.txt"));
        all.addAll(List.of(names));
        return all.toArray(String[]::new);
    }

    @Test
    void aDiskThatIsFullIsSaidSoAndNothingIsChanged() throws Exception {
        assumeThat(System.getProperty("user.name")).as("mounting takes root").isEqualTo("root");
        Path disk = Files.createDirectories(temp.resolve("disk"));
        sh(temp, "mount -t tmpfs -o size=4m tmpfs disk");
        try {
            sh(temp, "cp -a project disk/");
            project = new GitRepository(disk.resolve("project"));
            begin();
            workspace.write("README.md", "theirs\n");
            workspace.write("large", "x".repeat(300_000));
            turn();
            fill(disk.resolve("filler"));
            SortedMap<String, String> before = files(project.folder());
            assertThat(apply())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            no -> assertThat(no.message()).contains("space", "Everything there is as it was"));
            assertThat(files(project.folder())).isEqualTo(before);
            Files.delete(disk.resolve("filler"));
            assertThat(written()).containsExactly("README.md", "large");
        } finally {
            sh(temp, "umount -l disk");
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream filler = Files.newOutputStream(file)) {
            while (true) filler.write(new byte[4096]);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("space");
        }
    }
}
