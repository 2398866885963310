package dev.slipway.backend.git;

import dev.slipway.protocol.Person;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/// Who the person is, from the configuration that git itself would read: the repository's, else the global one,
/// with `include` and `includeIf "gitdir:…"`. Beside the name and the e-mail, only single settings of a checkout are
/// taken from it. Immutable.
final class Identities {
    private final @Nullable String home;
    private final List<File> global = new ArrayList<>();

    Identities(Map<String, String> environment) {
        home = environment.get("HOME");
        String chosen = environment.get("GIT_CONFIG_GLOBAL");
        global.add(new File("/etc/gitconfig"));
        if (chosen != null) {
            global.add(new File(chosen));
            return;
        }
        String xdg = environment.get("XDG_CONFIG_HOME");
        if (xdg != null && !xdg.isEmpty()) global.add(new File(xdg, "git/config"));
        else if (home != null) global.add(new File(home, ".config/git/config"));
        if (home != null) global.add(new File(home, ".gitconfig"));
    }

    /// @return empty where either of the two is set nowhere, or is nothing that a commit can hold
    Optional<Person> of(Origin origin) {
        return switch (origin) {
            case RemoteOrigin remote -> global();
            case LocalOrigin local -> {
                try (Repository repository = local.open()) {
                    List<Config> all = new ArrayList<>(global(local.gitFolder()));
                    all.add(repository.getConfig());
                    yield person(all);
                }
            }
        };
    }

    /// A setting of `core`, as git itself would find it for a repository here; null where it is set nowhere.
    @Nullable
    String core(LocalOrigin local, Config repository, String key) {
        List<Config> all = new ArrayList<>(global(local.gitFolder()));
        all.add(repository);
        return last(all, "core", key);
    }

    /// What holds wherever no repository says otherwise.
    Optional<Person> global() {
        return person(global(null));
    }

    private static Optional<Person> person(List<Config> configs) {
        String name = last(configs, "user", "name");
        String email = last(configs, "user", "email");
        if (name == null || email == null) return Optional.empty();
        try {
            return Optional.of(new Person(name, email));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String last(List<Config> configs, String section, String key) {
        return configs.stream()
                .map(config -> config.getString(section, null, key))
                .filter(value -> value != null && !value.isBlank())
                .reduce((first, second) -> second)
                .map(String::strip)
                .orElse(null);
    }

    private List<Config> global(@Nullable File gitFolder) {
        List<Config> configs = new ArrayList<>();
        for (File file : global) {
            FileBasedConfig config = load(file);
            if (config == null) continue;
            configs.add(config);
            if (gitFolder == null) continue;
            for (String condition : config.getSubsections("includeIf")) {
                String path = config.getString("includeIf", condition, "path");
                FileBasedConfig included =
                        path != null && holds(condition, gitFolder, file) ? load(resolve(path, file)) : null;
                if (included != null) configs.add(included);
            }
        }
        return configs;
    }

    /// `gitdir:` as in git-config(1): `~/`, `./`, a trailing `/` for all below, and `**/` before what isn't
    /// absolute.
    private boolean holds(String condition, File gitFolder, File config) {
        boolean anyCase = condition.startsWith("gitdir/i:");
        if (!anyCase && !condition.startsWith("gitdir:")) return false;
        String pattern = condition.substring(condition.indexOf(':') + 1);
        if (pattern.startsWith("~/") || pattern.startsWith("./"))
            pattern = resolve(pattern, config).getPath() + (pattern.endsWith("/") ? "/" : "");
        else if (!pattern.startsWith("/")) pattern = "**/" + pattern;
        if (pattern.endsWith("/")) pattern += "**";
        String place = gitFolder.getAbsolutePath();
        if (anyCase) {
            pattern = pattern.toLowerCase(java.util.Locale.ROOT);
            place = place.toLowerCase(java.util.Locale.ROOT);
        }
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(place));
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private File resolve(String path, File config) {
        if (path.startsWith("~/") && home != null) return new File(home, path.substring(2));
        File file = new File(path);
        return file.isAbsolute()
                ? file
                : new File(config.getParentFile(), path).toPath().normalize().toFile();
    }

    private static @Nullable FileBasedConfig load(File file) {
        if (!file.isFile()) return null;
        FileBasedConfig config = new FileBasedConfig(file, FS.DETECTED);
        try {
            config.load();
            return config;
        } catch (IOException | ConfigInvalidException e) {
            return null;
        }
    }
}
