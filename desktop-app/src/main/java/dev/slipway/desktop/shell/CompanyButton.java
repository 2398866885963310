package dev.slipway.desktop.shell;

import dev.slipway.desktop.design.Faces;
import dev.slipway.desktop.design.Wrapping;
import dev.slipway.desktop.session.Companion;
import dev.slipway.protocol.Person;
import java.util.List;
import java.util.stream.Collectors;
import javafx.geometry.Side;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;

/// Who else is here, as faces; pressed it tells their names, and lets one be followed. Not there where nobody is.
final class CompanyButton extends Button {
    private static final int MOST = 3;
    private static final int TOOLTIP = 60;

    private final FollowModel follow;
    private final Faces faces = new Faces(MOST);
    private final Tooltip names = new Tooltip();
    private final ContextMenu menu = new ContextMenu();
    private List<Companion> company = List.of();

    CompanyButton(FollowModel follow) {
        this.follow = follow;
        setId("session-company");
        getStyleClass().addAll("flat", "company");
        setGraphic(faces);
        setMinWidth(USE_PREF_SIZE);
        setTooltip(names);
        menu.setAutoHide(true);
        setOnAction(event -> ask());
        show(List.of());
    }

    void show(List<Companion> now) {
        company = now;
        setVisible(!now.isEmpty());
        setManaged(!now.isEmpty());
        faces.show(now.stream().map(Companion::name).toList());
        String words = now.stream().map(Companion::words).collect(Collectors.joining(", "));
        setAccessibleText("Here, too: " + words);
        names.setText(Wrapping.cut("Here, too: " + words, TOOLTIP));
    }

    private void ask() {
        menu.getItems().clear();
        Person followed = follow.whom().get();
        for (Companion each : company) menu.getItems().add(item(each, followed));
        menu.show(this, Side.BOTTOM, 0, 4);
    }

    private MenuItem item(Companion each, @Nullable Person followed) {
        boolean already = each.is(followed);
        MenuItem item = new MenuItem((already ? "Stop following " : "Follow ") + each.words());
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            if (already) follow.stop();
            else follow.follow(each.person());
        });
        return item;
    }
}
