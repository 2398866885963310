package dev.slipway.desktop.sharing;

import dev.slipway.desktop.design.Avatar;
import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Theme;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.sharing.SharingModel.Somebody;
import dev.slipway.desktop.sharing.SharingModel.State;
import dev.slipway.protocol.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2AL;

/// Who may do what in a session, and its links.
public final class SharingPane extends VBox {
    private static final int LONGEST_LINE = 60;
    private static final List<@Nullable Role> FOR_EVERYONE = Arrays.asList(null, Role.view, Role.take_part);
    static final List<@Nullable Role> FOR_SOMEBODY = List.of(Role.view, Role.take_part, Role.administer);

    private final SharingModel model;
    private final Label asking = faint("Asking the backend…");
    private final Label why = faint("");
    private final VBox people = new VBox(4);
    private final AlonePart alone;
    private final AddPerson add;
    private final LinksPart links;
    private final ScrollPane scroll;
    private final Subscription listening;

    public SharingPane(SharingModel model) {
        super(12);
        this.model = model;
        Theme.style(this, SharingPane.class, "sharing.css");
        setId("sharing");
        getStyleClass().add("sharing");
        alone = new AlonePart(model);
        add = new AddPerson(model);
        links = new LinksPart(model);
        people.setId("sharing-people");
        VBox parts = new VBox(16, asking, alone, why, people, add, links, ownLink());
        scroll = new ScrollPane(parts);
        Label title = new Label("Share");
        title.getStyleClass().add("text-title");
        Label of = new Label();
        Wrapping.show(of, model.title(), LONGEST_LINE);
        of.getStyleClass().add("text-faint");
        of.setMinHeight(Region.USE_PREF_SIZE);
        Label problem = new Label();
        problem.setId("sharing-problem");
        problem.getStyleClass().add("text-red");
        problem.setMinHeight(Region.USE_PREF_SIZE);
        model.problem().subscribe(words -> Wrapping.show(problem, words, LONGEST_LINE));
        problem.visibleProperty().bind(model.problem().isNotEmpty());
        problem.managedProperty().bind(problem.visibleProperty());
        scroll.setFitToWidth(true);
        parts.setMinWidth(0);
        scroll.prefViewportHeightProperty().bind(parts.heightProperty());
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("plain-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(new VBox(2, title, of), problem, scroll);
        listening = model.state().subscribe(this::show);
    }

    public void focusFirst() {
        scroll.requestFocus();
    }

    /// Lets go of what it listens to.
    public void close() {
        listening.unsubscribe();
        model.close();
    }

    /// What a person types into stays where it is.
    private void show(@Nullable State state) {
        boolean team = state != null && state.team();
        only(asking, state == null);
        only(alone, state != null && !team);
        only(why, state != null && !state.why().isEmpty());
        only(people, state != null);
        only(add, state != null && team && state.mayChange());
        only(links, state != null && team);
        if (state == null) return;
        why.setText(state.why());
        people.getChildren().setAll(people(state));
        add.offer();
        links.show(state);
    }

    private static void only(Node part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }

    private List<Node> people(State state) {
        List<Node> lines = new ArrayList<>();
        String everyone = state.team() ? "Everyone who may use " + model.repository() : "Everyone";
        Node role = state.mayChange() && state.team()
                ? new RoleMenu(FOR_EVERYONE, state.everyone(), model::giveEveryone)
                : faint(RoleWords.word(state.everyone()));
        lines.add(line(new Avatar("∗"), everyone, "", role));
        for (Somebody each : state.people()) lines.add(line(state, each));
        return lines;
    }

    private HBox line(State state, Somebody each) {
        Node role = faint(RoleWords.word(each.role()));
        if (state.mayChange() && state.team()) {
            RoleMenu menu = new RoleMenu(FOR_SOMEBODY, each.role(), now -> {
                if (now != null) model.give(each, now);
            });
            menu.setAccessibleText("What " + each.name() + " may do");
            Button remove = Buttons.icon(
                    Material2AL.CLOSE, "Take the role of " + each.name() + " away", () -> model.remove(each));
            HBox both = new HBox(menu, remove);
            both.setAlignment(Pos.CENTER_RIGHT);
            role = both;
        }
        return line(new Avatar(each.name()), each.name() + (each.own() ? " (you)" : ""), each.email(), role);
    }

    private static HBox line(Avatar avatar, String name, String email, Node role) {
        Label who = new Label(name);
        who.setMinWidth(0);
        Label address = new Label(email);
        address.getStyleClass().addAll("text-small", "text-faint");
        address.setMinWidth(0);
        VBox words = new VBox(who);
        if (!email.isEmpty()) words.getChildren().add(address);
        words.setMinWidth(0);
        words.setAlignment(Pos.CENTER_LEFT);
        HBox.setHgrow(words, Priority.ALWAYS);
        if (role instanceof Region region) region.setMinWidth(Region.USE_PREF_SIZE);
        HBox line = new HBox(8, avatar, words, role);
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("sharing-line");
        return line;
    }

    private VBox ownLink() {
        Button copy = Buttons.of("Copy the session's link", model::copyOwnLink);
        copy.setId("copy-session-link");
        return new VBox(4, copy, faint("Opens it in the app of who may see it already."));
    }

    static Label faint(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("text-faint");
        label.setWrapText(Wrapping.isSafe(words));
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
