package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.backend.git.Applying.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A person's checkout of the native git, and a session on it, whose turns are commits of a clone that come to the
/// mirror.
abstract class ApplyScene {
    static final String BRANCH = "slipway/fix-it-session1";
    private static final String IN_MIRROR = "refs/slipway/heads/fix-it-session1";

    @TempDir
    Path temp;

    GitRepository project;
    GitRepository workspace;
    Mirror mirror;
    String base;
    final List<String> tips = new ArrayList<>();
    private Mirrors mirrors;

    @BeforeEach
    void prepare() throws Exception {
        temp = temp.toRealPath();
        project = GitRepository.init(temp.resolve("project"));
        project.write("README.md", "hello\n");
        project.write("src/a.txt", lines("a", 9));
        project.write("src/b.txt", "b\n");
        project.write(".gitignore", "*.log\n");
        begin();
    }

    /// Commits what stands in the project, and begins a session on it.
    void begin() throws Exception {
        base = project.commit("Base");
        tips.clear();
        if (mirrors != null) mirrors.close();
        Files.createDirectories(temp.resolve("home"));
        mirrors = new Mirrors(
                temp.resolve("repos"), Map.of("HOME", temp.resolve("home").toString()));
        mirror = mirrors.add(null, project.folder().toString());
        mirror.fetch(Progress.NONE);
        Path clone = temp.resolve("workspace-" + System.nanoTime());
        GitRepository.run(
                temp,
                "clone",
                "-q",
                "-c",
                "core.autocrlf=false",
                project.folder().toString(),
                clone.toString());
        workspace = new GitRepository(clone);
    }

    /// As the next start of a backend does.
    void reopen() {
        mirrors.close();
        mirrors = new Mirrors(
                temp.resolve("repos"), Map.of("HOME", temp.resolve("home").toString()));
        mirror = mirrors.find(mirror.name()).orElseThrow();
    }

    @AfterEach
    void close() {
        mirrors.close();
    }

    /// Ends a turn: what stands in the workspace is the session's newest commit.
    String turn() {
        return turn(workspace.commit("Turn"));
    }

    String turn(String commit) {
        GitRepository.run(
                mirror.repository().getDirectory().toPath(),
                "fetch",
                "-q",
                workspace.folder().toString(),
                "+" + commit + ":" + IN_MIRROR);
        tips.add(commit);
        return commit;
    }

    Outcome apply() throws InterruptedException {
        return apply(path -> {});
    }

    Outcome apply(Consumer<String> beforeEach) throws InterruptedException {
        return new Applying(mirror, beforeEach).apply(base, tips, "git switch " + BRANCH);
    }

    List<String> written() throws InterruptedException {
        Outcome outcome = apply();
        assertThat(outcome).isInstanceOf(Outcome.Written.class);
        return ((Outcome.Written) outcome).files();
    }

    /// The refusal, after which everything must be as it was.
    String inTheWay() throws Exception {
        SortedMap<String, String> before = everything();
        Outcome outcome = apply();
        assertThat(outcome).isInstanceOf(Outcome.InTheWay.class);
        assertThat(everything()).isEqualTo(before);
        return ((Outcome.InTheWay) outcome).message();
    }

    /// All that is in the project, its git folder with the times of its files included.
    SortedMap<String, String> everything() throws IOException {
        SortedMap<String, String> found = new TreeMap<>(files(project.folder(), false));
        found.putAll(files(project.folder().resolve(".git"), true));
        return found;
    }

    /// The files and links below a folder, without its git folder: mode and content of each.
    static SortedMap<String, String> files(Path root) throws IOException {
        return files(root, false);
    }

    private static SortedMap<String, String> files(Path root, boolean timed) throws IOException {
        SortedMap<String, String> found = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean git = folder.endsWith(".git") && !folder.equals(root);
                return git ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String what = attributes.isSymbolicLink()
                        ? "-> " + Files.readSymbolicLink(file)
                        : attributes.isRegularFile()
                                ? PosixFilePermissions.toString(
                                                Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))
                                        + " " + new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                : "other";
                String time = timed ? " " + attributes.lastModifiedTime() + attributes.fileKey() : "";
                found.put(file.toString().substring(root.toString().length()), what + time);
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /// What a fresh checkout of a commit holds.
    SortedMap<String, String> checkedOut(String commit) throws IOException {
        Path fresh = temp.resolve("fresh-" + System.nanoTime());
        GitRepository.run(temp, "clone", "-q", "-n", workspace.folder().toString(), fresh.toString());
        GitRepository.run(fresh, "-c", "core.autocrlf=false", "checkout", "-q", "--detach", commit);
        return files(fresh);
    }

    static String lines(String word, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= count; i++) text.append(word).append(' ').append(i).append('\n');
        return text.toString();
    }

    /// Runs a shell script in a folder.
    static void sh(Path folder, String script) {
        ProcessBuilder builder = new ProcessBuilder("/bin/bash", "-ec", script).directory(folder.toFile());
        builder.environment().putAll(GitRepository.ENVIRONMENT);
        try {
            assertThat(builder.inheritIO().start().waitFor()).as(script).isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
