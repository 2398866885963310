package dev.slipway.backend.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.backend.image.SharedDebian;
import dev.slipway.backend.sandbox.Command;
import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxException;
import dev.slipway.backend.sandbox.SandboxScene;
import dev.slipway.backend.sandbox.SandboxSpec;
import dev.slipway.backend.sandbox.SystemRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A Debian of its own below the sandboxes; made once, from Debian's packages.
class WholeSystemTest extends SandboxScene {
    private static final List<String> AGENT = List.of(
            "setpriv", "--reuid=1000", "--regid=1000", "--clear-groups", "--inh-caps=-all", "--ambient-caps=-all");

    /// What makes root of who builds, in the layer that is being made and nowhere else.
    private static final Set<String> OF_ROOT_INSIDE =
            Set.of("become-group", "become-root", "capability", "shadow", "write-etc", "write-root", "write-usr");

    private Path system;
    private Escapes escapes;

    @Override
    protected SandboxEngine open(Path scratch) {
        return EmbeddedEngine.open(Built.HELPER, scratch, EmbeddedEngine.Protection.required);
    }

    @BeforeAll
    void make(@TempDir Path folder) throws Exception {
        system = SharedDebian.layer();
        escapes = new Escapes(folder);
    }

    @Test
    void whoBuildsIsRootAndCanChangeAllOfItAndWhoWorksNothing() throws Exception {
        Path layer;
        SandboxSpec building = spec(system).with(SystemRoot.building);
        try (Sandbox sandbox = engine.start(building)) {
            assertThat(shell(
                                    sandbox,
                                    "id -u; echo tool > /usr/local/bin/tool; chmod 755 /usr/local/bin/tool; chown 33:33 /srv")
                            .output())
                    .isEqualTo("0\n");
            assertThat(asAgent(sandbox, "id -u; touch mine ~/mine; touch /usr/x 2>&1 || echo refused")
                            .output())
                    .startsWith("1000\n")
                    .endsWith("refused\n");
        }
        layer = Files.move(SandboxSpec.upper(building.stateFolder()), temp.resolve("installed"));
        try (Sandbox sandbox = engine.start(spec(system, layer).with(SystemRoot.layers))) {
            assertThat(shell(sandbox, "id -u; cat /usr/local/bin/tool; ls . ~; echo more >> mine && echo own")
                            .output())
                    .isEqualTo("1000\ntool\n.:\nmine\n\n/home/agent:\nmine\nown\n");
            assertThat(shell(
                                    sandbox,
                                    "for f in /usr/x /etc/x /x /var/tmp/x /home/x; do touch $f && echo open $f; done 2>/dev/null")
                            .output())
                    .isEmpty();
        }
    }

    @Test
    void whatRootInsideWroteForWhomeverIsDeletedFromOutside() throws Exception {
        SandboxSpec building = spec(system).with(SystemRoot.building);
        try (Sandbox sandbox = engine.start(building)) {
            shell(sandbox, "mkdir -m 0 /srv/shut; touch /srv/shut/file; chown -R 33:33 /srv/shut; chmod 0 /srv");
        }
        assertThat(engine.extent(SandboxSpec.upper(building.stateFolder())).entries())
                .isGreaterThan(4);
        engine.delete(building.stateFolder());
        assertThat(building.stateFolder()).doesNotExist();
        engine.delete(building.stateFolder());
    }

    @Test
    void packagesCanBeInstalledFromWhatIsThere() throws Exception {
        try (Sandbox sandbox = engine.start(spec(system).with(SystemRoot.building))) {
            String script =
                    "mkdir -p /tmp/p/DEBIAN /tmp/p/opt/greet; echo hi > /tmp/p/opt/greet/hi; chown 33:33 /tmp/p/opt/greet/hi;"
                            + " printf 'Package: greet\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example.org>\\nDescription: x\\n'"
                            + " > /tmp/p/DEBIAN/control; printf '#!/bin/sh\\nadduser --system --group greet\\n' > /tmp/p/DEBIAN/postinst;"
                            + " chmod 755 /tmp/p/DEBIAN/postinst; apt-get install -y adduser >/dev/null;"
                            + " dpkg-deb -b /tmp/p /tmp/greet.deb >/dev/null && dpkg -i /tmp/greet.deb 2>&1 | tail -1; id greet;"
                            + " stat -c %u /opt/greet/hi";
            Told told = shell(sandbox, script);
            assertThat(told.output()).contains("(greet)").endsWith("33\n");
        }
    }

    @Test
    void everyWayOutIsShutForWhoBuildsAndForWhoWorks() throws Exception {
        for (SystemRoot root : List.of(SystemRoot.building, SystemRoot.layers)) {
            Map<String, String> ways;
            try (Sandbox sandbox = engine.start(spec(system).with(root))) {
                sandbox.write("/workspace/escapes", escapes.program());
                List<String> command = new ArrayList<>(List.of("./escapes"));
                command.addAll(escapes.targets());
                shell(sandbox, "chmod 755 escapes");
                ways = Escapes.ways(run(sandbox, new Command(command, ".", Map.of(), PATIENCE))
                        .output());
            }
            Set<String> open = new TreeSet<>(ways.keySet());
            open.removeIf(way -> !ways.get(way).equals("open"));
            if (root == SystemRoot.building) {
                assertThat(open).containsAll(OF_ROOT_INSIDE);
                open.removeAll(OF_ROOT_INSIDE);
            }
            assertThat(open).as(root + ": open ways").isEmpty();
        }
    }

    @Test
    void whatIsNoPackageIsRefusedBeforeAnythingIsDone() {
        Path layer = temp.resolve("none");
        for (String name : List.of("--hook=x", "a b", "a,b", "$(x)", ""))
            assertThatThrownBy(() -> engine.makeSystem("bookworm", List.of(name), layer, OutputSink.NONE))
                    .isInstanceOf(SandboxException.class);
        assertThat(layer).doesNotExist();
    }

    private static Told asAgent(Sandbox sandbox, String script) throws InterruptedException {
        List<String> command = new ArrayList<>(AGENT);
        command.addAll(List.of("bash", "-c", script));
        return run(sandbox, new Command(command, ".", Map.of(), PATIENCE));
    }
}
