package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.session.OpenSession;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// The line over the thread: title (a double click renames), place, state, and the panels' buttons.
final class SessionHeader extends HBox {
    private static final int TOOLTIP = 72;

    private final HeaderModel model;
    private final Label title = new Label();
    private final TextField field = new TextField();
    private final StateDot dot = new StateDot();
    private final InvalidationListener state = property -> showState();

    SessionHeader(ShellModel shell, DeskModel desk, OpenSession session) {
        super(12);
        model = new HeaderModel(session, shell);
        setAlignment(Pos.CENTER_LEFT);
        getStyleClass().addAll("session-header", "hairline-bottom");
        Button back = Buttons.icon(Material2AL.ARROW_BACK, "Back to the list", desk::showSessions);
        back.visibleProperty().bind(shell.narrow());
        back.managedProperty().bind(shell.narrow());
        model.state().addListener(state);
        model.working().addListener(state);
        showState();
        getChildren().addAll(back, words(shell), buttons(shell, desk));
    }

    void close() {
        model.close();
    }

    private VBox words(ShellModel shell) {
        title.getStyleClass().add("text-title");
        title.setId("session-title");
        title.setMinWidth(0);
        title.textProperty().bind(model.title());
        Tooltip whole = new Tooltip();
        model.title().subscribe(now -> whole.setText(Wrapping.cut(now, TOOLTIP)));
        title.setTooltip(whole);
        title.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2) beginRename();
        });
        dressField();
        VBox words = new VBox(4, new StackPane(title, field), under(shell));
        StackPane.setAlignment(title, Pos.CENTER_LEFT);
        words.setMinWidth(0);
        HBox.setHgrow(words, Priority.ALWAYS);
        return words;
    }

    private HBox under(ShellModel shell) {
        Label word = new Label();
        word.setId("session-state");
        word.getStyleClass().addAll("text-small", "text-faint");
        word.setMinWidth(Region.USE_PREF_SIZE);
        word.textProperty().bind(model.state());
        Label place = new Label();
        place.getStyleClass().addAll("text-small", "text-faint");
        place.setMinWidth(0);
        place.textProperty().bind(model.place());
        Label typing = new Label();
        typing.setId("session-typing");
        typing.getStyleClass().add("text-small");
        typing.setMinWidth(0);
        typing.textProperty().bind(model.typing());
        typing.visibleProperty().bind(model.typing().isNotEmpty());
        typing.managedProperty().bind(typing.visibleProperty());
        // Who types is of the moment: where there is no room for all, the dot tells the state.
        var room = shell.narrow().not().or(model.typing().isEmpty());
        for (Label each : List.of(word, place)) {
            each.visibleProperty().bind(room);
            each.managedProperty().bind(room);
        }
        HBox under = new HBox(8, dot, word, place, typing);
        under.setAlignment(Pos.CENTER_LEFT);
        return under;
    }

    private void dressField() {
        field.setVisible(false);
        field.setManaged(false);
        field.setOnAction(event -> endRename(true));
        field.setOnKeyPressed(event -> {
            if (event.getCode() != KeyCode.ESCAPE) return;
            endRename(false);
            event.consume();
        });
        field.focusedProperty().addListener((property, before, now) -> {
            if (!now) endRename(true);
        });
    }

    private HBox buttons(ShellModel shell, DeskModel desk) {
        Button restore = Buttons.of("Restore", model::restore);
        restore.setMinWidth(Region.USE_PREF_SIZE);
        restore.visibleProperty().bind(model.archived());
        restore.managedProperty().bind(model.archived());
        Button archive = Buttons.icon(Material2OutlinedAL.ARCHIVE, "Archive", model::archive);
        // The list's own menu does it where there is no room.
        archive.visibleProperty().bind(model.archived().not().and(shell.narrow().not()));
        archive.managedProperty().bind(archive.visibleProperty());
        Button rename = Buttons.icon(Material2AL.EDIT, "Rename", this::beginRename);
        // The title's double click does it where there is no room.
        rename.visibleProperty().bind(shell.narrow().not());
        rename.managedProperty().bind(rename.visibleProperty());
        Button share = Buttons.icon(
                Material2OutlinedMZ.PERSON_ADD, "Share (S)", () -> shell.toggle(ShellModel.Overlay.sharing));
        share.setId("share");
        CompanyButton company = new CompanyButton(desk.follow());
        model.company().subscribe(company::show);
        HBox buttons = new HBox(
                4,
                company,
                restore,
                rename,
                archive,
                share,
                Buttons.icon(Material2OutlinedAL.COMPARE, "Changes (D)", () -> desk.toggle(DeskModel.Panel.changes)),
                Buttons.icon(Material2OutlinedAL.INFO, "Details (I)", () -> desk.toggle(DeskModel.Panel.details)));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        buttons.setMinWidth(Region.USE_PREF_SIZE);
        return buttons;
    }

    private void beginRename() {
        field.setText(model.title().get());
        field.setVisible(true);
        field.setManaged(true);
        title.setVisible(false);
        field.requestFocus();
        field.selectAll();
    }

    private void endRename(boolean keep) {
        if (!field.isVisible()) return;
        field.setVisible(false);
        field.setManaged(false);
        title.setVisible(true);
        if (keep) model.rename(field.getText());
    }

    private void showState() {
        String word = model.state().get();
        dot.show(word.startsWith("waiting") ? "waiting" : word, model.working().get());
    }
}
