package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.OutputSink;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes whole systems by `mmdebstrap`, unpacked with the ids that they have in a sandbox.
final class SystemMaker {
    private static final String NAME = "[a-z0-9][a-z0-9+.:-]{0,100}";
    private static final int KEPT = 2_000;

    /// `$1` is the helper, `$2` where to, `$3` the first id, `$4` the suite, `$5` the packages; the rest are the lines
    /// of the steps that follow the installation, `$1` of which is the system's folder.
    private static final String SCRIPT = """
            set -euo pipefail
            mkdir "$2"
            mmdebstrap --variant=apt --include="$5" --customize-hook="$6" "$4" - \
              | "$1" unpack "$2/root" "$3"
            sync -f "$2"
            """;

    private static final String STEPS = """
            set -eu
            chroot "$1" useradd --uid 1000 --user-group --no-create-home --home-dir /home/agent --shell /bin/bash agent
            mkdir -p "$1/workspace" "$1/home/agent" "$1/run/slipway"
            printf '127.0.0.1 localhost slipway\n::1 localhost slipway\n' > "$1/etc/hosts"
            echo slipway > "$1/etc/hostname"
            : > "$1/etc/resolv.conf"
            printf '[safe]\n\tdirectory = *\n[core]\n\tfsmonitor = false\n[init]\n\tdefaultBranch = main\n' > "$1/etc/gitconfig"
            printf '#!/bin/sh\nexit 101\n' > "$1/usr/sbin/policy-rc.d"
            chmod 755 "$1/usr/sbin/policy-rc.d"
            """;

    private final Path helper;
    private final Spawner spawner;

    SystemMaker(Path helper, Spawner spawner) {
        this.helper = helper;
        this.spawner = spawner;
    }

    void make(String suite, List<String> packages, Path layer, OutputSink log) throws InterruptedException {
        List<String> wrong = new ArrayList<>(packages);
        wrong.add(suite);
        wrong.removeIf(name -> name.matches(NAME));
        if (!wrong.isEmpty()) throw SandboxException.failed("No package is called " + wrong.getFirst() + ".");
        if (!Files.isExecutable(Path.of("/usr/bin/mmdebstrap")))
            throw SandboxException.failed("A system can't be made without the package mmdebstrap. Install it.");
        String range = "" + IdRange.first();
        // It ends with the backend, however that ends, and leaves no half of a system in /tmp.
        List<String> command = List.of(
                helper.toString(),
                "tend",
                range,
                "/bin/bash",
                "-c",
                SCRIPT,
                "system",
                helper.toString(),
                layer.toString(),
                range,
                suite,
                String.join(",", packages),
                STEPS.strip().replace("\n", "; "));
        try {
            run(command, log);
        } catch (IOException e) {
            throw SandboxException.failed("The system can't be made: " + e.getMessage());
        }
    }

    private void run(List<String> command, OutputSink log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Process process = spawner.start(builder);
        StringBuilder end = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> read(process, log, end));
        try {
            process.getOutputStream().close();
            int code = process.waitFor();
            reader.join();
            if (code != 0)
                throw SandboxException.failed(
                        "The system can't be made. " + end.toString().strip());
        } finally {
            end(process);
        }
    }

    /// Returns when nothing writes any more.
    private static void end(Process process) {
        process.destroy();
        process.onExit().join();
    }

    private static void read(Process process, OutputSink log, StringBuilder end) {
        byte[] chunk = new byte[8192];
        try (InputStream said = process.getInputStream()) {
            for (int size; (size = said.read(chunk)) > 0; ) {
                byte[] part = Arrays.copyOf(chunk, size);
                log.output(part);
                end.append(new String(part, StandardCharsets.UTF_8));
                if (end.length() > 2 * KEPT) end.delete(0, end.length() - KEPT);
            }
        } catch (IOException e) {
            // It was ended; its exit code says so.
        }
    }
}
