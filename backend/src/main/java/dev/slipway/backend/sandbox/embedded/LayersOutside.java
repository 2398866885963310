package dev.slipway.backend.sandbox.embedded;

import dev.slipway.backend.files.Trees;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.SandboxEngine;
import dev.slipway.backend.sandbox.SandboxEngine.Extent;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the native helper does with layers from outside. Thread-safe.
final class LayersOutside {
    private static final int LARGEST_LIST = 64 << 20;
    /// The part of a layer that has the ids of a system.
    private static final String ROOT = "root";

    private final Path helper;
    private final Spawner spawner;

    LayersOutside(Path helper, Spawner spawner) {
        this.helper = helper;
        this.spawner = spawner;
    }

    List<Candidate> candidates(List<Path> layers, int atMost) {
        Map<String, Candidate> all = new LinkedHashMap<>();
        for (Path layer : layers)
            for (Candidate candidate : candidates(layer, atMost)) all.put(candidate.path(), candidate);
        // Too many of one are told as fewer folders; of several that differ, everything.
        if (layers.size() > 1 && all.size() > atMost + 1)
            return List.of(new Candidate("", Candidate.Kind.whole_folder));
        return List.copyOf(all.values());
    }

    /// @param how "merge" or "flatten"
    void make(String how, List<Path> layers, Path into) {
        List<String> arguments = within(layers);
        arguments.addAll(List.of(how, into.toString()));
        for (Path layer : layers) arguments.add(layer.toString());
        output(arguments, "A layer can't be made");
    }

    /// Where an ordinary user may not delete what ids of their range own, root of that range does.
    void delete(Path tree) {
        try {
            Trees.delete(tree);
        } catch (IOException e) {
            Optional<Long> range = IdRange.ofOrdinaryUser();
            if (range.isEmpty()) throw SandboxException.failed(tree + " can't be deleted: " + e.getMessage());
            output(List.of("remove", tree.toString(), range.get().toString()), tree + " can't be deleted");
        }
    }

    Extent extent(Path layer) {
        List<String> arguments = within(List.of(layer));
        arguments.addAll(List.of("extent", layer.toString()));
        return WeighedOutside.extent(output(arguments, "Files can't be measured"));
    }

    SandboxEngine.Weighed weigh(Path layer) {
        List<String> command = new ArrayList<>(List.of(helper.toString()));
        command.addAll(within(List.of(layer)));
        command.addAll(List.of("weigh", layer.toString()));
        try {
            return WeighedOutside.of(spawner.start(new ProcessBuilder(command).redirectErrorStream(true)));
        } catch (IOException e) {
            throw SandboxException.failed("Files can't be measured: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SandboxException.failed("Files can't be measured: interrupted");
        }
    }

    /// How the command begins: only who is root of the ids that own a system may look at all of it.
    private static List<String> within(List<Path> layers) {
        boolean systems = layers.stream().anyMatch(layer -> layer.endsWith(ROOT) || Files.exists(layer.resolve(ROOT)));
        List<String> beginning = new ArrayList<>();
        if (systems) IdRange.ofOrdinaryUser().ifPresent(first -> beginning.addAll(List.of("within", first.toString())));
        return beginning;
    }

    private List<Candidate> candidates(Path layer, int atMost) {
        List<Candidate> candidates = new ArrayList<>();
        String records = output(
                List.of("candidates", layer.resolve("workspace").toString(), "" + atMost),
                "The sandbox's files can't be looked at");
        for (String found : records.split("\0")) {
            if (found.isEmpty()) continue;
            Candidate.Kind kind = switch (found.charAt(0)) {
                case 'P' -> Candidate.Kind.present;
                case 'D' -> Candidate.Kind.deleted;
                default -> Candidate.Kind.whole_folder;
            };
            candidates.add(new Candidate(found.substring(1), kind));
        }
        return candidates;
    }

    /// As much of what the helper complained of as a message may hold.
    static String some(String words) {
        return words.strip().substring(0, Math.min(300, words.strip().length()));
    }

    /// Half an answer would read as if nothing else were there, so there is a whole one or none.
    private String output(List<String> arguments, String failed) {
        List<String> command = new ArrayList<>(List.of(helper.toString()));
        command.addAll(arguments);
        try {
            Process process = spawner.start(new ProcessBuilder(command).redirectErrorStream(true));
            try {
                process.getOutputStream().close();
                byte[] told = process.getInputStream().readNBytes(LARGEST_LIST);
                if (told.length == LARGEST_LIST)
                    throw SandboxException.failed(failed + ": there is too much to be told");
                int code = process.waitFor();
                String words = new String(told, StandardCharsets.UTF_8);
                if (code != 0) throw SandboxException.failed(failed + ": " + some(words));
                return words;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw SandboxException.failed(failed + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SandboxException.failed(failed + ": interrupted");
        }
    }
}
