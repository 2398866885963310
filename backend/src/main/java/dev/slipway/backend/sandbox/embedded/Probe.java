package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.Capabilities;
import dev.slipway.backend.sandbox.Capabilities.Capability;
import dev.slipway.backend.sandbox.Capabilities.Level;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Finds out what this machine can enforce by starting a sandbox and trying from inside.
final class Probe {
    private static final String LOOK = """
            sed -n 's/^\\(CapEff\\|CapBnd\\|NoNewPrivs\\|Seccomp\\):[[:space:]]*/\\1=/p' /proc/self/status
            echo pids=$(ls -d /proc/[0-9]* | wc -l)
            echo links=$(grep -c : /proc/net/dev)
            for at in /usr/probe /etc/probe /probe; do (: >$at) 2>/dev/null && echo writable=$at; done
            (: >/workspace/probe) 2>/dev/null && cat /workspace/below 2>/dev/null && echo overlay=yes
            command -v git >/dev/null && echo git=yes
            """;
    private static final String NO_CAPABILITY = "0000000000000000";

    private final EmbeddedEngine engine;
    private final Cgroups cgroups;
    private final Path helper;
    private final List<Capability> found = new ArrayList<>();

    Probe(EmbeddedEngine engine, Cgroups cgroups, Path helper) {
        this.engine = engine;
        this.cgroups = cgroups;
        this.helper = helper;
    }

    Capabilities run(Path scratch) {
        if (!Files.isExecutable(Path.of("/usr/bin/bwrap")))
            return missing("bubblewrap", "/usr/bin/bwrap is not there; install the package bubblewrap");
        if (!Files.isExecutable(helper)) return missing("native helper", helper + " is not there; build Slipway again");
        try {
            judge(look(scratch));
        } catch (SandboxException e) {
            return missing("sandbox", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return missing("sandbox", scratch + " can't be used: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return missing("sandbox", "the trial was interrupted");
        }
        return new Capabilities("embedded", found);
    }

    private Capabilities missing(String name, String detail) {
        return new Capabilities("embedded", List.of(new Capability(name, Level.missing, detail)));
    }

    private String look(Path scratch) throws IOException, InterruptedException {
        Path below = scratch.resolve("below");
        Files.createDirectories(below.resolve("workspace"));
        Files.writeString(below.resolve("workspace/below"), "");
        SandboxSpec spec =
                new SandboxSpec("probe", List.of(below), scratch.resolve("state"), EmbeddedEngine.smallest(), Map.of());
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (EmbeddedSandbox sandbox = engine.launch(spec)) {
            sandbox.run(Command.shell(LOOK, Duration.ofSeconds(10)), told::writeBytes);
        } finally {
            Trees.delete(scratch);
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    private void judge(String told) {
        wall(
                "capabilities",
                told.contains("CapEff=" + NO_CAPABILITY) && told.contains("CapBnd=" + NO_CAPABILITY),
                "none inside");
        wall("no new privileges", told.contains("NoNewPrivs=1"), "set");
        wall("system call filter", told.contains("Seccomp=2"), "seccomp");
        wall("processes", isBetween(told, "pids=", 1, 12), "their own namespace");
        wall("network", isBetween(told, "links=", 0, 1), "their own namespace, with loopback only");
        wall("system files", !told.contains("writable="), "read-only");
        wall("workspace", told.contains("overlay=yes"), "an overlay of its own");
        found.add(
                told.contains("git=yes")
                        ? new Capability("git inside", Level.enforced, "from /usr")
                        : new Capability("git inside", Level.missing, "install the package git"));
        limit("memory", "memory limit", "a hog can slow down this machine");
        limit("cpu", "processor limit", "a busy sandbox can slow down this machine");
        if (cgroups.limits("pids")) limit("pids", "process limit", "");
        else found.add(new Capability("process limit", Level.enforced, "RLIMIT_NPROC"));
        found.add(new Capability(
                "disk limit",
                Level.enforced,
                "looked at every 2 s while the disk fills; a single file can't be larger than the limit"));
    }

    private void wall(String name, boolean holds, String how) {
        found.add(
                holds
                        ? new Capability(name, Level.enforced, how)
                        : new Capability(name, Level.missing, "this machine doesn't hold it"));
    }

    private void limit(String controller, String name, String otherwise) {
        found.add(
                cgroups.limits(controller)
                        ? new Capability(name, Level.enforced, cgroups.version())
                        : new Capability(
                                name, Level.degraded, "control groups can't be written by this user; " + otherwise));
    }

    private static boolean isBetween(String told, String key, int least, int most) {
        return told.lines()
                .filter(l -> l.startsWith(key))
                .map(l -> l.substring(key.length()).strip())
                .filter(n -> n.matches("\\d{1,6}"))
                .mapToInt(Integer::parseInt)
                .anyMatch(n -> n >= least && n <= most);
    }
}
