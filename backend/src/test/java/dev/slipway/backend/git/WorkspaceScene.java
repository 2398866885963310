package dev.slipway.backend.git;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.TurnId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A repository, its mirror, and a workspace that a session may have changed.
abstract class WorkspaceScene {
    static final Person ADA = new Person("Ada Lovelace", "ada@example.org");
    static final SessionId SESSION = new SessionId("session1");
    static final Candidates EVERYTHING = new Candidates(List.of(), List.of(""));
    static final CommitBounds BOUNDS = new CommitBounds(1 << 20, 4 << 20, 100);

    @TempDir
    Path temp;

    GitRepository project;
    GitRepository workspace;
    Mirrors mirrors;
    Mirror mirror;
    String base;

    @BeforeEach
    void prepare() throws Exception {
        temp = temp.toRealPath();
        mirrors = new Mirrors(temp.resolve("repos"), Map.of());
        project = GitRepository.withCommit(temp.resolve("project"));
        project.write("src/a.txt", "a\n");
        project.write("src/b.txt", "b\n");
        project.write(".gitignore", "*.log\nbuild/\n");
        Files.createSymbolicLink(project.folder().resolve("link"), Path.of("src/a.txt"));
        open();
    }

    /// Commits what stands in the project, mirrors it and makes the workspace.
    void open() throws Exception {
        base = project.commit("Base");
        mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        GitRepository.run(temp, "clone", "-q", project.folder().toString(), "workspace");
        workspace = new GitRepository(temp.resolve("workspace"));
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    Committed make(String turn, String message, Candidates candidates) throws InterruptedException {
        return make(turn, message, candidates, BOUNDS, path -> {});
    }

    Committed make(String turn, String message, Candidates candidates, CommitBounds bounds, Consumer<String> beforeOpen)
            throws InterruptedException {
        return make(turn, message, candidates, bounds, new FolderFiles(workspace.folder(), beforeOpen));
    }

    Committed make(String turn, Candidates candidates, FolderFiles files) throws InterruptedException {
        return make(turn, "x", candidates, BOUNDS, files);
    }

    private Committed make(String turn, String message, Candidates candidates, CommitBounds bounds, FolderFiles files)
            throws InterruptedException {
        CommitRequest request = new CommitRequest(
                SESSION,
                new TurnId(turn),
                branch(),
                base,
                base,
                ADA,
                List.of(ADA, new Person("Grace", "grace@example.org")),
                message);
        return new WorkspaceCommit(mirror, bounds, InstantSource.system()).make(request, candidates, files);
    }

    static String branch() {
        return Branches.name("Fix it", SESSION);
    }

    String show(String format) {
        return mirrorGit("log", "-1", "--format=" + format, "refs/slipway/heads/fix-it-session1");
    }

    List<String> tree() {
        return mirrorGit(
                        "-c",
                        "core.quotePath=false",
                        "ls-tree",
                        "-r",
                        "--format=%(objectmode) %(path)",
                        "refs/slipway/heads/fix-it-session1")
                .lines()
                .toList();
    }

    String mirrorGit(String... arguments) {
        return GitRepository.run(temp.resolve("repos/project.git"), arguments);
    }

    void sparse(String path, long size) {
        try (RandomAccessFile file =
                new RandomAccessFile(workspace.folder().resolve(path).toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
