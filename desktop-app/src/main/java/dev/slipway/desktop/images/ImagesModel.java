package dev.slipway.desktop.images;

import dev.slipway.client.ApiClient;
import dev.slipway.client.BoardView;
import dev.slipway.client.Human;
import dev.slipway.client.ImageView;
import dev.slipway.client.Plain;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.connection.Later;
import dev.slipway.desktop.connection.Pin;
import dev.slipway.protocol.BuildLog;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.ImageList;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// The images of one backend's repositories. Closed with the place that shows them.
public final class ImagesModel implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);
    /// Sandboxes begin to wait, and are taken, without an event.
    private static final Duration FIGURES_EVERY = Duration.ofSeconds(5);
    private static final long SHOWN_BYTES = 64 << 10;

    private final Connection connection;
    private final Later later;
    private final LongSupplier clock;
    private final ReadOnlyObjectWrapper<List<ImageCard>> cards = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyStringWrapper disk = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<@Nullable RepositoryName> open = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper log = new ReadOnlyStringWrapper("");
    private final ChangeListener<BoardView> told = (property, before, now) -> told(before, now);
    private @Nullable ImageList known;
    private @Nullable Pin next;
    private @Nullable Pin nextFigures;
    private boolean closed;

    public ImagesModel(Connection connection, Later later, LongSupplier clock) {
        this.connection = connection;
        this.later = later;
        this.clock = clock;
        connection.board().addListener(told);
        ask();
    }

    ReadOnlyObjectProperty<List<ImageCard>> cards() {
        return cards.getReadOnlyProperty();
    }

    /// How much room all of them take, in words; empty until that is known.
    public ReadOnlyStringProperty disk() {
        return disk.getReadOnlyProperty();
    }

    /// Why something can't be had or done, for people; empty while all is well.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Whose log is shown; null for none.
    public ReadOnlyObjectProperty<@Nullable RepositoryName> open() {
        return open.getReadOnlyProperty();
    }

    /// The end of the newest build's log, which grows while that goes on.
    public ReadOnlyStringProperty log() {
        return log.getReadOnlyProperty();
    }

    /// Shows the log of a repository's newest build, or none where it is shown.
    public void toggleLog(RepositoryName repository) {
        log.set("");
        open.set(repository.equals(open.get()) ? null : repository);
        askLog();
    }

    public void build(RepositoryName repository) {
        send(new RepositoryCommand.BuildImage(RequestId.fresh(), repository, false));
    }

    public void cancel(RepositoryName repository) {
        send(new RepositoryCommand.CancelBuild(RequestId.fresh(), repository));
    }

    @Override
    public void close() {
        closed = true;
        connection.board().removeListener(told);
        if (next != null) next.release();
        if (nextFigures != null) nextFigures.release();
    }

    private void send(ClientMessage.Command command) {
        problem.set("");
        connection.send(command).whenComplete((answer, failure) -> {
            if (failure != null) problem.set(Failure.words(failure));
        });
    }

    private void ask() {
        if (nextFigures != null) nextFigures.release();
        connection.ask(ApiClient::images).whenComplete((answer, failure) -> {
            if (closed) return;
            if (nextFigures != null) nextFigures.release();
            nextFigures = later.after(FIGURES_EVERY, this::ask);
            if (failure != null) problem.set(Failure.words(failure));
            if (answer == null) return;
            known = answer;
            disk.set(Human.bytes(answer.diskBytes()) + " of " + Human.bytes(answer.diskLimitBytes()) + " on disk");
            show();
        });
    }

    private void askLog() {
        if (next != null) next.release();
        RepositoryName repository = open.get();
        if (repository == null || closed) return;
        connection.ask(api -> api.buildLog(repository, null, -SHOWN_BYTES)).whenComplete((answer, failure) -> {
            if (!repository.equals(open.get()) || closed) return;
            log.set(failure == null ? text(answer) : Failure.words(failure));
            if (answer == null || !answer.ended()) next = later.after(EVERY, this::askLog);
        });
    }

    private static String text(BuildLog part) {
        String cut = part.offset() > 0 ? "…\n" : "";
        return cut + Plain.text(part.text());
    }

    private void told(BoardView before, BoardView now) {
        boolean others = !before.repositories().equals(now.repositories());
        boolean changed = now.images().entrySet().stream()
                .anyMatch(image -> !image.getValue().equals(before.images().get(image.getKey())));
        if (!others && !changed) return;
        boolean over = now.images().entrySet().stream().anyMatch(image -> isOver(before, image));
        if (others || over) ask();
        show();
        RepositoryName shown = open.get();
        if (shown != null
                && !Objects.equals(before.images().get(shown), now.images().get(shown))) askLog();
    }

    /// Whether a build has ended since.
    private static boolean isOver(BoardView before, Map.Entry<RepositoryName, ImageView> image) {
        ImageView was = before.images().get(image.getKey());
        ImageView now = image.getValue();
        return !Objects.equals(was == null ? null : was.ready(), now.ready())
                || !Objects.equals(was == null ? null : was.failed(), now.failed());
    }

    private void show() {
        ImageList list = known;
        if (list == null) return;
        BoardView board = connection.board().get();
        long now = clock.getAsLong();
        cards.set(list.images().stream()
                .map(image -> ImageCard.of(image, board.images().get(image.repository()), now))
                .toList());
    }
}
