package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.SelectableText.Part;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A person's prompt, on a faint ground.
final class SaidCell implements Cell<Row>, RowCells.Ticking {
    private final ThreadModel model;
    private final SelectableText text = new SelectableText();
    private final AttachedPane attached;
    private final Label name = new Label();
    private final Label time = new Label();
    private final Tooltip exact = new Tooltip();
    private final Label mark = new Label();
    private final Tooltip markHint = new Tooltip();
    private final HBox head = new HBox(8);
    private final VBox card = new VBox(8);
    private final StackPane node = new StackPane(card);
    private String author = "";
    private long atMs;

    SaidCell(ThreadModel model) {
        this.model = model;
        attached = new AttachedPane(model);
        node.getStyleClass().add("said");
        card.getStyleClass().add("said-card");
        name.getStyleClass().add("text-strong");
        name.setMinWidth(40);
        time.getStyleClass().addAll("text-faint", "text-small");
        time.setMinWidth(Region.USE_PREF_SIZE);
        mark.setMinWidth(Region.USE_PREF_SIZE);
        time.setTooltip(exact);
        text.setLineSpacing(4);
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getChildren().setAll(new Avatar(" "), name, mark, space, time);
        card.getChildren().setAll(head, text);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Said said)) return;
        if (!author.equals(said.author().name())) {
            author = said.author().name();
            head.getChildren().set(0, new Avatar(author));
            name.setText(Plain.line(author, 80));
        }
        mark(said);
        text.show(List.of(new Part(RowText.shown(said), "t", null)));
        card.getChildren().setAll(head, text);
        attached.show(said.attachments());
        if (!said.attachments().isEmpty()) card.getChildren().add(attached);
        if (said.folds()) card.getChildren().add(fold(said));
        atMs = said.atMs();
        exact.setText(atMs == 0 ? "" : Texts.exact(atMs));
        tick(model.now().get());
    }

    @Override
    public void tick(long nowMs) {
        String ago = atMs == 0 ? "" : Texts.ago(atMs, nowMs);
        if (!ago.equals(time.getText())) time.setText(ago);
    }

    @Override
    public List<SelectableText> texts() {
        return List.of(text);
    }

    private void mark(Row.Said said) {
        mark.setText(said.steers() ? "steers" : "rehearsal");
        mark.setVisible(said.rehearsal() || said.steers());
        mark.getStyleClass().setAll("label", "pill", said.steers() ? "pill-accent" : "pill-amber");
        markHint.setText(
                said.steers()
                        ? "Told to the agent here, in the middle of its turn"
                        : "A script plays the model in this turn");
        mark.setTooltip(markHint);
    }

    private Button fold(Row.Said said) {
        String words =
                said.hiddenLines() == 0 ? "Show less" : "Show all, " + Texts.count(Texts.lines(said.text()), "line");
        Button button = Buttons.of(words, () -> model.toggle(said.key()));
        button.getStyleClass().addAll("flat", "quiet-button");
        return button;
    }
}
