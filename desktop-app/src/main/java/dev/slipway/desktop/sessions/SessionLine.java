package dev.slipway.desktop.sessions;

import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Faces;
import dev.slipway.desktop.design.StateDot;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.session.Companion;
import dev.slipway.protocol.BoardEvent.SessionListed;
import java.util.List;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// One session on one line: state, title, queue, repository, person, age. What there is no room for is in the
/// tooltip.
final class SessionLine extends Region {
    private static final PseudoClass OPENED = PseudoClass.getPseudoClass("opened");
    private static final PseudoClass MARKED = PseudoClass.getPseudoClass("marked");
    /// Characters of a line in the tooltip.
    private static final int TOOLTIP = 60;
    private static final double EDGE = 12;
    private static final double GAP = 8;
    private static final double AGE = 44;
    private static final double PERSON = 20;
    private static final double FACE = 20;
    private static final double UNREAD = 6;
    private static final double ROOM_FOR_REPOSITORY = 264;
    private static final double ROOM_FOR_PERSON = 320;

    private final StateDot dot = new StateDot();
    private final Label title = new Label();
    private final Label queued = label("session-queue");
    private final Region unread = new Region();
    private final Faces company = new Faces(2);
    private final Label repository = label("text-small", "text-faint");
    private final Label age = label("text-small", "text-faint");
    private final Tooltip tooltip = new Tooltip();
    private Avatar person = new Avatar("");
    private Row.@Nullable Item shown;
    private List<Companion> here = List.of();
    private @Nullable TextField field;

    SessionLine() {
        getStyleClass().add("session-line");
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        age.setAlignment(Pos.CENTER_RIGHT);
        unread.getStyleClass().add("unread-dot");
        getChildren().addAll(dot, title, queued, repository, person, company, age, unread);
        tooltip.setShowDelay(Duration.millis(600));
        Tooltip.install(this, tooltip);
    }

    Row.@Nullable Item row() {
        return shown;
    }

    void mark(boolean opened, boolean marked) {
        pseudoClassStateChanged(OPENED, opened);
        pseudoClassStateChanged(MARKED, marked);
    }

    /// @param changedAt exactly
    /// @param companions who is in it now
    void show(Row.Item row, String howOld, String changedAt, List<Companion> companions) {
        age.setText(howOld);
        if (row.equals(shown) && companions.equals(here)) return;
        here = companions;
        company.show(companions.stream().map(Companion::name).toList());
        SessionListed session = row.session();
        if (shown == null || !shown.person().equals(row.person())) {
            Avatar now = new Avatar(row.person());
            getChildren().set(getChildren().indexOf(person), now);
            person = now;
        }
        shown = row;
        dot.show(row.word(), row.isBusy());
        title.setText(row.title());
        title.getStyleClass().remove("text-strong");
        if (row.unread()) title.getStyleClass().add("text-strong");
        unread.setVisible(row.unread());
        queued.setText("+" + session.queued());
        queued.setVisible(session.queued() > 0);
        repository.setText(session.repository().value());
        String words = words(row, changedAt) + with(companions);
        tooltip.setText(Wrapping.cut(row.title(), TOOLTIP) + "\n" + words);
        setAccessibleText(row.title() + ", " + words.replace("\n", ", "));
        requestLayout();
    }

    /// In place of the title, or nothing.
    void edit(@Nullable TextField with) {
        if (field == with) return;
        if (field != null) getChildren().remove(field);
        field = with;
        title.setVisible(with == null);
        if (with != null) getChildren().add(with);
        requestLayout();
    }

    private static String with(List<Companion> companions) {
        if (companions.isEmpty()) return "";
        String names = companions.stream().map(Companion::words).collect(Collectors.joining(", "));
        return "\n" + Wrapping.cut("Here now: " + names, TOOLTIP);
    }

    private static String words(Row.Item row, String changedAt) {
        SessionListed session = row.session();
        String waiting = session.queued() == 0 ? "" : ", " + session.queued() + " queued";
        String word = row.word().equals("waiting") ? "waiting for you" : row.word();
        String state = session.imported() != null ? "imported" : session.damage() != null ? "damaged" : word;
        return (row.unread() ? "unread, " : "") + (session.archived() ? "archived" : state) + waiting + " · "
                + session.repository() + " · " + row.person() + "\n" + changedAt;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double right = width - EDGE;
        place(dot, EDGE, 8, 8);
        double faces = company.prefWidth(-1);
        company.setVisible(faces > 0);
        place(company, right - AGE - GAP - faces, faces, FACE);
        // Who is here is more than who began it.
        boolean withPerson = width >= ROOM_FOR_PERSON && faces == 0;
        boolean withRepository = width >= ROOM_FOR_REPOSITORY;
        place(age, right - AGE, AGE, age.prefHeight(AGE));
        place(unread, right + 2, UNREAD, UNREAD);
        right -= AGE + GAP + (faces > 0 ? faces + GAP : 0);
        person.setVisible(withPerson);
        if (withPerson) {
            place(person, right - PERSON, PERSON, PERSON);
            right -= PERSON + GAP;
        }
        repository.setVisible(withRepository);
        if (withRepository) right = placeRight(repository, right, Math.min(160, width * 0.26));
        if (queued.isVisible()) right = placeRight(queued, right, 56);
        double left = EDGE + 8 + GAP;
        double room = Math.max(0, right - left);
        place(title, left, room, title.prefHeight(room));
        if (field != null) place(field, left - 5, width - EDGE - left + 9, 28);
    }

    private double placeRight(Label what, double right, double most) {
        double wide = Math.min(most, Math.ceil(what.prefWidth(-1)));
        place(what, right - wide, wide, what.prefHeight(wide));
        return right - wide - GAP;
    }

    private void place(Node node, double x, double width, double height) {
        node.resizeRelocate(x, Math.round((getHeight() - height) / 2), width, height);
    }

    private static Label label(String... classes) {
        Label label = new Label();
        label.getStyleClass().addAll(classes);
        return label;
    }
}
