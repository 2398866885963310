package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final SessionId SESSION = new SessionId("session1");
    private static final String BRANCH = Branches.name("Fix it!", SESSION);

    @TempDir
    Path temp;

    private GitRepository project;
    private Mirrors mirrors;

    @BeforeEach
    void prepare() throws Exception {
        temp = temp.toRealPath();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.withCommit(temp.resolve("project"));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    @Test
    void aBranchIsNamedAfterTheTitle() {
        assertThat(BRANCH).isEqualTo("slipway/fix-it-session1");
        assertThat(Branches.name("", SESSION)).isEqualTo("slipway/session1");
        assertThat(Branches.name("日本", SESSION)).isEqualTo("slipway/session1");
        assertThat(Branches.name("Über ../..; rm -rf $HOME", SESSION)).isEqualTo("slipway/uber-rm-rf-home-session1");
        assertThat(Branches.name("a ".repeat(300), SESSION)).hasSizeLessThan(60).doesNotContain("--");
        assertThatThrownBy(() -> Branches.require("slipway/../main")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBranchArrivesInACheckoutWhoseFilesAndIndexStayAsTheyAre() throws Exception {
        project.write("README.md", "uncommitted\n");
        project.write("untracked", "u");
        String before = project.git("status", "--porcelain");
        Mirror mirror = mirror(project.folder());
        String first = commit(mirror, "turn01");
        assertThat(new Delivery(mirror).deliver(BRANCH)).isEqualTo(new Delivered("git switch " + BRANCH, null));
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(first);
        String second = commit(mirror, "turn02");
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).isNull();
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).isNull();
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(second);
        assertThat(project.git("status", "--porcelain")).isEqualTo(before);
        assertThat(project.git("fsck", "--strict")).doesNotContain("error");
        assertThat(project.git("log", "--format=%an %s", "main.." + BRANCH)).isEqualTo("Ada turn02\nAda turn01");
    }

    @Test
    void theBranchArrivesInABareRepositoryAndThroughALinkedWorktree() throws Exception {
        GitRepository.run(temp, "clone", "-q", "--bare", "project", "bare.git");
        Mirror bare = mirror(temp.resolve("bare.git"));
        String commit = commit(bare, "turn01");
        assertThat(new Delivery(bare).deliver(BRANCH).bringCommand())
                .isEqualTo("git fetch origin " + BRANCH + " && git switch " + BRANCH);
        assertThat(GitRepository.run(temp.resolve("bare.git"), "rev-parse", BRANCH))
                .isEqualTo(commit);
        project.git(
                "worktree", "add", "-q", "-b", "side", temp.resolve("linked").toString());
        Mirror linked = mirror(temp.resolve("linked"));
        String other = commit(linked, "turn01");
        assertThat(new Delivery(linked).deliver(BRANCH).notice()).isNull();
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(other);
    }

    @Test
    void aBranchThatIsCheckedOutIsLeftAloneAndCanBeFetchedByHand() throws Exception {
        Mirror mirror = mirror(project.folder());
        String first = commit(mirror, "turn01");
        new Delivery(mirror).deliver(BRANCH);
        project.git("worktree", "add", "-q", temp.resolve("linked").toString(), BRANCH);
        String second = commit(mirror, "turn02");
        Delivered kept = new Delivery(mirror).deliver(BRANCH);
        assertThat(kept.notice()).contains("checked out", "git fetch");
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(first);
        Process byHand = new ProcessBuilder("/bin/sh", "-c", kept.bringCommand())
                .directory(temp.resolve("linked").toFile())
                .start();
        assertThat(byHand.waitFor()).isZero();
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(second);
        assertThat(temp.resolve("linked/file")).hasContent("turn02");
    }

    @Test
    void otherCommitsOnTheBranchAreNeverOverwritten() throws Exception {
        Mirror mirror = mirror(project.folder());
        commit(mirror, "turn01");
        String theirs = project.commit("Theirs");
        project.git("branch", BRANCH);
        Delivered kept = new Delivery(mirror).deliver(BRANCH);
        assertThat(kept.notice()).contains("other commits", "The commit is kept");
        assertThat(project.git("rev-parse", BRANCH)).isEqualTo(theirs);
        mirror.fetch(Progress.NONE);
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).contains("other commits");
    }

    @Test
    void anOriginThatIsGoneIsANoticeAndTheCommitStays() throws Exception {
        Mirror mirror = mirror(project.folder());
        String commit = commit(mirror, "turn01");
        Files.move(project.folder(), temp.resolve("moved"));
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).contains("isn't there");
        assertThat(mirror.sessionTip(BRANCH)).contains(commit);
        Files.move(temp.resolve("moved"), project.folder());
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).isNull();
    }

    @Test
    void nothingButTheBranchAndItsObjectsIsWrittenToTheOrigin() throws Exception {
        project.git("config", "core.logAllRefUpdates", "false");
        List<String> before = files();
        Mirror mirror = mirror(project.folder());
        mirror.dirty();
        assertThat(files()).isEqualTo(before);
        commit(mirror, "turn01");
        new Delivery(mirror).deliver(BRANCH);
        List<String> after = new java.util.ArrayList<>(files());
        after.removeAll(before);
        assertThat(after)
                .allMatch(path -> path.startsWith(".git/objects/") || path.startsWith(".git/refs/heads/slipway"));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> all = Files.walk(project.folder())) {
            return all.map(path -> project.folder().relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private Mirror mirror(Path place) throws InterruptedException {
        Mirror mirror = mirrors.add(null, place.toString());
        mirror.fetch(Progress.NONE);
        return mirror;
    }

    private String commit(Mirror mirror, String turn) throws Exception {
        Path workspace = Files.createDirectories(temp.resolve("workspace"));
        Files.writeString(workspace.resolve("file"), turn);
        CommitRequest request = new CommitRequest(
                SESSION,
                new TurnId(turn),
                BRANCH,
                mirror.resolve(null).commit(),
                mirror.resolve(null).commit(),
                new Person("Ada", "ada@example.org"),
                List.of(),
                turn);
        return new WorkspaceCommit(mirror, CommitBounds.DEFAULT, InstantSource.system())
                .make(request, new Candidates(List.of("file"), List.of()), new FolderFiles(workspace))
                .commit();
    }
}
