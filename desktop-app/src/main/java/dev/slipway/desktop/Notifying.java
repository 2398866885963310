package dev.slipway.desktop;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.notify.Notice;
import dev.slipway.desktop.notify.NoticeModel;
import dev.slipway.desktop.notify.Notifier;
import dev.slipway.desktop.shell.DeskModel;
import dev.slipway.desktop.shell.ShellModel;
import dev.slipway.protocol.SessionId;
import java.util.function.Consumer;
import javafx.beans.value.ChangeListener;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// Tells what became of sessions that the person doesn't look at.
final class Notifying {
    private final Stage stage;
    private final ShellModel shell;
    private final Notifier notifier;
    private final Consumer<SessionId> open;
    private final ChangeListener<BoardView> listener = (property, before, now) -> tell(before, now);
    private @Nullable Connection watched;

    Notifying(Stage stage, ShellModel shell, Notifier notifier, Consumer<SessionId> open) {
        this.stage = stage;
        this.shell = shell;
        this.notifier = notifier;
        this.open = open;
    }

    void watch(@Nullable Connection now) {
        if (watched != null) watched.board().removeListener(listener);
        watched = now;
        if (now != null) now.board().addListener(listener);
    }

    private void tell(BoardView before, BoardView now) {
        for (Notice notice : NoticeModel.between(before, now, this::isSeen))
            notifier.tell(notice, () -> open.accept(notice.session()));
    }

    private boolean isSeen(SessionId session) {
        DeskModel desk = shell.desk().get();
        if (!stage.isFocused() || desk == null || !shell.hasSession()) return false;
        var shown = desk.open().get();
        return shown != null && shown.id().equals(session);
    }
}
