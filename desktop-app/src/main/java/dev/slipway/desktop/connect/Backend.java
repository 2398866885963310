package dev.slipway.desktop.connect;

import dev.slipway.client.Plain;
import dev.slipway.desktop.connection.Connection;
import dev.slipway.desktop.connection.Status;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// One backend that the app knows.
public final class Backend {
    static final String THIS_MACHINE = "";

    private final String name;
    private final ReadOnlyObjectWrapper<@Nullable Connection> connection = new ReadOnlyObjectWrapper<>();

    Backend(String name) {
        this.name = name;
    }

    /// As the settings have it; empty for this machine's.
    public String name() {
        return name;
    }

    public boolean isThisMachine() {
        return name.equals(THIS_MACHINE);
    }

    /// What people call it.
    public String words() {
        return isThisMachine() ? "This machine" : Plain.line(name);
    }

    /// Null while this machine's was not found yet.
    public ReadOnlyObjectProperty<@Nullable Connection> connection() {
        return connection.getReadOnlyProperty();
    }

    /// How it stands with it, in words.
    public String state() {
        Connection open = connection.get();
        if (open == null) return "Not running";
        Status status = open.status().get();
        String where = open.address().url();
        String reason = Plain.line(status.reason());
        return switch (status.state()) {
            case connecting -> "Connecting · " + where;
            case online -> "Online · " + where;
            case offline -> "Offline, trying again · " + where + (reason.isEmpty() ? "" : " · " + reason);
            case refused -> "Refused · " + reason + " · " + where;
        };
    }

    void opened(Connection now) {
        connection.set(now);
    }

    void close() {
        Connection open = connection.get();
        connection.set(null);
        if (open != null) open.close();
    }
}
