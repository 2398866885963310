package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.protocol.BranchChoices;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository behind a URL: native git serves it on loopback.
class RemoteOriginTest {
    private static final String BRANCH = "slipway/x-session1";

    @TempDir
    Path temp;

    private GitServer server;
    private String url;
    private Mirrors mirrors;
    private Path bare;

    @BeforeEach
    void serve() throws Exception {
        temp = temp.toRealPath();
        GitRepository project = GitRepository.init(temp.resolve("project"));
        project.git("switch", "-q", "-c", "trunk");
        project.write("README.md", "hello");
        project.commit("Begin");
        project.git("branch", "another");
        GitRepository.run(temp, "clone", "-q", "--bare", "project", "bare.git");
        GitRepository.run(temp, "init", "-q", "--bare", "empty.git");
        bare = temp.resolve("bare.git");
        server = new GitServer(temp);
        url = server.url();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        mirrors.close();
        server.close();
    }

    @Test
    void itIsFetchedFromTheBranchThatItsHeadNames() throws Exception {
        Mirror mirror = mirrors.add(null, url + "/bare.git");
        assertThat(mirror.name().value()).isEqualTo("bare");
        assertThat(mirrors.add(null, url + "/bare.git/")).isSameAs(mirror);
        mirror.fetch(Progress.NONE);
        assertThat(mirror.resolve(null)).isEqualTo(new Base("trunk", GitRepository.run(bare, "rev-parse", "trunk")));
        assertThat(mirror.dirty()).isFalse();
        assertThatThrownBy(() -> mirrors.add(null, url + "/missing.git")).hasMessageContaining("can't be reached");
        assertThatThrownBy(() -> mirrors.add(null, url + "/empty.git")).hasMessageContaining("no commits yet");
    }

    @Test
    void theSessionsBranchIsPushedForwardOnly() throws Exception {
        Mirror mirror = mirrors.add(null, url + "/bare.git");
        mirror.fetch(Progress.NONE);
        Path own = temp.resolve("repos/bare.git");
        GitRepository.run(own, "update-ref", "refs/slipway/heads/x-session1", "trunk");
        String first = GitRepository.run(own, "commit-tree", "-p", "trunk", "-m", "One", "trunk^{tree}");
        GitRepository.run(own, "update-ref", "refs/slipway/heads/x-session1", first);
        assertThat(new Delivery(mirror).deliver(BRANCH))
                .isEqualTo(new Delivered("git fetch origin " + BRANCH + " && git switch " + BRANCH, null));
        assertThat(GitRepository.run(bare, "rev-parse", BRANCH)).isEqualTo(first);
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).isNull();
        String other = GitRepository.run(bare, "commit-tree", "-p", "trunk", "-m", "Theirs", "trunk^{tree}");
        GitRepository.run(bare, "update-ref", "refs/heads/" + BRANCH, other);
        assertThat(new Delivery(mirror).deliver(BRANCH).notice()).contains("other commits", "kept");
        assertThat(GitRepository.run(bare, "rev-parse", BRANCH)).isEqualTo(other);
        mirror.fetch(Progress.NONE);
        assertThat(mirror.sessionTip(BRANCH)).contains(first);
    }

    @Test
    void itsBranchesAreFetchedOnceInAWhileAndStayKnownWhenItIsGone() throws Exception {
        Mirror mirror = mirrors.add(null, url + "/bare.git");
        BranchChoices first = new BranchList(mirror).read();
        assertThat(first.standard()).isEqualTo("trunk");
        assertThat(first.names()).containsExactly("another", "trunk");
        GitRepository.run(bare, "branch", "third", "trunk");
        assertThat(new BranchList(mirror).read()).as("within a minute").isEqualTo(first);
        mirrors.close();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        assertThat(new BranchList(mirrors.all().getFirst()).read().names()).contains("third");
        mirrors.close();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        server.close();
        assertThat(new BranchList(mirrors.all().getFirst()).read().names()).contains("third");
    }
}
