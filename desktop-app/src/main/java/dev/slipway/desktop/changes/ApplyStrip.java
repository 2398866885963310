package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.Buttons;
import dev.slipway.desktop.design.Wrapping;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.VBox;

/// Asks in place whether the changes are to be written into the checkout, and says how it went.
final class ApplyStrip extends VBox {
    private static final int SHOWN = 12;
    private static final int LONGEST_LINE = 44;

    private final ApplyModel model;
    private final Label words = new Label();
    private final Label files = new Label();
    private final Button confirm;
    private final Button leave;

    ApplyStrip(ApplyModel model) {
        super(8);
        this.model = model;
        setId("apply-strip");
        words.setMinHeight(USE_PREF_SIZE);
        files.getStyleClass().addAll("mono", "text-faint");
        files.setMinWidth(0);
        confirm = Buttons.of("Apply", model::confirm);
        confirm.getStyleClass().add("accent");
        leave = Buttons.of("Cancel", model::leave);
        FlowPane buttons = new FlowPane(8, 8, confirm, leave);
        buttons.setAlignment(Pos.CENTER_LEFT);
        getChildren().addAll(words, files, buttons);
        model.state().addListener((property, before, now) -> show(now));
        show(model.state().get());
    }

    private void show(ApplyModel.State state) {
        boolean asked = state.step() == ApplyModel.Step.asked;
        boolean shown = state.step() != ApplyModel.Step.none;
        setVisible(shown);
        setManaged(shown);
        Wrapping.show(words, state.words(), LONGEST_LINE);
        files.setText(list(state));
        only(files, !files.getText().isEmpty());
        only(confirm, asked);
        only(leave, state.step() != ApplyModel.Step.running);
        leave.setText(asked ? "Cancel" : "Close");
        getStyleClass()
                .setAll(
                        "apply-strip",
                        switch (state.step()) {
                            case refused -> "apply-refused";
                            case done -> "apply-done";
                            case none, asked, running -> "apply-asked";
                        });
        if (asked) confirm.requestFocus();
    }

    private static void only(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static String list(ApplyModel.State state) {
        StringBuilder list = new StringBuilder();
        for (String file : state.files().stream().limit(SHOWN).toList())
            list.append(list.isEmpty() ? "" : "\n").append(Visible.line(file));
        int more = state.files().size() - SHOWN;
        return more > 0 ? list + "\nand " + more + " more" : list.toString();
    }
}
