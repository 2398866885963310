package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.egress.Egress;
import dev.slipway.backend.egress.Gate;
import dev.slipway.backend.egress.Grants;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxScene;
import dev.slipway.backend.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every known way out is tried from inside a real sandbox and must be shut; where it does no harm, it is tried
/// outside as well and must be open there, so that a broken trial is noticed.
class EscapeListTest extends SandboxScene {
    private static final Set<String> OPEN_TO_ANYBODY_OUTSIDE = Set.of(
            "loopback-of-host",
            "unix-socket-of-host",
            "new-user-namespace",
            "new-mount-namespace",
            "clone-user-namespace",
            "capability",
            "trace-process",
            "read-process-memory",
            "file-of-host",
            "process-of-host",
            "control-groups");

    private Escapes escapes;

    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @BeforeAll
    void compile(@TempDir Path folder) throws Exception {
        escapes = new Escapes(folder);
    }

    @AfterAll
    void end() throws Exception {
        escapes.close();
    }

    @Test
    void everyWayOutIsShut() throws Exception {
        Map<String, String> ways;
        try (Sandbox sandbox = start()) {
            ways = Escapes.ways(told(sandbox).output());
        }
        assertThat(ways).hasSizeGreaterThan(50).doesNotContainValue("open");
        assertThat(ways.get("cloud-metadata")).isEqualTo("Network is unreachable");
    }

    @Test
    void everyWayOutIsShutAlsoBesideADoor(@TempDir Path folder) throws Exception {
        try (Egress egress = Egress.open(folder.resolve("secrets"), folder.resolve("egress"));
                Gate gate = egress.gate(() -> Grants.NONE, refusal -> {});
                Sandbox sandbox = engine.start(spec().with(new SandboxSpec.Egress(gate.socket(), egress.trust())))) {
            assertThat(Escapes.ways(told(sandbox).output()))
                    .hasSizeGreaterThan(50)
                    .doesNotContainValue("open");
            assertThat(shell(sandbox, "cat /run/slipway/trust/ca.jks | wc -c")
                            .output()
                            .strip())
                    .as("what is beside the door is seen")
                    .matches("[0-9]{5,}");
            assertThat(shell(sandbox, "for f in /run/slipway/trust/*; do (: >> $f) 2>/dev/null && echo wrote; done")
                            .output())
                    .isEmpty();
        }
    }

    @Test
    void theSameWaysAreOpenOutside() throws Exception {
        Map<String, String> outside = escapes.outside();
        for (String way : OPEN_TO_ANYBODY_OUTSIDE) assertThat(outside).as(way).containsEntry(way, "open");
    }

    @Test
    void nothingOfTheHostIsInTheEnvironment() throws Exception {
        try (Sandbox sandbox = start()) {
            Set<String> names = new TreeSet<>();
            shell(sandbox, "env").output().lines().forEach(line -> names.add(line.substring(0, line.indexOf('='))));
            names.removeAll(Set.of("_", "PWD", "OLDPWD", "SHLVL"));
            assertThat(names).containsExactlyInAnyOrder("GREETING", "HOME", "LANG", "PATH", "TERM", "TMPDIR", "USER");
            String all =
                    shell(sandbox, "cat /proc/[0-9]*/environ | tr '\\0' '\\n'").output();
            assertThat(all).doesNotContain(System.getProperty("user.dir")).doesNotContain("JAVA");
        }
    }

    @Test
    void onlyHarmlessDevicesAndOwnProcessesAreSeen() throws Exception {
        try (Sandbox sandbox = start()) {
            assertThat(shell(sandbox, "ls /dev").output().lines())
                    .isSubsetOf(
                            "console", "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm", "stderr",
                            "stdin", "stdout", "tty", "urandom", "zero");
            assertThat(shell(sandbox, "ls -d /proc/[0-9]* | wc -l").output().strip())
                    .isIn("3", "4", "5");
            assertThat(shell(sandbox, "ls / | tr '\\n' ' '").output())
                    .matches("[a-z0-9 ]+")
                    .doesNotContain("root", "srv", "mnt", "sys", "boot");
            assertThat(shell(sandbox, "cut -d: -f1 /proc/net/dev | tail -n +3")
                            .output()
                            .strip())
                    .isEqualTo("lo");
        }
    }

    @Test
    void aProgramThatBecomesRootElsewhereDoesntHere() throws Exception {
        try (Sandbox sandbox = start()) {
            shell(sandbox, "cp /usr/bin/id here; chmod 6755 here");
            assertThat(shell(sandbox, "./here -u; /usr/bin/su -c id 2>&1; grep NoNewPrivs /proc/self/status")
                            .output())
                    .startsWith("1000\n")
                    .doesNotContain("uid=0")
                    .endsWith("NoNewPrivs:\t1\n");
        }
    }

    @Test
    void linksOutLeadNowhere() throws Exception {
        try (Sandbox sandbox = start()) {
            String file = escapes.hostFile().toString();
            shell(
                    sandbox,
                    "ln -s " + file + " file; ln -s " + escapes.hostFile().getParent() + " folder; ln -s / all");
            for (String path : List.of("file", "folder/of-the-host", "all" + file, "all/proc/1/root" + file))
                assertThatThrownBy(() -> sandbox.read(path, 0, 100)).as(path).isInstanceOf(SandboxException.class);
            assertThatThrownBy(() -> sandbox.list("folder", "**", 10)).isInstanceOf(SandboxException.class);
            assertThat(sandbox.search("", "secret", null, 10).hits()).isEmpty();
        }
        assertThat(escapes.hostFile()).hasContent("secret");
    }

    @Test
    void theRunnerCantBeReplacedOrImitated() throws Exception {
        try (Sandbox sandbox = start()) {
            String tries = """
                    for p in /proc/[0-9]*; do
                      for fd in 0 1 2; do (echo forged > $p/fd/$fd) 2>/dev/null && [ $p != /proc/$$ ] && echo wrote $p; done
                    done 2>/dev/null | grep -v "^wrote /proc/self" ; true""";
            assertThat(shell(sandbox, "echo $PPID").output().strip())
                    .as("the runner is process 1, and nobody else holds its channel")
                    .isEqualTo("1");
            assertThat(shell(sandbox, "ls /proc/1/fd").exit().code()).isNotZero();
            assertThat(shell(sandbox, tries).output().lines()).doesNotContain("wrote /proc/1");
            assertThat(shell(sandbox, "echo alive").output()).isEqualTo("alive\n");
        }
    }

    private Told told(Sandbox sandbox) throws Exception {
        sandbox.write("escapes", escapes.program());
        shell(sandbox, "chmod +x escapes");
        List<String> command = new ArrayList<>(List.of("./escapes"));
        command.addAll(escapes.targets());
        return run(sandbox, new Command(command, ".", Map.of(), PATIENCE));
    }
}
