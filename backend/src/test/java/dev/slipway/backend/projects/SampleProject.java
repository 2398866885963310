package dev.slipway.backend.projects;

import dev.slipway.backend.git.GitRepository;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// A small project with dependencies, sources and tests.
public enum SampleProject {
    /// Built by Maven, with JUnit and AssertJ from a Maven repository.
    java("mvn -B test", "Tests run: 5, Failures: 0, Errors: 0, Skipped: 0"),
    /// TypeScript, with a compiler, a test runner and a library from an npm registry, and a lock file.
    node("npm test", "Passed:    1"),
    /// Python on a Debian of its own, with pytest from Debian's packages.
    python("python3 -m pytest", "3 passed");

    private final String test;
    private final String passed;

    SampleProject(String test, String passed) {
        this.test = test;
        this.passed = passed;
    }

    /// The command that runs its tests, with nothing from the network.
    public String test() {
        return test;
    }

    /// What that says where all is well.
    public String passed() {
        return passed;
    }

    /// What says how its image is made, as its people would write it.
    public String environment() {
        return switch (this) {
            case java -> """
                    setup: mvn -B -ntp dependency:go-offline
                    build: mvn -B -ntp test-compile
                    warm-up: mvn -B -ntp test
                    test: mvn -o test
                    egress: [repo.maven.apache.org]
                    """;
            case node -> """
                    setup: npm ci
                    build: npm run build
                    warm-up: npm test
                    test: npm test
                    egress: [registry.npmjs.org]
                    """;
            case python -> """
                    base: debian
                    packages: [python3-pytest]
                    warm-up: python3 -m pytest
                    test: python3 -m pytest
                    egress: [deb.debian.org, security.debian.org]
                    """;
        };
    }

    /// The same with other commands to fill the caches.
    ///
    /// @param warmUp for a shell
    public String environment(String... warmUp) {
        StringBuilder list = new StringBuilder("warm-up:\n");
        for (String command : warmUp) list.append("  - |\n").append(command.indent(4));
        return environment().replaceFirst("(?m)^warm-up:.*\\R", Matcher.quoteReplacement(list.toString()));
    }

    /// Puts its files into a new repository and commits them.
    ///
    /// @param folder made
    /// @param sources where it gets its dependencies from
    /// @param environment what says how its image is made; empty where its files are to tell
    public GitRepository make(Path folder, PackageSources sources, String environment) throws IOException {
        GitRepository repository = GitRepository.init(folder);
        List<Path> files;
        try (Stream<Path> all = Files.walk(source())) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String path = source().relativize(file).toString();
            repository.write(path.equals("gitignore") ? ".gitignore" : path, Files.readString(file));
        }
        for (Map.Entry<String, String> setting : sources.settings(this).entrySet())
            repository.write(setting.getKey(), setting.getValue());
        if (!environment.isEmpty()) repository.write(".slipway/environment.yaml", environment);
        repository.commit("A shop");
        return repository;
    }

    /// Programs of this machine that it can't be built without.
    public List<Path> programs() {
        return switch (this) {
            case java -> List.of(Path.of("/usr/bin/mvn"));
            case node -> List.of(Path.of("/usr/bin/node"), Path.of("/usr/bin/npm"));
            case python -> List.of(Path.of("/usr/bin/mmdebstrap"));
        };
    }

    private Path source() {
        try {
            URL folder = Objects.requireNonNull(SampleProject.class.getResource("/projects/" + name()));
            return Path.of(folder.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
