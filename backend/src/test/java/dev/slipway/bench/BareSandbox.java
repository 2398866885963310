package dev.slipway.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The system's own commands for one command in one sandbox: control groups, an overlay, dropped ids, bubblewrap.
/// Where groups may not be written to, they are left out.
final class BareSandbox {
    private static final String START = """
            set -e
            for controller in memory cpu pids; do
              group=/sys/fs/cgroup/$controller/slipway-bench-$$
              [ -w /sys/fs/cgroup/$controller ] && mkdir $group 2>/dev/null || continue
              echo $$ > $group/cgroup.procs
              echo $group >> "$1/groups"
            done
            mkdir "$1/upper" "$1/work"
            if [ "$(id -u)" = 0 ]; then
              chown 59999:59999 "$1/upper"
              exec unshare -m --propagation private sh -c "$2" inside "$1" "$3" index=off setpriv --reuid=59999 \
                --regid=59999 --clear-groups --no-new-privs
            fi
            exec unshare -Urm --propagation private sh -c "$2" inside "$1" "$3" userxattr
            """;
    private static final String INSIDE = """
            set -e
            mount -t tmpfs tmpfs /mnt
            mkdir /mnt/workspace
            mount -t overlay overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work,$3" /mnt/workspace
            cd /mnt/workspace
            shift 3
            exec "$@" bwrap --unshare-user --unshare-pid --unshare-net --unshare-ipc --unshare-uts --uid 1000 --gid 1000 \
              --die-with-parent --new-session --ro-bind /usr /usr --symlink usr/bin /bin --symlink usr/lib /lib \
              --symlink usr/lib64 /lib64 --proc /proc --dev /dev --tmpfs /tmp --bind /mnt/workspace /workspace --chdir /workspace \
              --clearenv --cap-drop ALL /bin/true
            """;

    private final Path folder;
    private final Path lower;
    private int made;

    /// @param folder short and on a real disk
    /// @param lower what the sandbox shows
    BareSandbox(Path folder, Path lower) {
        this.folder = folder;
        this.lower = lower;
    }

    /// @return how long it took until the command had run, in nanoseconds
    long run() throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("bare-" + made++));
        ProcessBuilder builder =
                new ProcessBuilder(List.of("/bin/sh", "-c", START, "bare", own.toString(), INSIDE, lower.toString()));
        builder.redirectErrorStream(true);
        long startedAt = System.nanoTime();
        Process process = builder.start();
        byte[] said = process.getInputStream().readAllBytes();
        int code = process.waitFor();
        long took = System.nanoTime() - startedAt;
        removeGroups(own.resolve("groups"));
        if (code != 0)
            throw new IOException("the bare sandbox failed: " + new String(said, StandardCharsets.UTF_8).strip());
        return took;
    }

    /// What lingers is gone a moment later; then nobody is in the group any more.
    private static void removeGroups(Path list) throws IOException, InterruptedException {
        if (!Files.exists(list)) return;
        for (String group : Files.readAllLines(list))
            for (int tries = 0; !new File(group).delete() && tries < 200; tries++) Thread.sleep(5);
    }
}
