package dev.slipway.backend.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A repository of the native git in a temporary folder, for tests.
public final class GitRepository {
    public static final Map<String, String> ENVIRONMENT = Map.of(
            "PATH", "/usr/local/bin:/usr/bin:/bin",
            "HOME", "/nonexistent",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_AUTHOR_NAME", "Ada",
            "GIT_AUTHOR_EMAIL", "ada@example.org",
            "GIT_COMMITTER_NAME", "Ada",
            "GIT_COMMITTER_EMAIL", "ada@example.org",
            "LC_ALL", "C.UTF-8");

    private final Path folder;

    public GitRepository(Path folder) {
        this.folder = folder;
    }

    public static GitRepository init(Path folder) throws IOException {
        Files.createDirectories(folder);
        GitRepository repository = new GitRepository(folder);
        repository.git("init", "-q", "-b", "main", ".");
        return repository;
    }

    public static GitRepository withCommit(Path folder) throws IOException {
        GitRepository repository = init(folder);
        repository.write("README.md", "hello\n");
        repository.commit("Begin");
        return repository;
    }

    public Path folder() {
        return folder;
    }

    public Path write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return head();
    }

    public String head() {
        return git("rev-parse", "HEAD");
    }

    /// Its output, without the last line's end; a failure fails the test.
    public String git(String... arguments) {
        return run(folder, arguments);
    }

    public static String run(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-c", "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("git %s: %s", List.of(arguments), output)
                    .isZero();
            return output.stripTrailing();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
