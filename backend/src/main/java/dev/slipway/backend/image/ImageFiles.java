package dev.slipway.backend.image;

import dev.slipway.backend.files.AtomicFile;
import dev.slipway.backend.files.Trees;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What is kept of images beside their layers: the current one of each repository, and its last builds with their logs.
/// Thread-safe; one build of a repository at a time.
final class ImageFiles {
    static final int KEPT_BUILDS = 20;
    private static final String JSON = ".json";

    private final Path images;
    private final Path builds;

    /// @param home the state folder
    ImageFiles(Path home) {
        this.images = home.resolve("images");
        this.builds = home.resolve("builds");
    }

    List<Image> images() {
        List<Image> all = new ArrayList<>();
        for (Path file : listed(images))
            if (isJson(file)) read(file, Image.class).ifPresent(all::add);
        return all;
    }

    /// On disk when this returns.
    void keep(Image image) {
        write(images.resolve(image.repository() + JSON), image);
    }

    void remove(RepositoryName repository) {
        try {
            Files.deleteIfExists(images.resolve(repository + JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The image and all builds.
    void forget(RepositoryName repository) {
        remove(repository);
        try {
            Trees.delete(builds.resolve(repository.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(RepositoryName repository, ImageDetails.Build build) {
        write(builds.resolve(repository.value()).resolve(build.buildId() + JSON), build);
        List<ImageDetails.Build> all = builds(repository);
        for (ImageDetails.Build old : all.subList(Math.min(KEPT_BUILDS, all.size()), all.size())) drop(repository, old);
    }

    /// The newest first, each with its log's size as it is now.
    List<ImageDetails.Build> builds(RepositoryName repository) {
        List<ImageDetails.Build> all = new ArrayList<>();
        for (Path file : listed(builds.resolve(repository.value())))
            if (isJson(file)) read(file, ImageDetails.Build.class).ifPresent(all::add);
        all.sort(Comparator.comparing(
                        (ImageDetails.Build build) -> build.buildId().value())
                .reversed());
        return all.stream().map(build -> sized(repository, build)).toList();
    }

    /// The names of repositories with builds.
    List<RepositoryName> built() {
        return listed(builds).stream()
                .filter(Files::isDirectory)
                .map(folder -> new RepositoryName(folder.getFileName().toString()))
                .toList();
    }

    Path log(RepositoryName repository, BuildId build) {
        Path folder = builds.resolve(repository.value());
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve(build + ".log");
    }

    private ImageDetails.Build sized(RepositoryName repository, ImageDetails.Build build) {
        Path log = log(repository, build.buildId());
        long bytes = log.toFile().length();
        return new ImageDetails.Build(
                build.buildId(),
                build.state(),
                build.commit(),
                build.startedAtMs(),
                build.tookMs(),
                build.message(),
                bytes);
    }

    private void drop(RepositoryName repository, ImageDetails.Build build) {
        try {
            Files.deleteIfExists(log(repository, build.buildId()));
            Files.deleteIfExists(builds.resolve(repository.value()).resolve(build.buildId() + JSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isJson(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(JSON) && !name.startsWith(".");
    }

    private static List<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Empty where it was written by another version.
    private static <T> Optional<T> read(Path file, Class<T> type) {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), type));
        } catch (BadJson e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, Object what) {
        try {
            Files.createDirectories(file.getParent());
            AtomicFile.write(file, Json.bytes(what));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
