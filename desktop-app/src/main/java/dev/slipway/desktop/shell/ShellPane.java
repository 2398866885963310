package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.SettingsFile;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The whole of the window's inside.
public final class ShellPane extends StackPane {
    private final ShellModel model;
    private final Panes panes;
    private final SettingsFile settings;
    private final BorderPane ground = new BorderPane();
    private final StackPane cover = new StackPane();
    private final ToastsPane toasts;
    private @Nullable DeskPane desk;
    private Panes.@Nullable Shown welcome;
    private Panes.@Nullable Shown covering;
    private @Nullable Node focusedBefore;

    public ShellPane(ShellModel model, Panes panes, SettingsFile settings) {
        this.model = model;
        this.panes = panes;
        this.settings = settings;
        Theme.style(this, ShellPane.class, "shell.css");
        getStyleClass().add("shell");
        cover.getStyleClass().add("cover");
        cover.setOnMousePressed(event -> {
            if (event.getTarget() == cover) model.closeOverlay();
        });
        toasts = new ToastsPane(model.toasts(), model.narrow());
        getChildren().addAll(ground, cover, toasts);
        model.desk().subscribe(this::showDesk);
        model.overlay().subscribe(this::showOverlay);
        addEventHandler(KeyEvent.KEY_PRESSED, this::escape);
    }

    /// The commands' keys work on this scene.
    public void installKeys(Scene scene) {
        Keys.install(
                scene, model.commands(), () -> model.overlay().get() != ShellModel.Overlay.none, model::closeOverlay);
    }

    public void focusSessions() {
        if (desk != null) desk.focusSessions();
    }

    public void focusMiddle() {
        if (desk != null) desk.focusMiddle();
    }

    public void focusPanel() {
        if (desk != null) desk.focusPanel();
    }

    private void showDesk(@Nullable DeskModel now) {
        if (desk != null) desk.close();
        if (welcome != null) welcome.close().run();
        welcome = null;
        desk = now == null ? null : new DeskPane(model, now, panes, settings);
        if (desk == null) {
            Panes.Shown first = panes.welcome();
            welcome = first;
            ground.setCenter(first.pane());
            first.focus().run();
            return;
        }
        ground.setCenter(desk);
        toasts.below(desk.bannerHeight());
        desk.focusFresh();
    }

    private void showOverlay(ShellModel.Overlay overlay) {
        if (covering == null && getScene() != null) focusedBefore = getScene().getFocusOwner();
        if (covering != null) covering.close().run();
        covering = covering(overlay);
        cover.setVisible(covering != null);
        cover.getChildren().clear();
        if (covering == null) {
            if (focusedBefore != null && focusedBefore.getScene() == getScene()) focusedBefore.requestFocus();
            return;
        }
        Region pane = covering.pane();
        boolean atTop = overlay == ShellModel.Overlay.palette || overlay == ShellModel.Overlay.search;
        StackPane.setAlignment(pane, atTop ? Pos.TOP_CENTER : Pos.CENTER);
        cover.getChildren().add(pane);
        covering.focus().run();
    }

    private Panes.@Nullable Shown covering(ShellModel.Overlay overlay) {
        return switch (overlay) {
            case none -> null;
            case palette -> {
                PalettePane palette = new PalettePane(new PaletteModel(model));
                yield new Panes.Shown(palette, palette::focusField, () -> {});
            }
            case help -> Panes.Shown.of(new HelpPane(model.commands()));
            case backends -> {
                Panes.Shown backends = panes.backends();
                backends.pane().getStyleClass().add("overlay");
                backends.pane().setMinHeight(Region.USE_PREF_SIZE);
                backends.pane().setMaxSize(640, Region.USE_PREF_SIZE);
                yield backends;
            }
            case images -> onDesk(panes::images, 760, 720);
            case search -> onDesk(panes::search, 760, 640);
            case costs -> onDesk(panes::costs, 640, 640);
            case sharing ->
                onDesk(
                        open -> {
                            OpenSession session = open.open().get();
                            return session == null ? null : panes.sharing(session);
                        },
                        600,
                        Region.USE_PREF_SIZE);
        };
    }

    private Panes.@Nullable Shown onDesk(Function<DeskModel, Panes.@Nullable Shown> make, double width, double height) {
        DeskModel open = model.desk().get();
        Panes.Shown shown = open == null ? null : make.apply(open);
        if (shown == null) return null;
        shown.pane().getStyleClass().add("overlay");
        shown.pane().setMaxSize(width, height);
        return shown;
    }

    /// What was not taken by what is focused: an overlay goes away, else a running turn is asked to stop, else what is
    /// written in is left.
    private void escape(KeyEvent event) {
        if (event.getCode() != KeyCode.ESCAPE) return;
        if (model.overlay().get() != ShellModel.Overlay.none) model.closeOverlay();
        else if (!model.escape() && getScene().getFocusOwner() instanceof TextInputControl) leaveField();
        event.consume();
    }

    private void leaveField() {
        if (model.narrow().get()) requestFocus();
        else focusSessions();
    }
}
