package dev.slipway.desktop.changes;

import dev.slipway.desktop.design.OwnKeys;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// The keys of a diff that has the focus: `N` and `P` go from change to change, `J` and `K` from file to file, `O`
/// opens
/// the file in the editor, Enter and Space fold a file or open a gap, Ctrl+C copies the selected lines. The letters
/// mean
/// something else where the diff hasn't the focus.
final class DiffKeys {
    private static final String LETTERS = "NPJKO";
    private static final KeyCombination COPY = KeyCombination.valueOf("Shortcut+C");

    private final DiffView view;
    private final ChangesModel changes;
    private final DiffModel model;

    DiffKeys(DiffView view, ChangesModel changes) {
        this.view = view;
        this.changes = changes;
        model = changes.diff();
    }

    void listen() {
        OwnKeys.claim(view, LETTERS);
        view.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (isLetter(event)) event.consume();
        });
        view.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (isDone(event)) event.consume();
        });
    }

    private boolean isDone(KeyEvent event) {
        if (COPY.match(event)) {
            changes.copySelection();
            return true;
        }
        if (event.isShortcutDown() || event.isAltDown()) return false;
        return isGone(event) || isMoved(event);
    }

    private boolean isLetter(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) return false;
        switch (event.getCharacter().toUpperCase(Locale.ROOT)) {
            case "N" -> model.nextChange();
            case "P" -> model.previousChange();
            case "J" -> model.nextFile();
            case "K" -> model.previousFile();
            case "O" -> changes.openInEditor();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean isGone(KeyEvent event) {
        switch (event.getCode()) {
            case ENTER, SPACE -> press();
            case ESCAPE -> {
                if (model.selection().get().anchor() < 0) return false;
                model.selectNothing();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean isMoved(KeyEvent event) {
        boolean further = event.isShiftDown();
        int page = (int) (view.page() / CodeStrip.HEIGHT);
        int all = model.rows().get().size();
        switch (event.getCode()) {
            case DOWN -> model.move(1, further);
            case UP -> model.move(-1, further);
            case PAGE_DOWN -> model.move(page, further);
            case PAGE_UP -> model.move(-page, further);
            case HOME -> model.move(-all, further);
            case END -> model.move(all, further);
            case LEFT -> view.scrollAcrossBy(-8 * CodeStrip.HEIGHT);
            case RIGHT -> view.scrollAcrossBy(8 * CodeStrip.HEIGHT);
            default -> {
                return event.getCode() == KeyCode.SHIFT;
            }
        }
        return true;
    }

    private void press() {
        switch (model.current()) {
            case Row.Gap gap -> model.open(gap);
            case Row.Note note when note.action() != null -> model.act(note.path());
            case Row row -> model.fold(row.path());
            case null -> {}
        }
    }
}
