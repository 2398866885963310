package dev.slipway.desktop.sharing;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.sharing.SharingModel.Link;
import dev.slipway.desktop.sharing.SharingModel.State;
import dev.slipway.protocol.Role;
import java.util.Arrays;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// The links by which others join, and a new one.
final class LinksPart extends VBox {
    private static final List<Integer> DAYS = List.of(1, 7, 30, 90);

    private final SharingModel model;
    private final VBox lines = new VBox(8);
    private final RoleMenu role = new RoleMenu(Arrays.asList(Role.view, Role.take_part), Role.take_part, now -> {});
    private final MenuButton days = new MenuButton();
    private final FlowPane make;
    private int chosen = 7;

    LinksPart(SharingModel model) {
        super(8);
        this.model = model;
        setId("sharing-links");
        Label head = new Label("Links");
        head.getStyleClass().add("text-strong");
        days.getStyleClass().add("flat");
        days.setMinWidth(USE_PREF_SIZE);
        offerDays();
        Button button = Buttons.of("Make a link", this::make);
        button.setId("make-link");
        make = new FlowPane(8, 4, button, role, days);
        make.setAlignment(Pos.CENTER_LEFT);
        getChildren()
                .addAll(
                        head,
                        SharingPane.faint("Who opens one gets its role here. It works for people of this installation"
                                + " who may use the repository, and for nobody else."),
                        lines,
                        make);
    }

    void show(State state) {
        lines.getChildren()
                .setAll(state.links().stream()
                        .map(link -> line(link, state.mayChange()))
                        .toList());
        lines.setManaged(!state.links().isEmpty());
        make.setVisible(state.mayChange());
        make.setManaged(state.mayChange());
    }

    private VBox line(Link link, boolean mayChange) {
        VBox line = new VBox(2, SharingPane.faint(link.words()));
        if (!mayChange) return line;
        FlowPane buttons = new FlowPane(4, 4);
        if (!link.over()) {
            Button copy = Buttons.of("Copy link", () -> model.copyLink(link.id()));
            Button command = Buttons.of("Copy terminal command", () -> model.copyCommand(link.id()));
            buttons.getChildren().addAll(copy, command);
        }
        Button revoke = Buttons.of(link.over() ? "Remove" : "Revoke", () -> model.revoke(link.id()));
        revoke.getStyleClass().add("flat");
        buttons.getChildren().add(revoke);
        line.getChildren().add(buttons);
        return line;
    }

    private void make() {
        Role given = role.role();
        if (given != null) model.makeLink(given, chosen);
    }

    private void offerDays() {
        days.setText("for " + words(chosen));
        days.getItems().clear();
        for (int each : DAYS) {
            RadioMenuItem item = new RadioMenuItem("for " + words(each));
            item.setSelected(each == chosen);
            item.setOnAction(event -> {
                chosen = each;
                offerDays();
            });
            days.getItems().add(item);
        }
    }

    private static String words(int days) {
        return days == 1 ? "1 day" : days + " days";
    }
}
