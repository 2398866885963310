package dev.slipway.backend.environment;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a repository needs, as somebody wrote it down. What it asks of the machine is only asked for. Immutable.
///
/// @param base `host` for this machine's own system, or the name of a root
/// @param packages of the base's system, to be installed in a root
/// @param setup commands that get dependencies
/// @param build commands that build what is there
/// @param warmUp commands that fill caches; what fails of them is told and costs nothing else
/// @param test commands that a person would run to see whether all is well; only told to the agent
/// @param ports that something listens on, for people to look at
/// @param variables for every command; no secrets
/// @param egress hosts that are asked for
/// @param secrets asked for by name
/// @param rebuild how often a moved branch gets a new image
public record Environment(
        String base,
        List<String> packages,
        List<String> setup,
        List<String> build,
        List<String> warmUp,
        List<String> test,
        List<ServiceSpec> services,
        List<Integer> ports,
        Map<String, String> variables,
        List<String> egress,
        List<String> secrets,
        Amount limits,
        Duration rebuild,
        Timeouts timeouts) {
    public static final String FILE = ".slipway/environment.yaml";
    public static final String HOST = "host";
    public static final Environment NONE = new Environment(
            HOST,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            Amount.NONE,
            Duration.ofMinutes(30),
            Timeouts.DEFAULT);

    public Environment {
        packages = List.copyOf(packages);
        setup = List.copyOf(setup);
        build = List.copyOf(build);
        warmUp = List.copyOf(warmUp);
        test = List.copyOf(test);
        services = List.copyOf(services);
        ports = List.copyOf(ports);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        egress = List.copyOf(egress);
        secrets = List.copyOf(secrets);
    }

    /// Whether there is anything to be run beside the agent's own commands.
    public boolean runsSomething() {
        return !(setup.isEmpty() && build.isEmpty() && warmUp.isEmpty() && services.isEmpty());
    }

    /// The same with no command.
    Environment idle() {
        List<String> none = List.of();
        return new Environment(
                base, packages, none, none, none, none, services, ports, variables, egress, secrets, limits, rebuild,
                timeouts);
    }

    /// The same with these hosts, secrets and limits.
    Environment granted(List<String> hosts, List<String> names, Amount most) {
        return new Environment(
                base, packages, setup, build, warmUp, test, services, ports, variables, hosts, names, most, rebuild,
                timeouts);
    }

    /// The most that one sandbox may use; null where nothing is said.
    public record Amount(
            @Nullable Long memoryBytes,
            @Nullable Double cpus,
            @Nullable Integer processes,
            @Nullable Long diskBytes) {
        public static final Amount NONE = new Amount(null, null, null, null);
    }

    /// After which one command of the step is ended.
    public record Timeouts(Duration setup, Duration build, Duration warmUp) {
        public static final Timeouts DEFAULT =
                new Timeouts(Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ofMinutes(30));
    }
}
