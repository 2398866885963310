package dev.slipway.desktop.thread;

import dev.slipway.desktop.flow.Cell;
import dev.slipway.desktop.flow.SelectableText;
import dev.slipway.desktop.prose.PieceNode;
import java.util.List;
import javafx.scene.layout.Region;

/// A piece of what the agent writes.
final class WordsCell implements Cell<Row> {
    private final PieceNode node;

    WordsCell(ThreadModel model) {
        node = new PieceNode(model.navigation()::browse);
    }

    @Override
    public Region node() {
        return node;
    }

    @Override
    public void show(Row row) {
        if (row instanceof Row.Words words) node.show(words.piece(), words.faint());
    }

    @Override
    public List<SelectableText> texts() {
        return node.texts();
    }
}
