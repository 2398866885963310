package dev.slipway.desktop.thread;

import dev.slipway.client.Plain;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Icons;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.flow.SelectableText.Part;
import dev.slipway.protocol.FileChange;
import dev.slipway.protocol.Outcome;
import dev.slipway.protocol.SessionEvent.CommitMade;
import dev.slipway.protocol.TurnId;
import dev.slipway.protocol.Usage;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// How a turn ended: in a word, what it changed, and what can be done with it.
final class EndedCell implements Cell<Row>, RowCells.Ticking {
    private final ThreadModel model;
    private final SelectableText message = new SelectableText();
    private final SelectableText subject = new SelectableText();
    private final Label time = new Label();
    private final Label cost = new Label();
    private final Tooltip exact = new Tooltip();
    private final VBox node = new VBox();
    private List<SelectableText> texts = List.of();
    private long endedMs;
    private @Nullable TurnId turn;

    EndedCell(ThreadModel model) {
        this.model = model;
        node.getStyleClass().add("ended");
        message.setLineSpacing(4);
        subject.setLineSpacing(4);
        time.setMinWidth(Region.USE_PREF_SIZE);
        time.getStyleClass().addAll("text-faint", "text-small");
        time.setTooltip(exact);
        cost.getStyleClass().addAll("text-faint", "text-small", "ended-cost");
        cost.setMinWidth(Region.USE_PREF_SIZE);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Ended ended)) return;
        List<SelectableText> shown = new ArrayList<>();
        node.getChildren().setAll(head(ended));
        if (!ended.message().isEmpty()) {
            message.show(List.of(new Part(ended.message(), ended.outcome() == Outcome.failed ? "t red" : "t", null)));
            node.getChildren().add(message);
            shown.add(message);
        }
        CommitMade commit = ended.commit();
        if (commit != null) {
            subject.show(List.of(new Part(Plain.line(commit.subject(), 300), "t strong", null)));
            node.getChildren().add(subject);
            shown.add(subject);
        }
        if (!ended.files().isEmpty()) node.getChildren().add(files(ended));
        if (commit != null && commit.notice() != null) node.getChildren().add(notice(commit.notice()));
        FlowPane buttons = buttons(ended);
        if (!buttons.getChildren().isEmpty()) node.getChildren().add(buttons);
        texts = List.copyOf(shown);
        endedMs = ended.endedMs();
        turn = ended.turn();
        exact.setText(Texts.exact(endedMs));
        tick(model.now().get());
    }

    @Override
    public void tick(long nowMs) {
        String ago = Texts.ago(endedMs, nowMs);
        if (!ago.equals(time.getText())) time.setText(ago);
        // It is counted a moment after the end.
        String told = turn == null ? "" : model.beside().cost(turn);
        String words = told.isEmpty() ? "" : "· " + told;
        if (!words.equals(cost.getText())) cost.setText(words);
        cost.setVisible(!words.isEmpty());
        cost.setManaged(!words.isEmpty());
    }

    @Override
    public List<SelectableText> texts() {
        return texts;
    }

    private HBox head(Row.Ended ended) {
        Label word = new Label(word(ended), Icons.of(icon(ended), 16));
        String colour = ended.asks() ? "text-amber" : colour(ended.outcome());
        word.getStyleClass().addAll("text-strong", colour, "ended-" + (ended.asks() ? "asks" : ended.outcome()));
        word.setMinWidth(Region.USE_PREF_SIZE);
        Label took = new Label("in " + Texts.duration(ended.durationMs()) + tokens(ended.usage()));
        took.getStyleClass().addAll("text-faint", "text-small");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        HBox head = new HBox(8, word, took, cost, space, time);
        head.setAlignment(Pos.CENTER_LEFT);
        return head;
    }

    private VBox files(Row.Ended ended) {
        VBox files = new VBox();
        files.getStyleClass().add("files");
        for (FileChange file : ended.files()) files.getChildren().add(file(file));
        if (!ended.folds()) return files;
        int all = ended.files().size() + ended.hiddenFiles();
        boolean open = ended.files().size() > EndedRow.MOST_FILES;
        String words = open
                ? ended.hiddenFiles() == 0
                        ? "Show less"
                        : "Show less (" + ended.hiddenFiles() + " more are in the diff)"
                : "Show all " + Texts.count(all, "file");
        Button button = Buttons.of(words, () -> model.toggle(ended.key()));
        button.getStyleClass().addAll("flat", "quiet-button");
        files.getChildren().add(button);
        return files;
    }

    private static HBox file(FileChange file) {
        Label kind = new Label(
                switch (file.kind()) {
                    case added -> "A";
                    case modified -> "M";
                    case deleted -> "D";
                });
        kind.getStyleClass().addAll("mono", "text-faint");
        kind.setMinWidth(12);
        Label path = new Label(Plain.line(file.path(), 400));
        path.getStyleClass().add("mono");
        path.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
        path.setMinWidth(40);
        HBox row = new HBox(8, kind, path);
        HBox.setHgrow(path, Priority.SOMETIMES);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("file");
        if (file.binary()) row.getChildren().add(figure("binary", "text-faint"));
        if (file.addedLines() > 0) row.getChildren().add(figure("+" + file.addedLines(), "text-green"));
        if (file.removedLines() > 0) row.getChildren().add(figure("−" + file.removedLines(), "text-red"));
        return row;
    }

    private static Label figure(String text, String colour) {
        Label label = new Label(text);
        label.getStyleClass().addAll("mono", colour);
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    private static SelectableText notice(String text) {
        SelectableText notice = new SelectableText();
        notice.show(List.of(new Part(Plain.text(text), "t amber", null)));
        return notice;
    }

    private FlowPane buttons(Row.Ended ended) {
        FlowPane buttons = new FlowPane(8, 8);
        CommitMade commit = ended.commit();
        if (commit != null || !ended.files().isEmpty())
            buttons.getChildren()
                    .add(Buttons.of(
                            "Diff of this turn", () -> model.navigation().showChanges(ended.turn())));
        String bring = commit == null ? null : commit.bringCommand();
        if (bring != null) {
            Button copy = Buttons.of("Copy bring command", () -> model.copy(bring));
            copy.setTooltip(new Tooltip(Wrapping.cut(Plain.line(bring, 400), 72)));
            buttons.getChildren().add(copy);
        }
        buttons.getChildren().addAll(PastButtons.of(ended, model.past()));
        return buttons;
    }

    private static String tokens(Usage usage) {
        long in = usage.inputTokens() + usage.cacheReadTokens() + usage.cacheWriteTokens();
        if (in + usage.outputTokens() == 0) return "";
        return " · " + Texts.tokens(in) + " tokens in, " + Texts.tokens(usage.outputTokens()) + " out";
    }

    private static String word(Row.Ended ended) {
        if (ended.asks()) return "Waiting for you";
        return switch (ended.outcome()) {
            case done -> "Done";
            case stopped -> "Stopped";
            case failed -> "Failed";
        };
    }

    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case done -> "text-green";
            case stopped -> "text-faint";
            case failed -> "text-red";
        };
    }

    private static Ikon icon(Row.Ended ended) {
        if (ended.asks()) return Material2AL.HELP_OUTLINE;
        return switch (ended.outcome()) {
            case done -> Material2AL.CHECK;
            case stopped -> Material2MZ.STOP;
            case failed -> Material2AL.ERROR_OUTLINE;
        };
    }
}
