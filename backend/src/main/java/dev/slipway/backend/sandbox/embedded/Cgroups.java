package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.sandbox.Limits;
import dev.slipway.backend.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Control groups of this machine, version 2 or 1, as far as they may be written. Each backend has a folder of
/// its own in them, so that two side by side don't meet. Thread-safe. Source: the kernel's
/// `Documentation/admin-guide/cgroup-v2.rst` and `cgroup-v1/`.
final class Cgroups {
    private static final Logger LOG = LoggerFactory.getLogger(Cgroups.class);
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String PREFIX = "slipway-";
    private static final List<String> WANTED = List.of("memory", "cpu", "pids", "cpuacct");

    private final boolean unified;
    /// Where each controller's groups are made; only those that can be.
    private final Map<String, Path> parents;

    private final AtomicLong made = new AtomicLong();
    /// Groups that their last process had not left yet, of a backend that was killed, too.
    private final Set<Path> left;

    private Cgroups(boolean unified, Map<String, Path> parents, Set<Path> left) {
        this.unified = unified;
        this.parents = parents;
        this.left = left;
    }

    /// Tries what is there, by really making a group.
    ///
    /// @param name of this backend's folder: its process id, and letters or digits after a dash
    static Cgroups probe(String name) {
        Map<String, Path> parents = new LinkedHashMap<>();
        Set<Path> left = ConcurrentHashMap.newKeySet();
        boolean unified = Files.exists(ROOT.resolve("cgroup.controllers"));
        for (String controller : WANTED) {
            // Version 2 counts with the limit.
            if (unified && controller.equals("cpuacct")) continue;
            Path root = unified ? ROOT : ROOT.resolve(controller);
            Path parent = root.resolve(PREFIX + name);
            try {
                left.addAll(sweep(root));
                if (unified) enable(ROOT, controller);
                else if (!Files.isDirectory(ROOT.resolve(controller))) continue;
                Files.createDirectories(parent);
                if (unified) enable(parent, controller);
                if (Files.isWritable(parent.resolve("cgroup.procs"))) parents.put(controller, parent);
            } catch (IOException e) {
                LOG.debug("control group {} can't be used", controller, e);
            }
        }
        return new Cgroups(unified, Map.copyOf(parents), left);
    }

    boolean limits(String controller) {
        return parents.containsKey(controller);
    }

    String version() {
        return unified ? "control groups v2" : "control groups v1";
    }

    /// A group for one sandbox, limited, with nothing in it yet.
    Group make(String id, Limits limits) throws IOException {
        List<Path> folders = new ArrayList<>();
        // Numbered, since an older sandbox of that name may not have left its group yet.
        String name = id + "-" + made.incrementAndGet();
        for (Path parent : parents.values().stream().distinct().toList()) {
            Path folder = parent.resolve(name);
            Files.createDirectories(folder);
            folders.add(folder);
        }
        removeLeft();
        Group group = new Group(folders, left);
        for (Map.Entry<String, Path> parent : parents.entrySet())
            limit(parent.getKey(), parent.getValue().resolve(name), limits);
        return group;
    }

    /// Removes this backend's folders, once all groups in them are gone.
    void close() {
        removeLeft();
        parents.values().stream().distinct().forEach(Cgroups::isRemoved);
    }

    private void removeLeft() {
        // A backend's own folder after those that are in it.
        left.stream()
                .sorted(Comparator.comparing(Path::getNameCount).reversed())
                .filter(Cgroups::isRemoved)
                .forEach(left::remove);
    }

    private void limit(String controller, Path folder, Limits limits) throws IOException {
        switch (controller) {
            case "memory" -> memory(folder, limits.memoryBytes());
            case "cpu" -> cpu(folder, limits.cpus());
            case "pids" -> write(folder, "pids.max", limits.processes());
            default -> LOG.trace("{} only counts", folder);
        }
    }

