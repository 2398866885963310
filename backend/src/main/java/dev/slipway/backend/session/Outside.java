package dev.slipway.backend.session;

import dev.slipway.backend.agent.tools.Web;
import dev.slipway.backend.egress.DoorVariables;
import dev.slipway.backend.egress.Egress;
import dev.slipway.backend.egress.EgressListener;
import dev.slipway.backend.egress.Fetched;
import dev.slipway.backend.egress.Gate;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.egress.HostName;
import dev.slipway.backend.egress.NotFetched;
import dev.slipway.backend.egress.Registries;
import dev.slipway.backend.environment.Granted;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.protocol.RepositoryName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The way out of sandboxes, and what the operator granted to each repository. Immutable.
public record Outside(Egress egress, Function<String, Grants> granted) {
    private static final int MOST_NAMED = 40;

    /// What is opened to a repository, for what its environment asks.
    public Granted opened(RepositoryName repository) {
        Grants grants = granted.apply(repository.value());
        Set<String> hosts = Set.copyOf(grants.hosts());
        Set<String> secrets = grants.all().stream()
                .flatMap(grant -> Optional.ofNullable(grant.header()).stream())
                .flatMap(header -> header.secrets().stream())
                .collect(Collectors.toSet());
        return new Granted(host -> hosts.contains(canonical(host)), secrets::contains);
    }

    private static String canonical(String host) {
        try {
            return HostName.parse(host).text();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// Starts a sandbox with a way out, which is closed after it.
    Sandbox start(SandboxEngine engine, SandboxSpec spec, Gate gate) throws InterruptedException {
        try {
            Sandbox sandbox = engine.start(spec.with(variables(spec.environment()))
                    .with(new SandboxSpec.Egress(gate.socket(), egress.trust())));
            Thread.ofVirtual().name("gate-" + spec.id()).start(() -> closeAfter(sandbox, gate));
            return sandbox;
        } catch (InterruptedException | RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    /// What a sandbox's own variables are beside those of the door. Both may have something to say to Java.
    private static Map<String, String> variables(Map<String, String> own) {
        Map<String, String> all = new HashMap<>(own);
        DoorVariables.ALL.forEach((name, value) ->
                all.merge(name, value, (mine, door) -> name.equals("JAVA_TOOL_OPTIONS") ? door + " " + mine : door));
        return all;
    }

    private static void closeAfter(Sandbox sandbox, Gate gate) {
        try (gate) {
            sandbox.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A gate with what is granted to the repository, and nothing else.
    Gate gate(RepositoryName repository, EgressListener listener) {
        return egress.gate(() -> granted.apply(repository.value()), listener);
    }

    /// A gate for a sandbox, which closes it.
    Gate gate(RepositoryName repository, Outward outward) {
        Grants own = granted.apply(repository.value());
        return egress.gate(() -> own.plus(outward.allowed()), outward);
    }

    /// A gate for a sandbox that waits for its session; the sandbox closes it.
    Gate gate(RepositoryName repository, LateOutward outward) {
        Grants own = granted.apply(repository.value());
        return egress.gate(() -> own.plus(outward.allowed()), outward);
    }

    /// Reads a page for a session's agent, from here and under the same rules.
    Web.Page read(RepositoryName repository, Outward outward, String url) throws InterruptedException, Web.NotRead {
        Grants all = granted.apply(repository.value()).plus(outward.allowed());
        try {
            Fetched page = egress.fetch(url, all, outward);
            return new Web.Page(page.url(), page.status(), page.type(), page.content(), page.cut());
        } catch (NotFetched e) {
            throw new Web.NotRead(String.valueOf(e.getMessage()));
        }
    }

    /// What the model should know; the same for all turns of a session.
    String facts(RepositoryName repository) {
        Set<String> hosts = new HashSet<>(granted.apply(repository.value()).hosts());
        Set<String> registries = new HashSet<>(new Grants(Registries.GRANTS).hosts());
        List<String> words = new ArrayList<>();
        if (hosts.containsAll(registries)) {
            hosts.removeAll(registries);
            words.add("the usual registries of packages (Maven Central, Gradle, npm, PyPI, crates.io, Go, RubyGems,"
                    + " Debian, Ubuntu; to read from)");
        }
        hosts.stream().sorted().limit(MOST_NAMED).forEach(words::add);
        String reachable = words.isEmpty() ? "nothing" : String.join(", ", words);
        return "The network is shut but for HTTP and HTTPS through a proxy, for which the environment is set up, to: "
                + reachable + ". Anything else is refused, and the person sees what was; they can allow a host for this"
                + " session. If you need one, say which and why; don't look for a way around.";
    }
}
