package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorsTest {
    @TempDir
    Path temp;

    private Mirrors mirrors;

    @BeforeEach
    void open() throws IOException {
        temp = temp.toRealPath();
        mirrors = new Mirrors(
                temp.resolve("repos"), Map.of("HOME", temp.resolve("home").toString()));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    @Test
    void theClockOfAFileSystemIsAssumedAndNeverMeasuredByWritingToIt() {
        assertThat(FS.getFileStoreAttributes(temp).getMinimalRacyInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aRepositoryIsKnownByTheLastPartOfItsPlaceAndSurvivesARestart() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("a/my project"));
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        assertThat(mirror.name()).isEqualTo(new RepositoryName("my-project"));
        mirrors.close();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        Mirror again = mirrors.find(new RepositoryName("my-project")).orElseThrow();
        assertThat(again.location()).isEqualTo(project.folder().toString());
        assertThat(again.resolve(null)).isEqualTo(new Base("main", project.head()));
        assertThat(mirrors.all()).containsExactly(again);
    }

    @Test
    void theSamePlaceIsTheSameMirrorHoweverItIsNamed() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.write("src/deep/x", "x");
        Files.createSymbolicLink(temp.resolve("link"), project.folder());
        Mirror first = mirrors.add(null, project.folder().toString());
        for (String same : List.of("/src/deep", "/", "/.git"))
            assertThat(mirrors.add(null, project.folder() + same)).isSameAs(first);
        assertThat(mirrors.add(null, temp.resolve("link").toString())).isSameAs(first);
        assertThat(mirrors.add(null, "file://" + project.folder())).isSameAs(first);
        GitRepository other = GitRepository.withCommit(temp.resolve("b/project"));
        assertThat(mirrors.add(null, other.folder().toString()).name()).isEqualTo(new RepositoryName("project-2"));
        GitRepository third = GitRepository.withCommit(temp.resolve("c/third"));
        assertThatThrownBy(() -> mirrors.add(
                        new RepositoryName("project"), third.folder().toString()))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("Choose another name");
    }

    @Test
    void addingTheSamePlaceManyTimesAtOnceMakesOneMirror() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Mirror> add = () -> {
                Mirror mirror = mirrors.add(null, project.folder().toString());
                mirror.fetch(Progress.NONE);
                return mirror;
            };
            List<Future<Mirror>> all = threads.invokeAll(java.util.Collections.nCopies(16, add));
            for (Future<Mirror> one : all)
                assertThat(one.get()).isSameAs(all.getFirst().get());
        }
        assertThat(mirrors.all()).hasSize(1);
        try (var files = Files.list(temp.resolve("repos"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatCannotBeMirroredIsRefusedWithWhatToDo() throws Exception {
        assertRefused(temp.resolve("missing").toString(), "isn't there");
        Files.createDirectories(temp.resolve("plain"));
        assertRefused(temp.resolve("plain").toString(), "git init");
        GitRepository empty = GitRepository.init(temp.resolve("empty"));
        assertRefused(empty.folder().toString(), "no commits yet");
        assertRefused("relative/path", "full path");
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.commit("More");
        GitRepository.run(temp, "clone", "-q", "--depth", "1", "file://" + project.folder(), "shallow");
        assertRefused(temp.resolve("shallow").toString(), "--unshallow");
        GitRepository.run(temp, "clone", "-q", "--filter=blob:none", "file://" + project.folder(), "partial");
        assertRefused(temp.resolve("partial").toString(), "partial clone");
        GitRepository.run(temp, "init", "-q", "--object-format=sha256", "other");
        assertRefused(temp.resolve("other").toString(), "can't be");
        assertRefused("git://127.0.0.1:1/x.git", "can't be reached");
        assertRefused("ssh://example.org/x.git", "https://");
        assertRefused("git@example.org:x.git", "https://");
        assertThat(mirrors.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ada:geheim@example.org/x.git",
                "https://geheim@example.org/x.git",
                "https://example.org/x.git?token=geheim",
                "ssh://ada:geheim@example.org/x.git"
            })
    void aUrlWithCredentialsIsRefusedWithoutRepeatingThem(String url) {
        assertThatThrownBy(() -> mirrors.add(null, url)).isInstanceOf(GitRefused.class);
        if (!url.contains("?"))
            assertThatThrownBy(() -> mirrors.add(null, url)).message().doesNotContain("geheim");
    }

    @Test
    void aLinkedWorktreeAndABareRepositoryAreAccepted() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.git(
                "worktree", "add", "-q", "-b", "side", temp.resolve("linked").toString());
        GitRepository linked = new GitRepository(temp.resolve("linked"));
        linked.commit("On the side");
        Mirror worktree = mirrors.add(null, linked.folder().toString());
        worktree.fetch(Progress.NONE);
        assertThat(worktree.resolve(null)).isEqualTo(new Base("side", linked.head()));
        assertThat(worktree.dirty()).isFalse();
        linked.write("README.md", "changed");
        assertThat(worktree.dirty()).isTrue();
        GitRepository.run(temp, "clone", "-q", "--bare", project.folder().toString(), "bare.git");
        Mirror bare = mirrors.add(null, temp.resolve("bare.git").toString());
        bare.fetch(Progress.NONE);
        assertThat(bare.name()).isEqualTo(new RepositoryName("bare"));
        assertThat(bare.resolve(null)).isEqualTo(new Base("main", project.head()));
        assertThat(bare.dirty()).isFalse();
    }

    @Test
    void removingAMirrorLeavesTheOriginAndFreesTheName() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        fetched(project);
        assertThat(mirrors.remove(new RepositoryName("project"))).isTrue();
        assertThat(mirrors.remove(new RepositoryName("project"))).isFalse();
        assertThat(temp.resolve("repos")).isEmptyDirectory();
        fetched(project);
        project.git("fsck");
    }

    private void assertRefused(String location, String advice) {
        assertThatThrownBy(() -> mirrors.add(null, location))
                .as(location)
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining(advice);
    }

    private Mirror fetched(GitRepository project) throws InterruptedException {
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        return mirror;
    }

    @Test
    void aRepositoryThatWasMovedAwayStillHasAPersonAndKeepsNobodyFromWorking() throws Exception {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n name = Ada\n email = ada@home\n[includeIf \"gitdir:/x[\"]\n path = x\n");
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        try (Mirrors known = new Mirrors(temp.resolve("known"), Map.of("HOME", home.toString()))) {
            Mirror mirror = known.add(null, project.folder().toString());
            mirror.fetch(Progress.NONE);
            assertThat(mirror.identity()).contains(new Person("Ada", "ada@home"));
            Files.move(project.folder(), temp.resolve("elsewhere"));
            assertThat(mirror.identity()).contains(new Person("Ada", "ada@home"));
            assertThat(mirror.notes(mirror.resolve(null).commit())).isEmpty();
            assertThatThrownBy(() -> mirror.fetch(Progress.NONE))
                    .isInstanceOf(GitRefused.class)
                    .hasMessageContaining("isn't there");
        }
    }
}
