package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.SystemRoot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The helper's command line for one sandbox.
final class StartCommand {
    private StartCommand() {}

    static List<String> of(Path helper, SandboxSpec spec, Cgroups.Group group, Cgroups cgroups) {
        Limits limits = spec.limits();
        List<String> command = new ArrayList<>(List.of(helper.toString(), "start"));
        for (Path procs : group.procs()) add(command, "--cgroup", procs);
        add(command, "--state", spec.stateFolder());
        add(command, "--runner", helper);
        for (Path layer : spec.lowerLayers()) add(command, "--lower", layer);
        SandboxSpec.Egress egress = spec.egress();
        if (egress != null) {
            add(command, "--egress", egress.socket());
            add(command, "--trust", egress.trust());
        }
        add(command, "--root", spec.root());
        if (spec.root() == SystemRoot.building) add(command, "--range", IdRange.first());
        add(command, "--files", limits.openFiles());
        add(command, "--tmp", limits.memoryBytes() / 2);
        add(command, "--file-bytes", limits.diskBytes());
        // Counted per user namespace, so the weaker of the two; the group's own limit holds where it can be had.
        if (!cgroups.limits("pids")) add(command, "--processes", limits.processes());
        for (Map.Entry<String, String> variable : spec.environment().entrySet())
            add(command, "--env", variable.getKey() + "=" + variable.getValue());
        return command;
    }

    private static void add(List<String> command, String key, Object value) {
        command.add(key);
        command.add(value.toString());
    }
}
