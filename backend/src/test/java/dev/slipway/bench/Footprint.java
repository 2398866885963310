package dev.slipway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What a backend and its sandboxes hold at one moment.
///
/// @param processes the backend's descendants: all that is in its sandboxes
/// @param processesKb what only they hold: pages shared with others, as those of programs, are not counted
/// @param backendKb what the backend itself holds
/// @param availableKb what the whole machine could still give, so that what the kernel holds for them shows; other
/// programs change it, too
record Footprint(long processes, long processesKb, long backendKb, long availableKb) {
    static Footprint of(ServerProcess backend) throws IOException {
        List<Long> inside = ProcessHandle.of(backend.pid())
                .orElseThrow()
                .descendants()
                .map(ProcessHandle::pid)
                .toList();
        long kb = 0;
        for (long pid : inside) kb += ofProcess(pid, "RssAnon:");
        long available = number(Path.of("/proc/meminfo"), "MemAvailable:");
        return new Footprint(inside.size(), kb, ofProcess(backend.pid(), "VmRSS:"), available);
    }

    private static long ofProcess(long pid, String line) throws IOException {
        try {
            return number(Path.of("/proc/" + pid + "/status"), line);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /// 0 where there is no such line, as in what a process that has ended leaves.
    private static long number(Path file, String beginning) throws IOException {
        for (String line : Files.readAllLines(file))
            if (line.startsWith(beginning)) return Long.parseLong(line.replaceAll("\\D", ""));
        return 0;
    }
}
