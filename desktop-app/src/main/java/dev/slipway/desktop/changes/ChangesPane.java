package dev.slipway.desktop.changes;

import dev.slipway.desktop.action.Command;
import dev.slipway.desktop.action.Commands;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.design.Wrapping;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// What the session changed: the files at the left of their diffs, or above them where it is narrow.
public final class ChangesPane extends VBox {
    /// Room for two halves of a diff.
    private static final double SPLIT_FROM = 680;
    /// Room for the list and two halves.
    private static final double BESIDE_FROM = 960;
    private static final double LIST_WIDTH = 264;
    private static final int LONGEST_LINE = 44;

    private final ChangesModel model;
    private final FileList list;
    private final DiffView diff;
    private final BorderPane body = new BorderPane();

    public ChangesPane(ChangesModel model) {
        this.model = model;
        Theme.style(this, ChangesPane.class, "changes.css");
        getStyleClass().add("changes");
        list = new FileList(model);
        diff = new DiffView(model);
        body.setCenter(diff);
        body.setMinHeight(0);
        VBox empty = empty();
        StackPane middle = new StackPane(body, empty);
        middle.setMinHeight(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        body.visibleProperty().bind(model.state().isEqualTo(ChangesModel.State.shown));
        empty.visibleProperty().bind(body.visibleProperty().not());
        getChildren().addAll(new ChangesBar(model), new ApplyStrip(model.apply()), beside(), middle);
        widthProperty().addListener((property, before, now) -> arrange());
        model.files().addListener((javafx.collections.ListChangeListener<Object>) change -> arrange());
        arrange();
    }

    /// What can be done with the changes that are open.
    ///
    /// @param current null where none are open
    public static void add(Commands commands, Supplier<@Nullable ChangesModel> current) {
        add(commands, current, "diff.split", "Side by side, or one under the other", ChangesModel::toggleSplit);
        add(
                commands,
                current,
                "diff.next-change",
                "Next change",
                model -> model.diff().nextChange());
        add(
                commands,
                current,
                "diff.previous-change",
                "Previous change",
                model -> model.diff().previousChange());
        add(
                commands,
                current,
                "diff.next-file",
                "Next file",
                model -> model.diff().nextFile());
        add(
                commands,
                current,
                "diff.previous-file",
                "Previous file",
                model -> model.diff().previousFile());
        add(commands, current, "diff.copy-path", "Copy the file's path", ChangesModel::copyPath);
        add(commands, current, "diff.open", "Open the file in the editor", ChangesModel::openInEditor);
        add(
                commands,
                current,
                "diff.bring",
                "Copy the command that fetches the branch",
                ChangesModel::copyBringCommand);
        add(commands, current, "diff.apply", "Apply to my checkout", ChangesModel::askApply);
        explain(commands);
    }

    private static void explain(Commands commands) {
        String group = "Diff, while it has the keyboard";
        commands.explain(group, "Next change, previous change", "N, P");
        commands.explain(group, "Next file, previous file", "J, K");
        commands.explain(group, "Fold a file, show more lines", "Enter");
        commands.explain(group, "Open the file in the editor", "O");
    }

    private static void add(
            Commands commands,
            Supplier<@Nullable ChangesModel> current,
            String id,
            String title,
            Consumer<ChangesModel> run) {
        commands.add(Command.of(id, "Changes", title, null, () -> {
                    ChangesModel model = current.get();
                    if (model != null) run.accept(model);
                })
                .when(() -> current.get() != null));
    }

    /// Where the keys of the diff are heard.
    public void focusDiff() {
        diff.requestFocus();
    }

    public void focusFilter() {
        list.focusFilter();
    }

    private void arrange() {
        double width = getWidth();
        model.wide().set(width >= SPLIT_FROM);
        boolean left = width >= BESIDE_FROM;
        list.setPrefWidth(left ? LIST_WIDTH : USE_COMPUTED_SIZE);
        list.setPrefHeight(left ? USE_COMPUTED_SIZE : list.heightOnTop());
        list.setMinHeight(left ? 0 : Math.min(list.heightOnTop(), 120));
        list.getStyleClass().setAll("file-list", left ? "hairline-right" : "hairline-bottom");
        if (left && body.getLeft() == null) {
            body.setTop(null);
            body.setLeft(list);
        } else if (!left && body.getTop() == null) {
            body.setLeft(null);
            body.setTop(list);
        }
    }

    private Label beside() {
        Label label = new Label();
        label.getStyleClass().addAll("text-small", "text-faint", "changes-beside");
        label.setMaxWidth(Double.MAX_VALUE);
        label.setMinHeight(USE_PREF_SIZE);
        model.beside().subscribe(now -> Wrapping.show(label, now, LONGEST_LINE));
        label.visibleProperty()
                .bind(model.beside().isNotEmpty().and(model.state().isEqualTo(ChangesModel.State.shown)));
        label.managedProperty().bind(label.visibleProperty());
        return label;
    }

    private VBox empty() {
        Label words = new Label();
        words.setId("changes-empty");
        words.getStyleClass().add("text-faint");
        words.setMaxWidth(360);
        words.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
        Runnable say = () -> Wrapping.show(
                words,
                model.state().get() == ChangesModel.State.reading
                        ? "Reading the changes…"
                        : model.words().get(),
                LONGEST_LINE);
        model.state().subscribe(say);
        model.words().subscribe(say);
        say.run();
        Button again = Buttons.of("Try again", model::read);
        again.visibleProperty().bind(model.state().isEqualTo(ChangesModel.State.failed));
        again.managedProperty().bind(again.visibleProperty());
        VBox empty = new VBox(12, words, again);
        empty.setAlignment(Pos.CENTER);
        empty.getStyleClass().add("changes-empty");
        return empty;
    }
}
