package dev.slipway.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a server's process holds at one moment, when its heap has been collected.
///
/// @param heapBytes of objects that are in use
/// @param outsideKb resident, but not in the heap: native memory, stacks, code
/// @param threads of the system's and virtual ones
/// @param files that are open, pipes and the like too
/// @param sockets that are open
record Held(long heapBytes, long outsideKb, long threads, long files, long sockets) {
    private static final Pattern ROOM = Pattern.compile("\\[0x([0-9a-f]+), 0x[0-9a-f]+, 0x([0-9a-f]+)\\)");
    private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .*");
    private static final Pattern SESSION = Pattern.compile("/sessions/([a-z0-9]+)/");
    private static final String VIRTUAL = "java.lang.VirtualThread";

    static Held by(ServerProcess server) throws IOException, InterruptedException {
        long pid = server.pid();
        // What the first look finds unused is let go by then.
        jcmd(pid, "GC.run");
        List<String> objects = jcmd(pid, "GC.class_histogram");
        // As it does by itself every ten seconds.
        jcmd(pid, "System.trim_native_heap");
        List<String> links = links(pid);
        long sockets = links.stream().filter(to -> to.startsWith("socket:")).count();
        return new Held(
                column(objects, "Total", 2),
                outside(pid),
                column(objects, VIRTUAL, 1) + children(Path.of("/proc/" + pid + "/task")),
                links.size() - sockets,
                sockets);
    }

    /// How many sessions it has files of open.
    static long openSessions(ServerProcess server) throws IOException {
        return links(server.pid()).stream()
                .map(SESSION::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .distinct()
                .count();
    }

    /// In kB, of so many things that have come since.
    double kbEach(Held before, int things) {
        return heapKbEach(before, things) + (double) (outsideKb - before.outsideKb) / things;
    }

    double heapKbEach(Held before, int things) {
        return (heapBytes - before.heapBytes) / 1024.0 / things;
    }

    /// What is mapped outside of the heap's addresses.
    private static long outside(long pid) throws IOException, InterruptedException {
        long from = Long.MAX_VALUE;
        long to = 0;
        for (String line : jcmd(pid, "GC.heap_info")) {
            Matcher room = ROOM.matcher(line);
            if (!room.find()) continue;
            from = Math.min(from, Long.parseLong(room.group(1), 16));
            to = Math.max(to, Long.parseLong(room.group(2), 16));
        }
        if (to == 0) throw new IOException("the heap of process " + pid + " isn't one that this knows");
        long kb = 0;
        boolean counts = false;
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps"))) {
            Matcher mapping = MAPPING.matcher(line);
            if (mapping.matches()) {
                long at = Long.parseUnsignedLong(mapping.group(1), 16);
                counts = Long.compareUnsigned(at, from) < 0 || Long.compareUnsigned(at, to) >= 0;
            } else if (counts && line.startsWith("Rss:")) kb += Long.parseLong(line.replaceAll("\\D", ""));
        }
        return kb;
    }

    /// 0 where no line has this as its last word.
    private static long column(List<String> lines, String what, int column) {
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words.length > column && (words[0].equals(what) || words.length > 3 && words[3].equals(what)))
                return Long.parseLong(words[column]);
        }
        return 0;
    }

    private static List<String> links(long pid) throws IOException {
        List<String> links = new ArrayList<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path link : open.toList()) {
                try {
                    links.add(Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException e) {
                    // Closed meanwhile.
                }
            }
        }
        return links;
    }

    private static long children(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    private static List<String> jcmd(long pid, String command) throws IOException, InterruptedException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(program.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> lines = told.lines().toList();
            if (process.waitFor() != 0) throw new IOException(String.join("\n", lines));
            return lines;
        }
    }
}
