package dev.slipway.backend.environment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A guess at what a repository needs, by the names of its files.
///
/// @param reason why, for people
public record Detection(Environment environment, String reason) {
    /// Files that say what a project depends on, wherever they stand: where one of them changes, dependencies may.
    private static final Set<String> MANIFESTS = Set.of(
            "pom.xml",
            "build.gradle",
            "build.gradle.kts",
            "settings.gradle",
            "settings.gradle.kts",
            "gradle.properties",
            "gradle-wrapper.properties",
            "maven-wrapper.properties",
            "gradle.lockfile",
            "libs.versions.toml",
            "package.json",
            "package-lock.json",
            "npm-shrinkwrap.json",
            "pnpm-lock.yaml",
            "pnpm-workspace.yaml",
            "yarn.lock",
            ".npmrc",
            ".yarnrc",
            ".yarnrc.yml",
            "requirements.txt",
            "pyproject.toml",
            "uv.lock",
            "poetry.lock",
            "Pipfile",
            "Pipfile.lock",
            "setup.py",
            "setup.cfg",
            "Cargo.toml",
            "Cargo.lock",
            "go.mod",
            "go.sum",
            "go.work",
            "Gemfile",
            "Gemfile.lock",
            "composer.json",
            "composer.lock",
            ".tool-versions");

    /// Empty where nothing is recognised.
    ///
    /// @param names of what stands at the root of the repository
    public static Optional<Detection> of(Collection<String> names) {
        List<Tool> tools = Tool.of(names);
        if (tools.isEmpty()) return Optional.empty();
        Environment none = Environment.NONE;
        Environment guess = new Environment(
                none.base(),
                none.packages(),
                all(tools, Tool::setup),
                all(tools, Tool::build),
                all(tools, Tool::warmUp),
                all(tools, Tool::test),
                none.services(),
                none.ports(),
                none.variables(),
                all(tools, Tool::egress),
                none.secrets(),
                none.limits(),
                none.rebuild(),
                none.timeouts());
        List<String> reasons = tools.stream().map(Tool::reason).toList();
        return Optional.of(new Detection(guess, String.join("; ", reasons)));
    }

    /// Whether a change of this file may change what is set up.
    ///
    /// @param path of a file in the repository
    /// @param setup the commands that do it
    public static boolean decidesSetup(String path, List<String> setup) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (MANIFESTS.contains(name) || name.matches("requirements[A-Za-z0-9_.-]*\\.txt")) return true;
        return path.length() > 2 && setup.stream().anyMatch(command -> command.contains(path));
    }

    private static List<String> all(List<Tool> tools, Function<Tool, List<String>> part) {
        LinkedHashSet<String> all = new LinkedHashSet<>();
        tools.forEach(tool -> all.addAll(part.apply(tool)));
        return new ArrayList<>(all);
    }
}
