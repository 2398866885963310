package dev.slipway.desktop.sessions;

import dev.slipway.client.Human;
import dev.slipway.client.Plain;
import dev.slipway.desktop.action.Navigation;
import dev.slipway.desktop.action.Toast;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Failure;
import dev.slipway.desktop.session.Outbox;
import dev.slipway.protocol.ClientMessage;
import dev.slipway.protocol.MarkCommand;
import dev.slipway.protocol.RequestId;
import dev.slipway.protocol.SessionId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a person does to a session from the list: shown at once, said to the backend, and taken back where it says no.
final class Changes implements AutoCloseable {
    private static final int LONGEST_NAMED = 40;

    private final Connection connection;
    private final Outbox outbox;
    private final Navigation navigation;
    private final Wishes wishes;
    private final Runnable show;
    private final Set<SessionId> undecided = new LinkedHashSet<>();
    private boolean closed;

    /// @param show the wishes have changed
    Changes(Connection connection, Outbox outbox, Navigation navigation, Wishes wishes, Runnable show) {
        this.connection = connection;
        this.outbox = outbox;
        this.navigation = navigation;
        this.wishes = wishes;
        this.show = show;
    }

    void rename(SessionId session, String title) {
        send(new ClientMessage.RenameSession(RequestId.fresh(), session, title), wishes.title(session, title), session);
    }

    void archive(Row.Item row) {
        SessionId session = row.key();
        send(new ClientMessage.ArchiveSession(RequestId.fresh(), session), wishes.archived(session, true), session);
        navigation.tell(Toast.undoable("Archived " + named(row), () -> restore(session), null));
    }

    void restore(SessionId session) {
        send(new ClientMessage.RestoreSession(RequestId.fresh(), session), wishes.archived(session, false), session);
    }

    /// Read where it was unread, and the other way round.
    void mark(Row.Item row) {
        Long news = row.session().newsSeq();
        MarkCommand command = row.unread() && news != null
                ? new MarkCommand.MarkSeen(RequestId.fresh(), row.key(), news)
                : new MarkCommand.MarkUnread(RequestId.fresh(), row.key());
        connection.send(command).whenComplete((answer, failure) -> tell(failure));
    }

    /// It is gone from the list at once, and from the backend when the time for taking it back is over.
    void delete(Row.Item row) {
        SessionId session = row.key();
        wishes.delete(session);
        undecided.add(session);
        navigation.tell(Toast.undoable("Deleted " + named(row), () -> keep(session), () -> finish(session)));
        show.run();
    }

    /// Nothing can be taken back any more.
    @Override
    public void close() {
        closed = true;
        List.copyOf(undecided).forEach(this::finish);
    }

    private void keep(SessionId session) {
        if (!undecided.remove(session)) return;
        wishes.keep(session);
        show.run();
    }

    private void finish(SessionId session) {
        if (!undecided.remove(session)) return;
        // The app may close before the backend has heard of it.
        outbox.submit(new ClientMessage.DeleteSession(RequestId.fresh(), session))
                .whenComplete((answer, failure) -> {
                    if (failure == null) return;
                    wishes.keep(session);
                    tell(failure);
                });
    }

    private void send(ClientMessage.Command command, Wishes.Wish<?> wish, SessionId session) {
        connection.send(command).whenComplete((answer, failure) -> {
            if (failure == null) {
                wish.held(answer);
                return;
            }
            wishes.drop(session, wish);
            tell(failure);
        });
        show.run();
    }

    private void tell(@Nullable Throwable failure) {
        if (closed || failure == null) return;
        navigation.tell(Toast.problem(Plain.text(Failure.words(failure))));
        show.run();
    }

    private static String named(Row.Item row) {
        return "“" + Human.cut(row.title(), LONGEST_NAMED) + "”";
    }
}
