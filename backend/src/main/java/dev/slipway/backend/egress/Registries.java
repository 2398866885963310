package dev.slipway.backend.egress;

import java.util.ArrayList;
import java.util.List;

/// The usual registries of packages, to read from. What they hold is public, and asking tells them only what is asked
/// for.
public final class Registries {
    private static final String[] WHOLE = {
        // Maven, Gradle
        "repo.maven.apache.org",
        "repo1.maven.org",
        "maven.google.com",
        "plugins.gradle.org",
        "plugins-artifacts.gradle.org",
        "services.gradle.org",
        "downloads.gradle.org",
        // npm
        "registry.npmjs.org",
        "registry.yarnpkg.com",
        // Python
        "pypi.org",
        "files.pythonhosted.org",
        // Rust
        "crates.io",
        "index.crates.io",
        "static.crates.io",
        "static.rust-lang.org",
        // Go
        "proxy.golang.org",
        "sum.golang.org",
        // Ruby, PHP, .NET, Elixir
        "rubygems.org",
        "index.rubygems.org",
        "repo.packagist.org",
        "api.nuget.org",
        "repo.hex.pm",
        // Debian, Ubuntu
        "deb.debian.org",
        "security.debian.org",
        "archive.ubuntu.com",
        "security.ubuntu.com",
        "ports.ubuntu.com"
    };

    /// One grant for each of their hosts, for GET and HEAD.
    public static final List<Grant> GRANTS = grants();

    private Registries() {}

    private static List<Grant> grants() {
        List<Grant> grants = new ArrayList<>();
        for (String host : WHOLE) grants.add(Grant.reading(host));
        grants.add(Grant.reading("nodejs.org", "/dist/**"));
        grants.add(Grant.reading("dl.google.com", "/android/maven2/**", "/go/**"));
        // Where Gradle's wrapper is sent on to.
        grants.add(Grant.reading("github.com", "/gradle/gradle-distributions/releases/download/**"));
        grants.add(Grant.reading("release-assets.githubusercontent.com", "/github-production-release-asset/**"));
        return List.copyOf(grants);
    }
}
