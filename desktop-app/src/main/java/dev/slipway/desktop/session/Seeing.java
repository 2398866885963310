package dev.slipway.desktop.session;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.MarkCommand.MarkSeen;
import dev.slipway.protocol.RequestId;
import java.util.function.BooleanSupplier;
import javafx.beans.value.ChangeListener;

/// Tells the backend that the person has seen what happened in the open session. What they mark as unread stays so
/// until something new happens, or they come back. Closed by who made it.
public final class Seeing implements AutoCloseable {
    private final OpenSession session;
    private final Connection connection;
    private final BooleanSupplier looks;
    private final ChangeListener<Object> changed = (property, before, now) -> look();
    private long told;

    /// @param looks whether the person has the end of the thread before their eyes
    public Seeing(OpenSession session, BooleanSupplier looks) {
        this.session = session;
        this.connection = session.connection();
        this.looks = looks;
        session.view().addListener(changed);
        connection.board().addListener(changed);
        connection.status().addListener(changed);
    }

    /// Whether they look may be otherwise than before.
    public void look() {
        BoardView board = connection.board().get();
        SessionListed row = board.sessions().get(session.id());
        Long news = row == null ? null : row.newsSeq();
        if (news == null || news <= told || !connection.status().get().isOnline()) return;
        if (!session.known().get() || session.view().get().seq() < news || !looks.getAsBoolean()) return;
        told = news;
        // Who looks at a session for the first time is told what is new in it from then on.
        boolean isNew = board.isUnread(session.id()) || !board.seen().containsKey(session.id());
        if (isNew) connection.send(new MarkSeen(RequestId.fresh(), session.id(), news));
    }

    @Override
    public void close() {
        session.view().removeListener(changed);
        connection.board().removeListener(changed);
        connection.status().removeListener(changed);
    }
}