    private void memory(Path folder, long bytes) throws IOException {
        write(folder, unified ? "memory.max" : "memory.limit_in_bytes", bytes);
        // Without this, a hog would go on by swapping. Not every kernel counts swap.
        Path swap = folder.resolve(unified ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
        if (Files.exists(swap)) Files.writeString(swap, Long.toString(unified ? 0 : bytes));
        Path together = folder.resolve("memory.oom.group");
        if (Files.exists(together)) Files.writeString(together, "0");
    }

    private void cpu(Path folder, double cpus) throws IOException {
        long period = 100_000;
        long quota = Math.max(1_000, (long) (cpus * period));
        if (unified) Files.writeString(folder.resolve("cpu.max"), quota + " " + period);
        else {
            write(folder, "cpu.cfs_period_us", period);
            write(folder, "cpu.cfs_quota_us", quota);
        }
    }

    private static void enable(Path folder, String controller) throws IOException {
        Path subtree = folder.resolve("cgroup.subtree_control");
        if (!Files.readString(subtree).contains(controller)) Files.writeString(subtree, "+" + controller);
    }

    private static void write(Path folder, String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    private static boolean isRemoved(Path folder) {
        try {
            Files.deleteIfExists(folder);
            return true;
        } catch (IOException e) {
            LOG.debug("control group {} is still in use", folder);
            return false;
        }
    }

    /// Removes the groups of backends that were killed. Returns those that processes haven't left yet.
    private static Set<Path> sweep(Path root) {
        Set<Path> used = new HashSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path folder : all) {
                String process = folder.getFileName().toString().replaceAll("^" + PREFIX + "(\\d{1,18})-.*", "$1");
                if (!process.matches("\\d+")
                        || ProcessHandle.of(Long.parseLong(process)).isPresent()) continue;
                try (DirectoryStream<Path> groups = Files.newDirectoryStream(folder, Files::isDirectory)) {
                    for (Path group : groups) if (!isRemoved(group)) used.add(group);
                }
                if (!isRemoved(folder)) used.add(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("old control groups in {} can't be swept", root, e);
        }
        return used;
    }

    /// One sandbox's groups.
    static final class Group implements EmbeddedSandbox.CommandGroup {
        private final List<Path> folders;
        private final Set<Path> left;

        Group(List<Path> folders, Set<Path> left) {
            this.folders = folders;
            this.left = left;
        }

        /// Files that a process writes itself into.
        List<Path> procs() {
            return folders.stream().map(f -> f.resolve("cgroup.procs")).toList();
        }

        @Override
        public @Nullable String overstepped() {
            for (Path folder : folders) {
                for (String file : List.of("memory.events", "memory.oom_control")) {
                    long kills = counted(folder.resolve(file), "oom_kill ");
                    if (kills > 0) return "It used more memory than its limit allows.";
                }
            }
            return null;
        }

        @Override
        public Sandbox.Use use() {
            Long memory = number("memory.current", "memory.usage_in_bytes");
            Long pids = number("pids.current");
            return new Sandbox.Use(
                    memory == null ? null : Math.max(0, memory - droppable()),
                    pids == null ? null : pids.intValue(),
                    cpuNanos());
        }

        private @Nullable Long cpuNanos() {
            for (Path folder : folders) {
                long micros = counted(folder.resolve("cpu.stat"), "usage_usec ");
                if (micros > 0) return micros * 1000;
            }
            return number("cpuacct.usage");
        }

        /// Pages of files that nobody used lately.
        private long droppable() {
            for (Path folder : folders) {
                long all = counted(folder.resolve("memory.stat"), "total_inactive_file ");
                long own = counted(folder.resolve("memory.stat"), "inactive_file ");
                if (all + own > 0) return Math.max(all, own);
            }
            return 0;
        }

        /// The first of these files that is there.
        private @Nullable Long number(String... files) {
            for (Path folder : folders) {
                for (String file : files) {
                    try {
                        return Long.parseLong(
                                Files.readString(folder.resolve(file)).strip());
                    } catch (IOException | NumberFormatException e) {
                        // Another controller's folder, or this one is gone.
                    }
                }
            }
            return null;
        }

        @Override
        public void remove() {
            folders.stream().filter(folder -> !isRemoved(folder)).forEach(left::add);
        }

        private static long counted(Path file, String key) {
            try {
                if (!Files.exists(file)) return 0;
                return Files.readAllLines(file).stream()
                        .filter(l -> l.startsWith(key))
                        .mapToLong(l -> Long.parseLong(l.substring(key.length()).strip()))
                        .sum();
            } catch (IOException | NumberFormatException e) {
                return 0;
            }
        }
    }
}
