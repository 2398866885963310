package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRepositoryTest {
    private static final String RESOURCES = "/dev/slipway/backend/git/sample/";

    @TempDir
    Path temp;

    @Test
    void itIsACleanRepositoryWithOneCommitOnMain() throws Exception {
        Path folder = temp.resolve("deep/sample");
        SampleRepository.create(folder, RESOURCES);
        GitRepository sample = new GitRepository(folder);
        assertThat(sample.git("status", "--porcelain", "--branch")).isEqualTo("## main");
        assertThat(sample.git("log", "--format=%an <%ae>")).isEqualTo("Slipway <slipway@localhost>");
        assertThat(sample.git("ls-tree", "-r", "--format=%(objectmode) %(path)", "main"))
                .isEqualTo("100644 README.md\n100755 bin/run");
        assertThat(folder.resolve("bin/run")).isExecutable();
        assertThat(sample.git("fsck", "--strict")).doesNotContain("error");
        try (Mirrors mirrors = new Mirrors(temp.resolve("repos"), Map.of())) {
            assertThat(mirrors.add(null, folder.toString()).dirty()).isFalse();
        }
    }

    @Test
    void theOneThatComesWithTheBackendIsClean() {
        SampleRepository.create(temp.resolve("sample"));
        assertThat(new GitRepository(temp.resolve("sample")).git("status", "--porcelain"))
                .isEmpty();
    }

    @Test
    void makingItAgainLeavesItAsItIsAndOtherThingsAreNotOverwritten() throws Exception {
        Path folder = temp.resolve("sample");
        SampleRepository.create(folder, RESOURCES);
        Files.writeString(folder.resolve("README.md"), "mine");
        SampleRepository.create(folder, RESOURCES);
        assertThat(folder.resolve("README.md")).hasContent("mine");
        Path other = Files.createDirectories(temp.resolve("other"));
        assertThatThrownBy(() -> SampleRepository.create(other, RESOURCES)).isInstanceOf(GitRefused.class);
        assertThatThrownBy(() -> SampleRepository.create(temp.resolve("none"), "/nowhere/"))
                .isInstanceOf(GitRefused.class);
        assertThat(temp.resolve("none")).doesNotExist();
    }
}
