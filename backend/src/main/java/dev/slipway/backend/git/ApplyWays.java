package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whether the way to each file is free, once all that is to go is gone. One thread.
final class ApplyWays {
    private final CheckoutFiles files;
    private final Map<String, FileStep> steps;

    ApplyWays(CheckoutFiles files, Map<String, FileStep> steps) {
        this.files = files;
        this.steps = steps;
    }

    @Nullable
    String obstacle(FileStep step) throws IOException {
        Optional<String> repository = files.otherRepository(step.path());
        if (repository.isPresent()) return "lies in another repository, " + repository.get();
        if (step.to().isNothing()) return null;
        Optional<String> above = files.obstacle(step.path());
        if (above.isPresent())
            return goes(above.get()) ? null : "lies below " + above.get() + ", which is no folder in your checkout";
        Optional<PosixFileAttributes> found = CheckoutFiles.look(files.path(step.path()));
        if (found.isEmpty() || !found.get().isDirectory() || allGoes(files.path(step.path()))) return null;
        return "is a folder in your checkout, which holds other files";
    }

    private boolean goes(String path) {
        FileStep step = steps.get(path);
        return step != null && step.to().isNothing();
    }

    private boolean allGoes(Path folder) throws IOException {
        boolean[] stays = new boolean[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (goes(files.root().relativize(file).toString())) return FileVisitResult.CONTINUE;
                stays[0] = true;
                return FileVisitResult.TERMINATE;
            }
        });
        return !stays[0];
    }
}
