package dev.slipway.desktop.sessions;

import dev.slipway.desktop.sessions.Row.Item;
import dev.slipway.protocol.SessionId;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// Where the keyboard is in the list: on a session, however its line moves, or nowhere.
final class Cursor {
    private final ReadOnlyObjectWrapper<@Nullable SessionId> at = new ReadOnlyObjectWrapper<>();

    ReadOnlyObjectProperty<@Nullable SessionId> at() {
        return at.getReadOnlyProperty();
    }

    void to(SessionId session) {
        at.set(session);
    }

    void first(List<Row> rows) {
        Item found = from(rows, 0, 1);
        if (found != null) at.set(found.key());
    }

    void move(List<Row> rows, int by) {
        int now = index(rows, at.get());
        if (now < 0) {
            first(rows);
            return;
        }
        int step = by < 0 ? -1 : 1;
        Item reached = null;
        for (int left = Math.abs(by), i = now + step; left > 0 && i >= 0 && i < rows.size(); i += step) {
            if (!(rows.get(i) instanceof Item item)) continue;
            reached = item;
            left--;
        }
        if (reached != null) at.set(reached.key());
    }

    /// Where its line is gone, it goes to the next one, else to the one before.
    void follow(List<Row> before, List<Row> now) {
        SessionId session = at.get();
        if (session == null || index(now, session) >= 0) return;
        int was = index(before, session);
        if (was < 0) return;
        Item next = from(now, Math.min(was, now.size() - 1), 1);
        Item near = next == null ? from(now, Math.min(was, now.size() - 1), -1) : next;
        at.set(near == null ? null : near.key());
    }

    private static @Nullable Item from(List<Row> rows, int index, int step) {
        for (int i = index; i >= 0 && i < rows.size(); i += step) if (rows.get(i) instanceof Item item) return item;
        return null;
    }

    private static int index(List<Row> rows, @Nullable SessionId session) {
        if (session == null) return -1;
        for (int i = 0; i < rows.size(); i++) if (Objects.equals(rows.get(i).key(), session)) return i;
        return -1;
    }
}
