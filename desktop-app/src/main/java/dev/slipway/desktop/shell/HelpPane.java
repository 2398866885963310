package dev.slipway.desktop.shell;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// All keys, by what they are about.
final class HelpPane extends VBox {
    private static final double COLUMN = 300;

    HelpPane(Commands commands) {
        super(16);
        setId("help");
        getStyleClass().addAll("overlay", "help");
        setMaxSize(2 * COLUMN + 88, Region.USE_PREF_SIZE);
        Label head = new Label("Keys");
        head.getStyleClass().add("text-title");
        Label note = new Label("Single letters work while you aren't typing; Esc leaves a field.");
        note.getStyleClass().addAll("text-faint", "text-small");
        note.setWrapText(true);
        FlowPane columns = new FlowPane(24, 16);
        columns.setPrefWrapLength(2 * COLUMN + 24);
        columns.setMinWidth(0);
        ScrollPane scroll = new ScrollPane(columns);
        var width = scroll.viewportBoundsProperty()
                .map(bounds -> bounds.getWidth() > 0 ? Math.min(COLUMN, bounds.getWidth()) : COLUMN);
        groups(commands).forEach((name, group) -> {
            VBox box = group(name, group);
            box.prefWidthProperty().bind(width);
            columns.getChildren().add(box);
        });
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.prefViewportHeightProperty().bind(columns.heightProperty());
        scroll.getStyleClass().add("plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(head, scroll, note);
    }

    private static Map<String, List<Command>> groups(Commands commands) {
        Map<String, List<Command>> groups = new LinkedHashMap<>();
        List<Command> all = new ArrayList<>(commands.all());
        all.addAll(commands.explained());
        for (Command command : all)
            if (command.keys() != null)
                groups.computeIfAbsent(command.group(), g -> new ArrayList<>()).add(command);
        return groups;
    }

    private static VBox group(String name, List<Command> commands) {
        Label head = new Label(name);
        head.getStyleClass().addAll("text-faint", "text-small");
        VBox group = new VBox(4, head);
        for (Command command : commands) {
            Label title = new Label(command.title());
            Region space = new Region();
            HBox.setHgrow(space, Priority.ALWAYS);
            HBox line = new HBox(4, title, space);
            for (String keys : Keys.each(command.keys())) line.getChildren().add(Keys.cap(keys));
            line.setAlignment(Pos.CENTER_LEFT);
            group.getChildren().add(line);
        }
        return group;
    }
}
