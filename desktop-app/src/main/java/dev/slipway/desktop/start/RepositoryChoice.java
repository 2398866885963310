package dev.slipway.desktop.start;

import dev.slipway.client.BoardView;
import dev.slipway.client.Plain;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.protocol.BoardEvent;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Repository;
import dev.slipway.protocol.RepositoryCommand;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.ServerMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ChangeListener;
import org.jspecify.annotations.Nullable;

/// On which repository a session starts: one that is there, or one that is added by its path or URL.
public final class RepositoryChoice implements AutoCloseable {
    private final Connection connection;
    private final Chooser chooser;
    private final ReadOnlyObjectWrapper<@Nullable RepositoryName> chosen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper adding = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper none = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ChangeListener<Object> told = (property, before, now) -> show();
    private @Nullable RepositoryName wanted;
    /// Added by this person, and not on the board yet.
    private @Nullable RepositoryName awaited;

    RepositoryChoice(Connection connection, @Nullable RepositoryName wanted) {
        this.connection = connection;
        this.wanted = wanted;
        chooser = new Chooser(false, this::taken);
        chooser.text().addListener(told);
        connection.board().addListener(told);
        connection.boardKnown().addListener(told);
        show();
    }

    public Chooser chooser() {
        return chooser;
    }

    public ReadOnlyObjectProperty<@Nullable RepositoryName> chosen() {
        return chosen.getReadOnlyProperty();
    }

    /// Whether one is being added.
    public ReadOnlyBooleanProperty adding() {
        return adding.getReadOnlyProperty();
    }

    /// Whether it is known that the backend has none yet.
    public ReadOnlyBooleanProperty none() {
        return none.getReadOnlyProperty();
    }

    /// What is being done to the one that is added or chosen; empty for nothing.
    public ReadOnlyStringProperty doing() {
        return doing.getReadOnlyProperty();
    }

    /// Why one could not be added or removed; empty for nothing.
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    /// Whether a folder of this machine is one of the backend's.
    public boolean isHere() {
        return connection.address().isHere();
    }

    /// @param location a folder of the backend's machine, or a URL
    public void add(String location) {
        String where = isHere() && location.startsWith("~/")
                ? System.getProperty("user.home") + location.substring(1)
                : location.strip();
        if (where.isEmpty() || adding.get()) return;
        adding.set(true);
        problem.set("");
        show();
        connection
                .send(new RepositoryCommand.AddRepository(RequestId.fresh(), where, null))
                .whenComplete((answer, failure) -> added(location, answer, failure));
    }

    /// Refused while sessions use it.
    public void remove(String name) {
        problem.set("");
        connection
                .send(new RepositoryCommand.RemoveRepository(RequestId.fresh(), new RepositoryName(name)))
                .whenComplete((answer, failure) -> {
                    if (failure != null) problem.set(Plain.text(Failure.words(failure)));
                });
    }

    @Override
    public void close() {
        connection.board().removeListener(told);
        connection.boardKnown().removeListener(told);
    }

    private void added(String location, @Nullable ServerMessage answer, @Nullable Throwable failure) {
        adding.set(false);
        if (failure != null) problem.set(Plain.text(Failure.words(failure)));
        else if (answer instanceof ServerMessage.Board board
                && board.event() instanceof BoardEvent.RepositoryAdded event) {
            awaited = event.repository().name();
        }
        show();
        if (failure != null) chooser.settle(location);
    }

    private void taken(Choice choice) {
        if (choice.extra()) add(choice.value());
        else {
            wanted = new RepositoryName(choice.value());
            chosen.set(wanted);
            problem.set("");
        }
        show();
    }

    private void show() {
        BoardView board = connection.board().get();
        List<Repository> all = recentFirst(board);
        none.set(all.isEmpty() && connection.boardKnown().get());
        choose(board, all);
        doing.set(doing(board));
        List<Choice> offered = new ArrayList<>();
        for (Repository one : all) offered.add(Choice.of(one.name().value(), Plain.line(one.location())));
        String typed = chooser.text().get().strip();
        if (isLocation(typed)) offered.add(new Choice(typed, "Add " + Plain.line(typed), null, true));
        chooser.offer(offered);
    }

    /// The one that was asked for as soon as it is there, else the most recent.
    private void choose(BoardView board, List<Repository> all) {
        RepositoryName added = awaited;
        if (added != null && board.repositories().containsKey(added)) {
            awaited = null;
            settle(added);
            return;
        }
        RepositoryName now = chosen.get();
        if (now != null && board.repositories().containsKey(now)) return;
        RepositoryName next = wanted;
        if (next == null || !board.repositories().containsKey(next))
            next = all.isEmpty() ? null : all.getFirst().name();
        if (next != null || now != null) settle(next);
    }

    private void settle(@Nullable RepositoryName name) {
        chosen.set(name);
        chooser.settle(name == null ? "" : name.value());
    }

    private String doing(BoardView board) {
        RepositoryName name = chosen.get();
        if (adding.get()) {
            for (var one : board.preparing().entrySet())
                if (!board.repositories().containsKey(one.getKey())
                        && !one.getValue().failed())
                    return Plain.line(one.getValue().message());
            return "Adding the repository";
        }
        var preparing = name == null ? null : board.preparing().get(name);
        return preparing == null || preparing.failed() ? "" : Plain.line(preparing.message());
    }

    private static List<Repository> recentFirst(BoardView board) {
        Map<RepositoryName, Long> newest = new HashMap<>();
        for (SessionListed session : board.sessions().values())
            newest.merge(session.repository(), session.createdAtMs(), Math::max);
        return board.repositories().values().stream()
                .sorted(Comparator.comparingLong((Repository r) -> newest.getOrDefault(r.name(), 0L))
                        .reversed()
                        .thenComparing(r -> r.name().value()))
                .toList();
    }

    private static boolean isLocation(String typed) {
        return typed.startsWith("/")
                || typed.startsWith("~/")
                || typed.contains("://")
                || typed.matches("[A-Za-z]:\\\\.*")
                || typed.matches("[^\\s@]+@[^\\s:]+:.+");
    }
}
