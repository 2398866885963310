package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.Cell;
import dev.slipway.protocol.ToolOutcome;
import javafx.geometry.Insets;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/// A tool call, in one line.
final class CallCell implements Cell<Row>, RowCells.Ticking {
    private final LineHead head;
    private final StackPane node;
    private final ThreadModel model;
    private Row.@Nullable Call call;

    CallCell(ThreadModel model) {
        this.model = model;
        head = new LineHead(() -> {
            if (call != null) model.toggle(call.key());
        });
        node = new StackPane(head);
        node.getStyleClass().add("call");
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (!(row instanceof Row.Call now)) return;
        call = now;
        boolean running = now.outcome() == null;
        node.setPadding(new Insets(0, 0, 0, now.inside() ? 20 : 0));
        head.words(now.verb(), now.object(), now.tool().equals("bash"));
        head.sign(icon(now), running);
        head.result(now.result(), style(now.outcome()));
        head.open(now.open());
        tick(model.now().get());
    }

    @Override
    public void tick(long nowMs) {
        Row.Call now = call;
        if (now == null) return;
        if (now.outcome() == null) head.time(Texts.elapsed(now.sinceMs(), nowMs));
        else head.time(now.durationMs() < 100 ? "" : Texts.duration(now.durationMs()));
    }

    @Override
    public void gone() {
        head.rest();
    }

    private static String style(@Nullable ToolOutcome outcome) {
        if (outcome == null) return "text-faint";
        return switch (outcome) {
            case ok -> "text-faint";
            case failed -> "text-red";
            case interrupted -> "text-amber";
        };
    }

    private static Ikon icon(Row.Call call) {
        return switch (call.tool()) {
            case "bash", "job", "output" -> Material2AL.CODE;
            case "read" -> Material2AL.DESCRIPTION;
            case "glob", "list" -> Material2AL.FOLDER_OPEN;
            case "grep" -> Material2MZ.SEARCH;
            case "edit", "patch", "write" -> Material2AL.EDIT;
            case "todo" -> Material2AL.LIST;
            case "ask" -> Material2AL.HELP_OUTLINE;
            default -> Material2AL.BUILD;
        };
    }
}
