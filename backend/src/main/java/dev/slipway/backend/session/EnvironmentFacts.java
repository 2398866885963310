package dev.slipway.backend.session;

import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.environment.ServiceSpec;
import java.util.List;
import java.util.stream.Collectors;

/// What the model is told of the environment that a session works in. Pure.
final class EnvironmentFacts {
    private EnvironmentFacts() {}

    /// Sentences after others; empty where nothing is set up. Commands come from the repository or the operator.
    static String of(SessionGround ground) {
        Environment environment = ground.environment();
        StringBuilder facts = new StringBuilder();
        if (!environment.setup().isEmpty() || !environment.build().isEmpty())
            facts.append(" Dependencies are set up and the project was built already, at commit ")
                    .append(ground.image().commit())
                    .append(", in this very folder and home: build on that instead of beginning anew.");
        commands(facts, "It was set up with", environment.setup());
        commands(facts, "It was built with", environment.build());
        commands(facts, "Its tests are run with", environment.test());
        if (!environment.services().isEmpty())
            facts.append("\nServices run beside your commands: ")
                    .append(environment.services().stream()
                            .map(EnvironmentFacts::service)
                            .collect(Collectors.joining("; ")))
                    .append(". Their logs are ~/.slipway/services/NAME.log.");
        return facts.toString();
    }

    private static void commands(StringBuilder facts, String words, List<String> commands) {
        if (!commands.isEmpty())
            facts.append("\n")
                    .append(words)
                    .append(": `")
                    .append(String.join("`, `", commands))
                    .append("`.");
    }

    private static String service(ServiceSpec service) {
        ServiceSpec.Readiness ready = service.ready();
        String where = ready == null || ready.port() == null ? "" : " on port " + ready.port();
        return service.name() + where;
    }
}
