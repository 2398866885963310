package dev.slipway.desktop.sessions;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.protocol.SessionId;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// The list of sessions, with a field that filters it.
public final class SessionListPane extends VBox {
    private static final Duration AGES_CHANGE = Duration.seconds(15);

    private final SessionListModel model;
    private final TextField filter = new TextField();
    private final RowList list;
    private final SessionMenu menu;
    private final Timeline ages;
    private @Nullable TitleField title;

    /// @param more what else stands at the top, beside the filter
    public SessionListPane(SessionListModel model, Node... more) {
        this.model = model;
        Theme.style(this, SessionListPane.class, "sessions.css");
        getStyleClass().add("session-list");
        list = new RowList(this::make, this::fill);
        list.setId("sessions");
        list.setAccessibleText("Sessions");
        menu = new SessionMenu(model);
        ages = new Timeline(new KeyFrame(AGES_CHANGE, event -> list.refresh()));
        ages.setCycleCount(Animation.INDEFINITE);
        StackPane body = new StackPane(list, new EmptyList(model));
        VBox.setVgrow(body, Priority.ALWAYS);
        getChildren().addAll(top(more), body);
        addEventFilter(KeyEvent.KEY_PRESSED, this::anywhere);
        list.addEventHandler(KeyEvent.KEY_PRESSED, this::inList);
        list.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (event.getTarget() != list || !event.getCharacter().equals("/")) return;
            focusFilter();
            event.consume();
        });
        list.setOnMousePressed(event -> list.requestFocus());
        list.setOnContextMenuRequested(this::askedFromKeyboard);
        model.rows().subscribe(list::show);
        model.selected().subscribe(list::mark);
        model.opened().subscribe(list::refresh);
        model.company().subscribe(list::refresh);
        model.renaming().subscribe(this::edit);
        sceneProperty().subscribe(scene -> {
            if (scene == null) ages.stop();
            else ages.play();
        });
    }

    /// Puts the keyboard into the list.
    public void focusList() {
        list.requestFocus();
    }

    public void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    private HBox top(Node... more) {
        filter.setId("session-filter");
        filter.setPromptText("Filter");
        filter.setAccessibleText("Filter the sessions: words, repo:name, is:working");
        filter.textProperty().bindBidirectional(model.filter());
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::inFilter);
        HBox.setHgrow(filter, Priority.ALWAYS);
        Button add = Buttons.icon(Material2AL.ADD, "New session (N)", model::newSession);
        add.setId("new-session");
        HBox top = new HBox(4, filter, add);
        top.getChildren().addAll(more);
        top.setAlignment(Pos.CENTER_LEFT);
        top.getStyleClass().add("session-list-top");
        return top;
    }

    private Node make(Row row) {
        return switch (row) {
            case Row.Head head ->
                new HeadLine(() -> model.unfolded().set(!model.unfolded().get()));
            case Row.Item item -> line();
        };
    }

    private SessionLine line() {
        SessionLine line = new SessionLine();
        line.setOnMouseClicked(event -> clicked(line, event));
        line.setOnContextMenuRequested(event -> asked(line, event));
        return line;
    }

    private void fill(Node node, Row row) {
        if (row instanceof Row.Head head && node instanceof HeadLine line)
            line.show(
                    head, head.group() == Group.archived && model.filter().get().isBlank());
        if (row instanceof Row.Item item && node instanceof SessionLine line) {
            SessionId session = item.key();
            line.show(item, model.age(item), model.changedAt(item), model.company(session));
            line.mark(
                    session.equals(model.opened().get()),
                    session.equals(model.selected().get()));
            boolean edited = session.equals(model.renaming().get());
            line.edit(edited ? title : null);
            if (edited && title != null && !title.isFocused()) title.requestFocus();
        }
    }

    private void edit(@Nullable SessionId session) {
        Row.Item row = session == null ? null : model.selectedRow();
        title = row == null ? null : new TitleField(model, row.session().title(), list::requestFocus);
        if (title != null) title.selectAll();
        list.refresh();
    }

    private void clicked(SessionLine line, MouseEvent event) {
        Row.Item row = line.row();
        if (row == null || event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) return;
        model.select(row.key());
        model.open();
    }

    private void asked(SessionLine line, ContextMenuEvent event) {
        Row.Item row = line.row();
        if (row == null) return;
        model.select(row.key());
        menu.show(line, row, event.getScreenX(), event.getScreenY());
        event.consume();
    }

    private void askedFromKeyboard(ContextMenuEvent event) {
        Row.Item row = model.selectedRow();
        Node line = row == null ? null : list.node(row.key());
        if (row == null || line == null || !event.isKeyboardTrigger()) return;
        Bounds at = line.localToScreen(line.getLayoutBounds());
        menu.show(line, row, at.getMinX() + 24, at.getMaxY());
        event.consume();
    }

    private void anywhere(KeyEvent event) {
        if (event.getCode() != KeyCode.F || !event.isShortcutDown()) return;
        focusFilter();
        event.consume();
    }

    private void inFilter(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN -> model.move(1);
            case UP -> model.move(-1);
            case ENTER -> model.open();
            case ESCAPE -> leaveFilter();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void leaveFilter() {
        if (filter.getText().isEmpty()) focusList();
        else model.filter().set("");
    }

    private void inList(KeyEvent event) {
        if (event.getTarget() != list || event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) return;
        switch (event.getCode()) {
            case J, DOWN -> model.move(1);
            case K, UP -> model.move(-1);
            case PAGE_DOWN -> model.move(list.page() - 1);
            case PAGE_UP -> model.move(1 - list.page());
            case HOME -> model.move(Integer.MIN_VALUE / 2);
            case END -> model.move(Integer.MAX_VALUE);
            case ENTER -> model.open();
            case F2 -> model.startRenaming();
            case E -> model.toggleArchived();
            case U -> model.toggleUnread();
            case DELETE -> model.delete();
            case RIGHT -> model.unfolded().set(true);
            case LEFT -> model.unfolded().set(false);
            case ESCAPE -> {
                if (filter.getText().isEmpty()) return;
                model.filter().set("");
            }
            default -> {
                return;
            }
        }
        event.consume();
    }
}
