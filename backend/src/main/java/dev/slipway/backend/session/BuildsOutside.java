package dev.slipway.backend.session;

import dev.slipway.backend.egress.Refusal;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.image.BuildSandboxes;
import dev.slipway.backend.image.EnvironmentLimits;
import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.SystemRoot;
import dev.slipway.protocol.RepositoryName;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Sandboxes of builds, with the way out that their repository has. Immutable.
///
/// @param limits what holds where the environment says nothing
public record BuildsOutside(SandboxEngine engine, Outside outside, Limits limits) implements BuildSandboxes {
    private static final int MOST_TOLD = 100;

    @Override
    public Sandbox start(
            String id,
            RepositoryName repository,
            List<Path> layers,
            SystemRoot root,
            Path stateFolder,
            Environment environment,
            Consumer<String> refused)
            throws InterruptedException {
        Set<String> told = ConcurrentHashMap.newKeySet();
        SandboxSpec spec = new SandboxSpec(
                        id, layers, stateFolder, EnvironmentLimits.of(environment, limits), environment.variables())
                .with(root);
        return outside.start(engine, spec, outside.gate(repository, refusal -> {
            String words = words(repository, refusal);
            if (told.size() < MOST_TOLD && told.add(words)) refused.accept(words);
        }));
    }

    private static String words(RepositoryName repository, Refusal refusal) {
        String host = refusal.host().replaceAll("\\p{Cntrl}", "·");
        return "[" + host + ":" + refusal.port() + " was refused: " + refusal.reason()
                + ". The operator grants hosts in the configuration: egress, " + repository + "]";
    }
}
