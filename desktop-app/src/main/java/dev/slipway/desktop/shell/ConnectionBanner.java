package dev.slipway.desktop.shell;

import dev.slipway.desktop.connection.Status;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Says that the backend is away, and what still works; not there while all is well.
final class ConnectionBanner extends HBox {
    private static final int LONGEST_LINE = 40;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM, HH:mm", Locale.ENGLISH);

    private final Label words = new Label();
    private final StateDot dot = new StateDot();
    private final Button tryAgain;
    // Held here, as the property holds it weakly.
    private final ChangeListener<Status> listener = (property, before, now) -> show(now);

    private final ReadOnlyLongProperty since;
    private final ChangeListener<Number> later;

    /// @param since as [dev.slipway.desktop.connection.Connection#offlineSince]
    /// @param again asks a backend once more that refused the app
    ConnectionBanner(
            ReadOnlyObjectProperty<Status> status, ReadOnlyLongProperty since, Runnable again, Runnable showBackends) {
        super(8);
        this.since = since;
        later = (property, before, now) -> show(status.get());
        setId("connection-banner");
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().add("connection-banner");
        words.setMinHeight(Region.USE_PREF_SIZE);
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        Button backends = Buttons.of("Backends", showBackends);
        backends.getStyleClass().add("flat");
        backends.setMinWidth(Region.USE_PREF_SIZE);
        tryAgain = Buttons.of("Try again", again);
        tryAgain.getStyleClass().add("flat");
        tryAgain.setMinWidth(Region.USE_PREF_SIZE);
        getChildren().addAll(dot, words, tryAgain, backends);
        status.addListener(new WeakChangeListener<>(listener));
        since.addListener(new WeakChangeListener<>(later));
        show(status.get());
    }

    private void show(Status status) {
        boolean wrong = status.state() == Status.State.offline || status.state() == Status.State.refused;
        setVisible(wrong);
        setManaged(wrong);
        pseudoClassStateChanged(
                javafx.css.PseudoClass.getPseudoClass("refused"), status.state() == Status.State.refused);
        dot.show(status.state() == Status.State.refused ? "failed" : "offline", false);
        tryAgain.setVisible(status.state() == Status.State.refused);
        tryAgain.setManaged(status.state() == Status.State.refused);
        String text = status.state() == Status.State.refused
                ? status.reason() + " What you write is kept, and sent when that is done."
                : offline() + " You can read and write on; prompts are sent when the backend is back.";
        Wrapping.show(words, text, LONGEST_LINE);
    }

    private String offline() {
        if (since.get() == 0) return "Offline.";
        ZonedDateTime then = Instant.ofEpochMilli(since.get()).atZone(ZoneId.systemDefault());
        boolean today = then.toLocalDate().equals(LocalDate.now(then.getZone()));
        return "Offline since " + (today ? TIME : DAY).format(then) + ".";
    }
}
