package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.Person;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
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
    void aBaseIsABranchATagACommitOrTheOriginsHead() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        String first = project.head();
        project.git("tag", "-a", "-m", "one", "v1");
        project.git("switch", "-q", "-c", "feature/x");
        String second = project.commit("More");
        Mirror mirror = fetched(project);
        assertThat(mirror.resolve(null)).isEqualTo(new Base("feature/x", second));
        assertThat(mirror.resolve("main")).isEqualTo(new Base("main", first));
        assertThat(mirror.resolve("v1")).isEqualTo(new Base("v1", first));
        assertThat(mirror.resolve(second.substring(0, 8))).isEqualTo(new Base(second, second));
        for (String none : List.of("nope", "main~1", "0000000", "-x", "..", "a\nb"))
            assertThatThrownBy(() -> mirror.resolve(none)).as(none).isInstanceOf(GitRefused.class);
        project.git("switch", "-q", "--detach", first);
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve(null)).isEqualTo(new Base(first, first));
    }

    @Test
    void aFetchFollowsForcedAndDeletedBranchesAndKeepsSessionBranches() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.git("branch", "old");
        Mirror mirror = fetched(project);
        GitRepository.run(temp.resolve("repos/project.git"), "update-ref", "refs/slipway/heads/x-abcdef", "main");
        project.git("branch", "-D", "old");
        project.git("commit", "-q", "--amend", "-m", "Rewritten");
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve("main").commit()).isEqualTo(project.head());
        assertThatThrownBy(() -> mirror.resolve("old")).isInstanceOf(GitRefused.class);
        assertThat(mirror.sessionTip("slipway/x-abcdef")).isPresent();
    }

    @Test
    void aFetchThatBringsNothingIsNotMadeAndWhateverMovesIsStillSeen() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.git("tag", "v1");
        Mirror mirror = fetched(project);
        Path trace = temp.resolve("repos/project.git/FETCH_HEAD");
        assertThat(trace).exists();
        Files.delete(trace);
        mirror.fetch(Progress.NONE);
        assertThat(trace).doesNotExist();
        String second = project.commit("More");
        project.git("tag", "-f", "v1");
        project.git("pack-refs", "--all");
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve("v1")).isEqualTo(new Base("v1", second));
        project.git("symbolic-ref", "HEAD", "refs/heads/other");
        project.git("branch", "other", "main");
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve(null)).isEqualTo(new Base("other", second));
    }

    @Test
    void aBranchThatStandsWhereAFolderOfBranchesStoodHoldsUpNoFetch() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.git("branch", "feature/x");
        Mirror mirror = fetched(project);
        for (String name : List.of("feature", "feature/x")) {
            project.git("branch", "-D", name.equals("feature") ? "feature/x" : "feature");
            String newest = project.commit("For " + name);
            project.git("branch", name);
            mirror.fetch(Progress.NONE);
            assertThat(mirror.resolve("main").commit()).isEqualTo(newest);
            assertThat(mirror.resolve(name).commit()).isEqualTo(newest);
        }
    }

    @Test
    void aFetchThatCouldNotMoveABranchSaysSo() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        Mirror mirror = fetched(project);
        project.commit("More");
        Path lock = Files.createFile(temp.resolve("repos/project.git/refs/heads/main.lock"));
        assertThatThrownBy(() -> mirror.fetch(Progress.NONE))
                .isInstanceOf(GitRefused.class)
                .hasMessageContaining("main");
        Files.delete(lock);
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve("main").commit()).isEqualTo(project.head());
    }

    @Test
    void locksAndHalfPacksOfAKilledBackendAreSweptAtTheNextStart() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        fetched(project);
        Path bare = temp.resolve("repos/project.git");
        List<String> left = List.of("packed-refs.lock", "refs/heads/main.lock", "objects/incoming_1.pack");
        for (String file : left) Files.writeString(bare.resolve(file), "");
        close();
        open();
        project.commit("More");
        assertThat(fetched(project).resolve("main").commit()).isEqualTo(project.head());
        for (String file : left) assertThat(bare.resolve(file)).doesNotExist();
    }

    @Test
    void saysWhatOfABaseIsNotAsItLooks() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        assertThat(fetched(project).notes(project.head())).isEmpty();
        GitRepository library = GitRepository.withCommit(temp.resolve("library"));
        project.git("submodule", "--quiet", "add", library.folder().toString(), "lib/one");
        project.write(".gitattributes", "*.bin filter=lfs diff=lfs -text\n");
        project.commit("Submodule and large files");
        project.write("README.md", "not committed");
        Mirror mirror = fetched(project);
        assertThat(mirror.notes(mirror.resolve(null).commit()))
                .satisfiesExactly(
                        note -> assertThat(note).contains("uncommitted").contains("not part of this session"),
                        note -> assertThat(note).contains("empty folders").contains("lib/one"),
                        note -> assertThat(note).contains("LFS").contains("pointer"));
    }

    @Test
    void aListOfSubmodulesThatIsNoneIsNoReasonToFail() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.write(".gitmodules", "[include]\n\tpath = /etc/passwd\n[submodule \"x\"]\n\tpath = /\n[broken");
        project.write(".gitattributes", "# filter=lfs\n");
        String commit = project.commit("Strange");
        assertThat(fetched(project).notes(commit)).isEmpty();
    }

    @Test
    void nothingThatAHostileRepositoryConfiguresRunsHere() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        Path canary = temp.resolve("canary");
        Path script = Files.writeString(temp.resolve("run.sh"), "#!/bin/sh\ntouch " + canary + "\ncat\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        project.write(".gitattributes", "* filter=evil diff=evil\n");
        project.commit("Attributes");
        setTraps(project, script);
        Files.deleteIfExists(canary);
        Files.writeString(project.folder().resolve("README.md"), "dirty");
        Mirror mirror = fetched(project);
        assertThat(mirror.dirty()).isTrue();
        mirror.identity();
        String commit = mirror.resolve(null).commit();
        mirror.agentsFile(commit);
        mirror.diff(commit, commit, 1000);
        mirror.writePack(commit, null, new ByteArrayOutputStream(), Progress.NONE);
        GitRepository.run(temp.resolve("repos/project.git"), "update-ref", "refs/slipway/heads/x-abcdef", "main");
        assertThat(new Delivery(mirror).deliver("slipway/x-abcdef").notice()).isNull();
        assertThat(canary).doesNotExist();
        project.git("status");
        assertThat(canary).as("the trap itself works").exists();
        assertThat(Files.readString(project.folder().resolve("README.md"))).isEqualTo("dirty");
    }

    @Test
    void theIdentityIsTheRepositorysElseTheGlobalOneWithIncludes() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("work/project"));
        Mirror mirror = mirrors.add(null, project.folder().toString());
        assertThat(mirror.identity()).isEmpty();
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".gitconfig"), "[user]\n name = Ada\n email = ada@home\n");
        assertThat(mirror.identity()).contains(new Person("Ada", "ada@home"));
        Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n name = Ada\n email = ada@home\n[includeIf \"gitdir:%s/work/\"]\n path = work.inc\n"
                        .formatted(temp));
        Files.writeString(home.resolve("work.inc"), "[user]\n email = ada@work\n");
        assertThat(mirror.identity()).contains(new Person("Ada", "ada@work"));
        Files.writeString(temp.resolve("more.inc"), "[user]\n name = Countess\n");
        project.git("config", "include.path", temp.resolve("more.inc").toString());
        assertThat(mirror.identity()).contains(new Person("Countess", "ada@work"));
        project.git("config", "user.email", "ada@project");
        assertThat(mirror.identity()).contains(new Person("Countess", "ada@project"));
        project.git("config", "user.email", "<forged>");
        assertThat(mirror.identity()).isEmpty();
    }

    @Test
    void theAgentsFileIsReadFromTheCommitAndBounded() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        String without = project.head();
        project.write("AGENTS.md", "x".repeat(100_000));
        String with = project.commit("Agents");
        Files.delete(project.folder().resolve("AGENTS.md"));
        Files.createSymbolicLink(project.folder().resolve("AGENTS.md"), Path.of("/etc/passwd"));
        String linked = project.commit("Link");
        Mirror mirror = fetched(project);
        assertThat(mirror.agentsFile(without)).isEmpty();
        assertThat(mirror.agentsFile(with).orElseThrow()).hasSize(64 << 10);
        assertThat(mirror.agentsFile(linked)).isEmpty();
        assertThat(mirror.fileCount(with)).isEqualTo(2);
    }

    @Test
    void changesAndDiffsAreCountedAndBounded() throws Exception {
        GitRepository project = GitRepository.withCommit(temp.resolve("project"));
        project.write("gone", "1\n2\n");
        String from = project.commit("From");
        Files.delete(project.folder().resolve("gone"));
        project.write("README.md", "hello\nthere\n");
        project.write("huge", "line\n".repeat(500_000));
        Files.write(project.folder().resolve("binary"), new byte[] {0, 1, 2});
        String to = project.commit("To");
        Mirror mirror = fetched(project);
        assertThat(mirror.changes(from, to).toString())
                .contains("path=gone, kind=deleted, addedLines=0, removedLines=2, binary=false")
                .contains("path=README.md, kind=modified, addedLines=1, removedLines=0")
                .contains("path=huge, kind=added, addedLines=0, removedLines=0, binary=true")
                .contains("path=binary, kind=added, addedLines=0, removedLines=0, binary=true");
        Mirror.Diff whole = mirror.diff(from, to, 1 << 20);
        assertThat(whole.text()).contains("+there\n", "-1\n-2\n").hasSizeLessThan(2000);
        assertThat(whole.cut()).isFalse();
        Mirror.Diff cut = mirror.diff(from, to, 100);
        assertThat(cut.cut()).isTrue();
        assertThat(cut.text()).hasSizeLessThanOrEqualTo(100).endsWith("\n");
    }

    private static void setTraps(GitRepository project, Path script) throws IOException {
        for (String key : List.of(
                "core.fsmonitor",
                "core.sshCommand",
                "core.pager",
                "core.askPass",
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "diff.evil.textconv",
                "diff.evil.command",
                "diff.external",
                "uploadpack.packObjectsHook",
                "remote.origin.uploadpack",
                "remote.origin.receivepack",
                "credential.helper",
                "gpg.program",
                "core.alternateRefsCommand")) project.git("config", key, script.toString());
        for (String hook : List.of("pre-receive", "post-receive", "update", "reference-transaction", "post-update"))
            Files.copy(
                    script,
                    project.folder().resolve(".git/hooks/" + hook),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }

    private Mirror fetched(GitRepository project) throws InterruptedException {
        Mirror mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        return mirror;
    }
}
