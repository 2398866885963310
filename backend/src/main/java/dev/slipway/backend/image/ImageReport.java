package dev.slipway.backend.image;

import dev.slipway.backend.environment.Agreed;
import dev.slipway.backend.environment.Environment;
import dev.slipway.backend.environment.ServiceSpec;
import dev.slipway.backend.files.Utf8;
import dev.slipway.backend.git.GitRefused;
import dev.slipway.backend.git.Mirror;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageDetails.State;
import dev.slipway.protocol.ImageSource;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is told of images. Thread-safe; reads files.
public final class ImageReport {
    private static final int PART = 256 << 10;

    private final ImageParts parts;
    private final ImageFiles files;
    private final Builds builds;
    private final Sweeping sweeping;
    private final Map<RepositoryName, Image> current;

    ImageReport(
            ImageParts parts, ImageFiles files, Builds builds, Sweeping sweeping, Map<RepositoryName, Image> current) {
        this.parts = parts;
        this.files = files;
        this.builds = builds;
        this.sweeping = sweeping;
        this.current = current;
    }

    /// What all layers take on disk.
    public long diskBytes() {
        return sweeping.bytes();
    }

    public long diskLimitBytes() {
        return sweeping.mostBytes();
    }

    /// Without the pool, which is the sessions'.
    public ImageDetails details(Mirror mirror) {
        Image image = current.get(mirror.name());
        ImageDetails.Current stands = image == null
                ? null
                : new ImageDetails.Current(
                        image.commit(),
                        image.branch(),
                        image.builtAtMs(),
                        image.tookMs(),
                        image.bytes(),
                        image.layers().size(),
                        image.notes());
        return new ImageDetails(mirror.name(), stands, setting(mirror), builds.all(mirror.name()), null);
    }

    /// A part of a build's log; empty where there is no such build.
    ///
    /// @param build null for the newest
    /// @param offset in bytes; below 0 for the last so many
    public Optional<BuildLog> log(RepositoryName repository, @Nullable BuildId build, long offset) throws IOException {
        Optional<ImageDetails.Build> found = builds.all(repository).stream()
                .filter(each -> build == null || each.buildId().equals(build))
                .findFirst();
        if (found.isEmpty()) return Optional.empty();
        BuildId id = found.get().buildId();
        boolean ended = found.get().state() != State.running && found.get().state() != State.waiting;
        java.io.File file = files.log(repository, id).toFile();
        if (!file.exists()) return Optional.of(new BuildLog(id, 0, "", 0, 0, ended));
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            long total = in.length();
            long from = Math.clamp(offset < 0 ? total + offset : offset, 0, total);
            byte[] bytes = new byte[(int) Math.min(PART, total - from)];
            in.seek(from);
            in.readFully(bytes);
            int whole = Utf8.wholeCharacters(bytes, from + bytes.length < total || !ended);
            String text = new String(bytes, 0, whole, StandardCharsets.UTF_8);
            return Optional.of(new BuildLog(id, from, text, from + whole, total, ended));
        }
    }

    private ImageDetails.@Nullable Setting setting(Mirror mirror) {
        Agreed agreed;
        try {
            agreed = parts.environments().agreed(mirror, mirror.resolve(null).commit());
        } catch (GitRefused e) {
            return null;
        }
        Environment environment = agreed.environment();
        List<ImageDetails.Step> steps = new ArrayList<>();
        for (BuildStep step : BuildStep.values()) add(steps, step.name(), step.commands(environment));
        add(steps, "test", environment.test());
        Map<String, String> services = new LinkedHashMap<>();
        for (ServiceSpec service : environment.services()) services.put(service.name(), service.command());
        return new ImageDetails.Setting(
                source(agreed.source()),
                agreed.reason(),
                environment.base(),
                steps,
                services,
                environment.ports(),
                environment.egress(),
                environment.secrets(),
                agreed.notGranted(),
                agreed.problems(),
                environment.rebuild().toMillis());
    }

    private static void add(List<ImageDetails.Step> steps, String name, List<String> commands) {
        if (!commands.isEmpty()) steps.add(new ImageDetails.Step(name, commands));
    }

    public static ImageSource source(Agreed.Source source) {
        return switch (source) {
            case file -> ImageSource.file;
            case operator -> ImageSource.operator;
            case detected -> ImageSource.detected;
            case none -> ImageSource.none;
        };
    }
}
