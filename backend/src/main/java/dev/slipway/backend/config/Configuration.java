package dev.slipway.backend.config;

import dev.slipway.backend.budget.Caps;
import dev.slipway.backend.egress.Grant;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.environment.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator decided. Flag over environment over file over default.
///
/// @param home where all state lives
/// @param port 0 for any free one
/// @param models the environment's model variables, with the file's values where the environment has none,
/// under the
///     environment's names (`ANTHROPIC_API_KEY` …, `SLIPWAY_MODEL`); holds secrets
/// @param repositories paths and URLs that are added at start
/// @param egress what sandboxes may reach, by repository; `*` for all
/// @param environments what repositories' environments are granted, and what replaces them
/// @param poolMost sandboxes that may wait for sessions; 0 for none
/// @param idle after which a sandbox that nobody uses is released
/// @param team where others than this machine connect; empty where nobody else does
/// @param retention after which archived sessions are deleted; zero for never
/// @param prices of models, before those that are built in
/// @param caps what may be spent
/// @param unprotected whether sandboxes start although this machine lacks a wall around them
public record Configuration(
        Path home,
        int port,
        Map<String, String> models,
        List<String> repositories,
        SandboxLimits limits,
        Map<String, List<Grant>> egress,
        boolean unprotected,
        Operator environments,
        Images images,
        int poolMost,
        Duration idle,
        Optional<Team> team,
        Map<String, Price> prices,
        Caps caps,
        Duration retention) {

    public static final int DEFAULT_PORT = 7420;

    public static final int DEFAULT_POOL_MOST = 2;

    /// @param memoryBytes of one sandbox
    /// @param cpus of one sandbox; 1.0 is one processor
    /// @param processes of one sandbox, threads counted
    /// @param diskBytes that one sandbox may write
    public record SandboxLimits(long memoryBytes, double cpus, int processes, long diskBytes) {
        public static final SandboxLimits DEFAULT = new SandboxLimits(4L << 30, 2.0, 1024, 10L << 30);
    }

    /// In US dollars for a million tokens.
    public record Price(double input, double output, double cacheRead, double cacheWrite) {}

    /// @param diskBytes that all images together may take before those that were used longest ago go
    /// @param builds at once
    public record Images(long diskBytes, int builds) {
        public static final Images DEFAULT = new Images(40L << 30, 1);
    }

    /// @param environment as of the process
    /// @param port the flag's, if it was given
    /// @throws ConfigurationProblems with everything that is wrong
    public static Configuration read(Map<String, String> environment, Optional<Integer> port) {
        Path file = file(environment);
        ConfigurationFile settings = ConfigurationFile.read(file, environment.containsKey("SLIPWAY_CONFIG"));
        Models models = new Models(environment, settings);
        Configuration configuration = new Configuration(
                home(environment),
                port.orElse((int) settings.number("port", DEFAULT_PORT, 0, 65_535)),
                models.values(),
                settings.texts("repositories"),
                new SandboxLimits(
                        settings.size("sandbox.memory", SandboxLimits.DEFAULT.memoryBytes(), 64L << 20),
                        settings.decimal("sandbox.cpus", SandboxLimits.DEFAULT.cpus(), 0.1, 1024),
                        (int) settings.number("sandbox.processes", SandboxLimits.DEFAULT.processes(), 16, 1_000_000),
                        settings.size("sandbox.disk", SandboxLimits.DEFAULT.diskBytes(), 16L << 20)),
                new EgressSettings(settings).read(),
                settings.flag("unprotected"),
                Operator.read(settings.sections("environments"), settings::problem),
                new Images(settings.size("images.disk", Images.DEFAULT.diskBytes(), 64L << 20), (int)
                        settings.number("images.builds", Images.DEFAULT.builds(), 1, 64)),
                (int) settings.number("pool.most", DEFAULT_POOL_MOST, 0, 1000),
                Duration.ofMillis((long) (60_000 * settings.decimal("sandbox.idle-minutes", 10, 0.01, 100_000))),
                Team.read(settings),
                new PriceSettings(settings).read(),
                new CapSettings(settings).read(),
                Duration.ofDays(settings.number("retention", 0, 0, 36_500)));
        settings.refuseProblems();
        return configuration;
    }

    /// What sandboxes of a repository may reach: what is granted to it, and then what is to all.
    public Grants grants(String repository) {
        return new Grants(egress.getOrDefault(repository, List.of())).plus(egress.getOrDefault("*", List.of()));
    }

    /// `$SLIPWAY_HOME`, else `$XDG_STATE_HOME/slipway`, else `~/.local/state/slipway`.
    public static Path home(Map<String, String> environment) {
        return folder(environment, "SLIPWAY_HOME", "XDG_STATE_HOME", ".local/state", "slipway");
    }

    /// `$SLIPWAY_CONFIG`, else `$XDG_CONFIG_HOME/slipway/slipway.yaml`, else `~/.config/slipway/slipway.yaml`.
    public static Path file(Map<String, String> environment) {
        return folder(environment, "SLIPWAY_CONFIG", "XDG_CONFIG_HOME", ".config", "slipway/slipway.yaml");
    }

    private static Path folder(Map<String, String> environment, String own, String xdg, String inHome, String name) {
        String direct = environment.getOrDefault(own, "");
        if (!direct.isBlank()) return Path.of(direct).toAbsolutePath().normalize();
        String base = environment.getOrDefault(xdg, "");
        Path root = base.startsWith("/") ? Path.of(base) : userHome(environment).resolve(inHome);
        return root.resolve(name).normalize();
    }

    private static Path userHome(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isBlank() ? System.getProperty("user.home") : home);
    }

    @Override
    public String toString() {
        return "Configuration[home=" + home + ", port=" + port + ", models=***, repositories=" + repositories.size()
                + "]";
    }

    /// The environment's name for a model setting, and the file's.
    private record Models(Map<String, String> environment, ConfigurationFile file) {
        private static final Map<String, String> NAMES = Map.of(
                "ANTHROPIC_API_KEY", "anthropic.key",
                "ANTHROPIC_BASE_URL", "anthropic.base-url",
                "OPENAI_API_KEY", "openai.key",
                "OPENAI_BASE_URL", "openai.base-url",
                "SLIPWAY_MODEL", "model");

        Map<String, String> values() {
            var values = new java.util.HashMap<String, String>();
            NAMES.forEach((variable, key) -> {
                String value = environment.getOrDefault(variable, "");
                String fromFile = file.text(key);
                if (!value.isBlank()) values.put(variable, value);
                else if (fromFile != null) values.put(variable, fromFile);
            });
            return Map.copyOf(values);
        }
    }
}
