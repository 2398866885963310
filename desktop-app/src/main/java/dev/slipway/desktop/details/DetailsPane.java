package dev.slipway.desktop.details;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.details.Section.Fact;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Figures, sandbox and events of a session, in two tabs.
public final class DetailsPane extends VBox {
    private static final double NAME = 184;
    /// So that the bar stays near what it is of.
    private static final double WIDEST = 560;
    private static final int LONGEST_LINE = 44;
    private static final int LONGEST_VALUE = 22;

    private final DetailsModel model;
    private final VBox figures = new VBox(24);
    private final VBox turns = new VBox(12);

    public DetailsPane(DetailsModel model) {
        this.model = model;
        Theme.style(this, DetailsPane.class, "details.css");
        setId("details");
        getStyleClass().addAll("details", "hairline-left");
        figures.getStyleClass().add("details-figures");
        Label problem = new Label();
        problem.getStyleClass().add("text-red");
        model.problem().subscribe(now -> Wrapping.show(problem, now, LONGEST_LINE));
        problem.managedProperty().bind(model.problem().isNotEmpty());
        HBox copies = new HBox(8, Buttons.of("Copy id", model::copyId), Buttons.of("Copy link", model::copyLink));
        ScrollPane scroll = new ScrollPane(new VBox(16, problem, figures, copies, turns));
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("details-scroll");
        Tab first = new Tab("Details", scroll);
        Tab second = new Tab("Events", new EventsPane(model.events()));
        TabPane tabs = new TabPane(first, second);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        VBox.setVgrow(tabs, Priority.ALWAYS);
        getChildren().add(tabs);
        model.sections().subscribe(this::show);
        model.turns().subscribe(this::showTurns);
    }

    private void show(List<Section> sections) {
        figures.getChildren().setAll(sections.stream().map(DetailsPane::section).toList());
        if (sections.isEmpty()) {
            Label words = new Label();
            words.setId("details-waiting");
            words.setWrapText(true);
            words.textProperty().bind(model.waiting());
            words.getStyleClass().add("text-faint");
            figures.getChildren().add(words);
        }
    }

    private void showTurns(List<TurnCost> costs) {
        turns.getChildren().clear();
        turns.setVisible(!costs.isEmpty());
        turns.setManaged(!costs.isEmpty());
        Label head = new Label("The newest turns");
        head.getStyleClass().add("text-strong");
        turns.getChildren().add(head);
        for (TurnCost cost : costs) turns.getChildren().add(turn(cost));
    }

    private static Node turn(TurnCost cost) {
        Label title = new Label(cost.title());
        title.setMinWidth(0);
        String steps = cost.steps().isEmpty() ? "" : " · " + cost.steps();
        String money = cost.money().isEmpty() ? "" : " · " + cost.money();
        Label figures = new Label(cost.time() + " · " + cost.tokens() + steps + money);
        // Whole; the bar gives way.
        figures.setMinWidth(Region.USE_PREF_SIZE);
        figures.getStyleClass().addAll("text-faint", "text-small");
        ProgressBar bar = new ProgressBar(cost.share());
        bar.getStyleClass().add("small");
        bar.setMinWidth(0);
        bar.setPrefWidth(120);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox below = new HBox(8, figures, space, bar);
        below.setAlignment(Pos.CENTER_LEFT);
        VBox turn = new VBox(title, below);
        turn.setMaxWidth(WIDEST);
        return turn;
    }

    private static Node section(Section section) {
        Label head = new Label(section.title());
        head.getStyleClass().add("text-strong");
        VBox box = new VBox(8, head);
        for (Fact fact : section.facts()) box.getChildren().add(fact(fact));
        for (String note : section.notes()) {
            Label words = new Label();
            Wrapping.show(words, note, LONGEST_LINE);
            words.getStyleClass().addAll("text-small", "details-note");
            words.setMinHeight(Region.USE_PREF_SIZE);
            box.getChildren().add(words);
        }
        return box;
    }

    private static Node fact(Fact fact) {
        Label name = new Label(fact.name());
        name.getStyleClass().add("text-faint");
        name.setMinWidth(NAME);
        name.setPrefWidth(NAME);
        Label value = new Label();
        Wrapping.show(value, fact.value(), LONGEST_VALUE);
        value.setMinHeight(Region.USE_PREF_SIZE);
        VBox right = new VBox(4, value);
        HBox.setHgrow(right, Priority.ALWAYS);
        if (!Double.isNaN(fact.used())) {
            ProgressBar bar = new ProgressBar(Math.min(1, fact.used()));
            bar.getStyleClass().add("small");
            bar.setMaxWidth(160);
            right.getChildren().add(bar);
        }
        HBox line = new HBox(8, name, right);
        line.setAlignment(Pos.TOP_LEFT);
        return line;
    }
}
