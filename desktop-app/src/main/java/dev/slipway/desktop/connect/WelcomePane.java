package dev.slipway.desktop.connect;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Theme;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;

/// What is seen while no backend is known: how one is started here, and the way to one elsewhere.
public final class WelcomePane extends StackPane {
    private static final double WIDEST = 480;

    private final BackendsModel model;
    private final BackendLines others;
    private final Button copy;

    public WelcomePane(BackendsModel model) {
        Theme.style(this, WelcomePane.class, "connect.css");
        getStyleClass().add("welcome");
        this.model = model;
        others = new BackendLines(model, backend -> !backend.isThisMachine());
        copy = Buttons.icon(Material2AL.CONTENT_COPY, "Copy", model::copyStart);
        copy.setId("copy-start");
        Label elsewhere = new Label("Or use one elsewhere");
        elsewhere.getStyleClass().add("text-title");
        VBox column = new VBox(16, start(model), elsewhere, others, new AddForm(model));
        column.setMaxWidth(WIDEST);
        column.getStyleClass().add("welcome-column");
        StackPane centred = new StackPane(column);
        centred.setAlignment(Pos.TOP_CENTER);
        ScrollPane scroll = new ScrollPane(centred);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        getChildren().add(scroll);
    }

    public void focusFirst() {
        copy.requestFocus();
    }

    /// Lets go of what it listens to.
    public void close() {
        others.close();
        model.close();
    }

    private Node start(BackendsModel model) {
        Label head = new Label("Start Slipway on this machine");
        head.getStyleClass().add("text-head");
        head.setWrapText(true);
        Label words = new Label("The backend does the work: sessions go on there whether or not this window is open."
                + " No backend runs here yet. Start it " + model.start().where() + ":");
        words.setWrapText(true);
        words.setMinHeight(USE_PREF_SIZE);
        TextField command = new TextField(model.start().command());
        command.setEditable(false);
        command.setFocusTraversable(false);
        command.getStyleClass().add("mono");
        HBox.setHgrow(command, Priority.ALWAYS);
        HBox line = new HBox(4, command, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        StateDot dot = new StateDot();
        dot.show("working", true);
        Label looking = new Label("Looking for it; this window goes on by itself when it is there.");
        looking.getStyleClass().addAll("text-small", "text-faint");
        looking.setWrapText(true);
        looking.setMinHeight(USE_PREF_SIZE);
        HBox search = new HBox(8, dot, looking);
        search.setAlignment(Pos.CENTER_LEFT);
        VBox whole = new VBox(12, head, words, line, search);
        whole.getStyleClass().add("welcome-start");
        // For the moment in which nobody knows, nothing is said.
        whole.visibleProperty().bind(model.looked());
        return whole;
    }
}
