package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.session.OpenSession;
import dev.slipway.desktop.settings.SettingsFile;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// One backend's columns. Made for a desk, closed with it.
final class DeskPane extends BorderPane {
    private final DeskModel desk;
    private final ShellModel shell;
    private final Panes panes;
    private final Columns columns;
    private final Panes.Shown sessions;
    private final ObservableValue<Number> bannerHeight;
    private final Region nothing = new NothingOpenPane();
    private final InvalidationListener again = property -> show();
    private Panes.@Nullable Shown middle;
    private Panes.@Nullable Shown right;
    private @Nullable Object middleFor;
    private @Nullable Object rightFor;

    DeskPane(ShellModel shell, DeskModel desk, Panes panes, SettingsFile settings) {
        this.shell = shell;
        this.desk = desk;
        this.panes = panes;
        columns = new Columns(settings.now().sessionsWidth(), settings.now().panelWidth());
        columns.onResized(() -> settings.change(now -> now.withWidths(columns.leftWidth(), columns.rightWidth())));
        sessions = panes.sessions(desk);
        ConnectionBanner banner = new ConnectionBanner(
                desk.connection().status(),
                desk.connection().offlineSince(),
                () -> desk.connection().moveTo(desk.connection().address()),
                shell::showBackends);
        setTop(new VBox(banner, new FollowBar(desk.follow())));
        endFollowing();
        bannerHeight = Bindings.when(banner.managedProperty())
                .then(banner.heightProperty())
                .otherwise(0);
        setCenter(columns);
        columns.widthProperty()
                .addListener((property, before, now) -> shell.narrow().set(now.doubleValue() < Columns.NARROW));
        desk.place().addListener(again);
        desk.open().addListener(again);
        desk.panel().addListener(again);
        show();
    }

    /// What a person does by themselves ends it; what is pressed while Esc is meant for that does nothing else.
    private void endFollowing() {
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> desk.follow().stop());
        addEventFilter(ScrollEvent.SCROLL, event -> desk.follow().stop());
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && desk.follow().whom().get() != null) event.consume();
            desk.follow().stop();
        });
    }

    /// In pixels; 0 while it isn't there.
    ObservableValue<Number> bannerHeight() {
        return bannerHeight;
    }

    void focusSessions() {
        sessions.focus().run();
    }

    void focusMiddle() {
        if (middle != null) middle.focus().run();
    }

    void focusPanel() {
        if (right != null) right.focus().run();
    }

    void close() {
        desk.place().removeListener(again);
        desk.open().removeListener(again);
        desk.panel().removeListener(again);
        if (middle != null) middle.close().run();
        if (right != null) right.close().run();
        sessions.close().run();
    }

    private void show() {
        OpenSession session = desk.open().get();
        DeskModel.Place place = desk.place().get();
        boolean fresh = showMiddle(session, place);
        boolean inPanel = right != null && holdsKeyboard(right.pane());
        showRight(place == DeskModel.Place.session ? session : null);
        Node center = middle == null ? nothing : middle.pane();
        columns.show(sessions.pane(), center, right == null ? null : right.pane(), place != DeskModel.Place.sessions);
        // A pane takes the keyboard once it is in the window.
        if (fresh) focusFresh();
        else if (inPanel && right == null) focusMiddle();
    }

    private boolean holdsKeyboard(Node pane) {
        Node focused = getScene() == null ? null : getScene().getFocusOwner();
        while (focused != null && focused != pane) focused = focused.getParent();
        return focused != null;
    }

    /// Puts the keyboard into what was opened last.
    void focusFresh() {
        // What lies in a scroll pane is in the window only once that has its skin.
        if (getScene() != null) getScene().getRoot().applyCss();
        if (middle == null) focusSessions();
        else if (!shell.narrow().get() || desk.place().get() != DeskModel.Place.sessions) focusMiddle();
    }

    private boolean showMiddle(@Nullable OpenSession session, DeskModel.Place place) {
        Object wanted = place == DeskModel.Place.newSession ? place : session;
        if (wanted == middleFor) return false;
        if (middle != null) middle.close().run();
        middleFor = wanted;
        if (place == DeskModel.Place.newSession) middle = withWayBack(panes.newSession(desk));
        else middle = session == null ? null : withHeader(session, panes.session(desk, session));
        return true;
    }

    /// Where it is narrow, the list isn't seen beside it.
    private Panes.Shown withWayBack(Panes.Shown inner) {
        HBox head = new HBox(Buttons.icon(Material2AL.ARROW_BACK, "Back to the list", desk::showSessions));
        head.getStyleClass().add("way-back");
        head.visibleProperty().bind(shell.narrow());
        head.managedProperty().bind(shell.narrow());
        BorderPane whole = new BorderPane(inner.pane());
        whole.setTop(head);
        return new Panes.Shown(whole, inner.focus(), inner.close());
    }

    private Panes.Shown withHeader(OpenSession session, Panes.Shown inner) {
        BorderPane whole = new BorderPane(inner.pane());
        SessionHeader header = new SessionHeader(shell, desk, session);
        whole.setTop(header);
        return new Panes.Shown(whole, inner.focus(), () -> {
            header.close();
            inner.close().run();
        });
    }

    private Panes.Shown withHead(String title, Panes.Shown inner) {
        Label words = new Label(title);
        words.getStyleClass().add("text-strong");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox head = new HBox(8, words, Buttons.icon(Material2AL.CLOSE, "Close (Alt+Left)", desk::closePanel));
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().addAll("panel-head", "hairline-bottom");
        BorderPane whole = new BorderPane(inner.pane());
        whole.getStyleClass().add("panel");
        whole.setTop(head);
        return new Panes.Shown(whole, inner.focus(), inner.close());
    }

    private void showRight(@Nullable OpenSession session) {
        DeskModel.Panel panel =
                session == null ? DeskModel.Panel.none : desk.panel().get();
        Object wanted = panel == DeskModel.Panel.none ? null : java.util.List.of(panel, session);
        if (java.util.Objects.equals(wanted, rightFor)) return;
        if (right != null) right.close().run();
        rightFor = wanted;
        right = session == null
                ? null
                : switch (panel) {
                    case none -> null;
                    case changes -> withHead("Changes", panes.changes(desk, session));
                    case details -> withHead("Details", panes.details(desk, session));
                };
    }
}
