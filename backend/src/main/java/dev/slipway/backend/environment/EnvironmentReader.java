package dev.slipway.backend.environment;

import dev.slipway.backend.environment.Environment.Amount;
import dev.slipway.backend.environment.Environment.Timeouts;
import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads an environment's keys. What isn't said stays as it was.
final class EnvironmentReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,39}");
    private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.:=~_-]{0,99}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern HOST = Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern SECRET = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern SECRET_NAME = Pattern.compile(
            "(.*_)?(TOKEN|SECRET|PASSWORD|PASSWD|APIKEY|API_KEY|PRIVATE_KEY|CREDENTIALS)", Pattern.CASE_INSENSITIVE);
    /// The sandbox sets these.
    private static final Set<String> TAKEN = Set.of("HOME", "USER", "PWD", "TMPDIR", "SHELL", "IFS");
    private static final int MOST_SERVICES = 20;
    private static final int MOST_VARIABLES = 60;
    private static final Duration LONGEST = Duration.ofHours(12);

    private EnvironmentReader() {}

    static Environment read(YamlNode.Section section, Environment before, Yaml.Problems problems) {
        Keys keys = new Keys(section, "", problems);
        Environment read = new Environment(
                base(keys, before.base()),
                keys.texts("packages", before.packages(), PACKAGE, "package's name"),
                keys.texts("setup", before.setup()),
                keys.texts("build", before.build()),
                keys.texts("warm-up", before.warmUp()),
                keys.texts("test", before.test()),
                services(keys, before.services()),
                keys.wholes("ports", before.ports(), 1, 65_535),
                variables(keys, before.variables()),
                keys.texts("egress", before.egress(), HOST, "host's name"),
                keys.texts("secrets", before.secrets(), SECRET, "name of a secret"),
                limits(keys, before.limits()),
                keys.time("rebuild", before.rebuild(), Duration.ofMinutes(1), Duration.ofDays(30)),
                timeouts(keys, before.timeouts()));
        keys.refuseOthers();
        return read;
    }

    private static String base(Keys keys, String before) {
        return keys.texts("base", List.of(before), NAME, "name of a root").stream()
                .findFirst()
                .orElse(before);
    }

    private static Map<String, String> variables(Keys keys, Map<String, String> before) {
        YamlNode node = keys.node("environment");
        Map<String, String> all = keys.map("environment", before);
        if (node == null) return all;
        if (all.size() > MOST_VARIABLES) {
            keys.problem(node, "environment holds more than " + MOST_VARIABLES);
            return before;
        }
        all.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches() || value.indexOf('\0') >= 0)
                keys.problem(node, "environment: " + Keys.shown(name) + " can't be a variable");
            else if (TAKEN.contains(name) || name.startsWith("LD_"))
                keys.problem(node, "environment: " + name + " is the sandbox's own");
            else if (SECRET_NAME.matcher(name).matches() && !value.isEmpty())
                keys.problem(
                        node,
                        "environment: " + name + " looks like a secret, and this file is no place for one: ask for it"
                                + " by name under secrets");
        });
        return all;
    }

    private static Amount limits(Keys keys, Amount before) {
        return keys.section("limits")
                .map(inner -> {
                    Amount asked = new Amount(
                            or(inner.size("memory", 64L << 20), before.memoryBytes()),
                            or(inner.number("cpus", 0.1, 1024), before.cpus()),
                            or(inner.whole("processes", 16, 1_000_000), before.processes()),
                            or(inner.size("disk", 16L << 20), before.diskBytes()));
                    inner.refuseOthers();
                    return asked;
                })
                .orElse(before);
    }

    private static Timeouts timeouts(Keys keys, Timeouts before) {
        return keys.section("timeouts")
                .map(inner -> {
                    Duration least = Duration.ofSeconds(1);
                    Timeouts said = new Timeouts(
                            inner.time("setup", before.setup(), least, LONGEST),
                            inner.time("build", before.build(), least, LONGEST),
                            inner.time("warm-up", before.warmUp(), least, LONGEST));
                    inner.refuseOthers();
                    return said;
                })
                .orElse(before);
    }

    private static List<ServiceSpec> services(Keys keys, List<ServiceSpec> before) {
        List<Keys> all = keys.sections("services").orElse(null);
        if (all == null) return before;
        List<ServiceSpec> services = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Keys each : all) {
            ServiceSpec service = service(each);
            if (service == null) continue;
            if (!names.add(service.name())) each.problem("names " + service.name() + " a second time");
            services.add(service);
        }
        if (services.size() > MOST_SERVICES) keys.problem("services are more than " + MOST_SERVICES);
        return services;
    }

    private static @Nullable ServiceSpec service(Keys keys) {
        String name = keys.texts("name", List.of(""), NAME, "name for a service").stream()
                .findFirst()
                .orElse("");
        String command = keys.text("command", "");
        ServiceSpec.Readiness ready =
                keys.section("ready").map(EnvironmentReader::readiness).orElse(null);
        Duration timeout = keys.time("timeout", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(10));
        keys.refuseOthers();
        if (!name.isEmpty() && !command.isEmpty()) return new ServiceSpec(name, command, ready, timeout);
        keys.problem("wants a name (of a-z, 0-9, - and _) and a command");
        return null;
    }

    private static ServiceSpec.Readiness readiness(Keys keys) {
        Integer port = keys.whole("port", 1, 65_535);
        String command = keys.text("command", "");
        String file = keys.text("file", "");
        keys.refuseOthers();
        int said = (port == null ? 0 : 1) + (command.isEmpty() ? 0 : 1) + (file.isEmpty() ? 0 : 1);
        if (said != 1) keys.problem("wants one of port, command, file");
        return new ServiceSpec.Readiness(port, command.isEmpty() ? null : command, file.isEmpty() ? null : file);
    }

    private static <T> @Nullable T or(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }
}
