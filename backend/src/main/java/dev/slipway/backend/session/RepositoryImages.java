package dev.slipway.backend.session;

import dev.slipway.backend.events.Entry;
import dev.slipway.backend.git.Mirror;
import dev.slipway.backend.git.Mirrors;
import dev.slipway.backend.image.BuildWay;
import dev.slipway.backend.image.ImageReport;
import dev.slipway.backend.image.Images;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BuildId;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ErrorCode;
import dev.slipway.protocol.ImageDetails;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What people ask of images. Thread-safe; reads files.
public final class RepositoryImages {
    private final Images images;
    private final Mirrors mirrors;
    private final Board board;
    private final ImageTelling telling;
    private final Requests requests = new Requests();

    public RepositoryImages(Images images, Mirrors mirrors, Board board, ImageTelling telling) {
        this.images = images;
        this.mirrors = mirrors;
        this.board = board;
        this.telling = telling;
    }

    /// Begins a build.
    public Answer build(RepositoryCommand.BuildImage command) {
        return requests.alone(command.requestId(), () -> buildOnce(command));
    }

    private Answer buildOnce(RepositoryCommand.BuildImage command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return answer(before.get(), true);
        RepositoryName name = command.repository();
        BuildId build = images.build(find(name), command.clean() ? BuildWay.clean : BuildWay.usual)
                .orElseThrow(() -> new Refused(
                        ErrorCode.conflict,
                        "An image of " + name + " is being built already; `slipway image log " + name
                                + " --follow` shows how it goes, `slipway image cancel " + name + "` ends it."));
        return answer(
                board.append(null, new BoardEvent.ImageBuilding(command.requestId(), name, build, "", "Beginning")),
                false);
    }

    /// Ends a build.
    public Answer cancel(RepositoryCommand.CancelBuild command) {
        return requests.alone(command.requestId(), () -> cancelOnce(command));
    }

    private Answer cancelOnce(RepositoryCommand.CancelBuild command) {
        Optional<Entry> before = board.answer(command.requestId().value());
        if (before.isPresent()) return answer(before.get(), true);
        find(command.repository());
        BuildId build = images.cancel(command.repository())
                .orElseThrow(() ->
                        new Refused(ErrorCode.conflict, "No image of " + command.repository() + " is being built."));
        telling.end(build);
        BoardEvent event = new BoardEvent.ImageCancelled(command.requestId(), command.repository(), build);
        return answer(board.append(null, event), false);
    }

    /// @param pool where sandboxes wait for sessions that begin on them
    public ImageList list(Pool pool) {
        ImageReport report = images.report();
        return new ImageList(
                report.diskBytes(),
                report.diskLimitBytes(),
                mirrors.all().stream().map(each -> details(report, each, pool)).toList());
    }

    /// @param pool as above
    public ImageDetails details(RepositoryName repository, Pool pool) {
        return details(images.report(), find(repository), pool);
    }

    private static ImageDetails details(ImageReport report, Mirror mirror, Pool pool) {
        ImageDetails image = report.details(mirror);
        return new ImageDetails(
                image.repository(), image.current(), image.setting(), image.builds(), pool.figures(mirror.name()));
    }

    /// A part of a build's log.
    ///
    /// @param build null for the newest
    /// @param offset in bytes; below 0 for the last so many
    public BuildLog log(RepositoryName repository, @Nullable BuildId build, long offset) {
        find(repository);
        try {
            return images.report()
                    .log(repository, build, offset)
                    .orElseThrow(() -> new Refused(
                            ErrorCode.not_found,
                            build == null
                                    ? "No image of " + repository + " was built yet."
                                    : "There is no build " + build + " of " + repository + " any more."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mirror find(RepositoryName name) {
        return mirrors.find(name)
                .orElseThrow(() -> new Refused(
                        ErrorCode.not_found,
                        "There is no repository " + name + "; `slipway repo list` shows those there are."));
    }

    private Answer answer(Entry entry, boolean repeated) {
        return new Answer(null, board.log().epoch(), entry, repeated);
    }
}
