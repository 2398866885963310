package dev.slipway.backend.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What a build tool usually needs.
///
/// @param reason which file says that it is used
/// @param egress hosts that its dependencies come from
record Tool(
        String reason,
        List<String> setup,
        List<String> build,
        List<String> warmUp,
        List<String> test,
        List<String> egress) {
    private static final List<String> MAVEN_CENTRAL = List.of("repo.maven.apache.org");
    private static final List<String> GRADLE_HOSTS = List.of(
            "services.gradle.org", "plugins.gradle.org", "plugins-artifacts.gradle.org", "repo.maven.apache.org");
    private static final List<String> PYPI = List.of("pypi.org", "files.pythonhosted.org");

    /// What the files at a repository's root stand for, in the order in which it is to be done.
    ///
    /// @param names of files and folders
    static List<Tool> of(Collection<String> names) {
        Set<String> all = Set.copyOf(names);
        List<Tool> found = new ArrayList<>();
        if (all.contains("pom.xml")) found.add(maven(all.contains("mvnw") ? "./mvnw" : "mvn"));
        else if (any(all, "settings.gradle", "settings.gradle.kts", "build.gradle", "build.gradle.kts"))
            found.add(gradle(all.contains("gradlew") ? "./gradlew" : "gradle"));
        if (all.contains("package.json")) found.add(node(all));
        if (any(all, "uv.lock", "requirements.txt", "pyproject.toml")) found.add(python(all));
        if (all.contains("Cargo.toml")) found.add(cargo());
        if (all.contains("go.mod")) found.add(go());
        if (found.isEmpty() && any(all, "GNUmakefile", "makefile", "Makefile")) found.add(make());
        return found;
    }

    private static Tool maven(String mvn) {
        String quiet = mvn + " -B -ntp ";
        // Plug-ins that a goal needs, such as those that run tests, are only got by running it.
        return new Tool(
                "pom.xml: Maven" + wrapper(mvn),
                List.of(quiet + "dependency:go-offline"),
                List.of(quiet + "test-compile"),
                List.of(quiet + "test"),
                List.of(mvn + " -o test"),
                MAVEN_CENTRAL);
    }

    private static Tool gradle(String gradle) {
        return new Tool(
                "a Gradle build" + wrapper(gradle),
                List.of(gradle + " --no-daemon testClasses"),
                List.of(),
                List.of(gradle + " --no-daemon test"),
                List.of(gradle + " --offline test"),
                GRADLE_HOSTS);
    }

    private static Tool node(Set<String> all) {
        if (all.contains("pnpm-lock.yaml"))
            return node("pnpm-lock.yaml: pnpm", "pnpm", "pnpm install --frozen-lockfile", "registry.npmjs.org");
        if (all.contains("yarn.lock"))
            return node("yarn.lock: Yarn", "yarn", "yarn install --frozen-lockfile", "registry.yarnpkg.com");
        if (all.contains("package-lock.json"))
            return node("package-lock.json: npm", "npm", "npm ci --no-audit --no-fund", "registry.npmjs.org");
        return node(
                "package.json: npm", "npm", "npm install --no-audit --no-fund --no-package-lock", "registry.npmjs.org");
    }

    private static Tool node(String reason, String program, String install, String host) {
        List<String> build = program.equals("yarn") ? List.of() : List.of(program + " run --if-present build");
        return new Tool(reason, List.of(install), build, List.of(), List.of(program + " test"), List.of(host));
    }

    private static Tool python(Set<String> all) {
        if (all.contains("uv.lock"))
            return new Tool(
                    "uv.lock: uv", List.of("uv sync --frozen"), List.of(), List.of(), List.of("uv run pytest"), PYPI);
        boolean listed = all.contains("requirements.txt");
        String what = listed ? "-r requirements.txt" : "-e .";
        return new Tool(
                (listed ? "requirements.txt" : "pyproject.toml") + ": pip, in ~/.venv",
                List.of("python3 -m venv ~/.venv", "~/.venv/bin/pip install " + what),
                List.of(),
                List.of(),
                List.of("~/.venv/bin/python -m pytest"),
                PYPI);
    }

    private static Tool cargo() {
        return new Tool(
                "Cargo.toml: Cargo",
                List.of("cargo fetch"),
                List.of("cargo build --tests"),
                List.of(),
                List.of("cargo test --offline"),
                List.of("index.crates.io", "static.crates.io"));
    }

    private static Tool go() {
        return new Tool(
                "go.mod: Go",
                List.of("go mod download"),
                List.of("go build ./..."),
                List.of("go vet ./..."),
                List.of("go test ./..."),
                List.of("proxy.golang.org", "sum.golang.org"));
    }

    private static Tool make() {
        return new Tool("a makefile: Make", List.of(), List.of("make"), List.of(), List.of("make test"), List.of());
    }

    private static String wrapper(String program) {
        return program.startsWith("./") ? ", by " + program : "";
    }

    private static boolean any(Set<String> all, String... names) {
        for (String name : names) if (all.contains(name)) return true;
        return false;
    }
}
