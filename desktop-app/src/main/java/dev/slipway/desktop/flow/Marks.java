package dev.slipway.desktop.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.css.PseudoClass;
import org.jspecify.annotations.Nullable;

/// Stretches of a flow's texts that are marked, one of them more than the others. A row without text to select is
/// marked whole, by the pseudo-classes `found` and `found-now`.
public final class Marks<R> {
    private static final PseudoClass FOUND = PseudoClass.getPseudoClass("found");
    private static final PseudoClass FOUND_NOW = PseudoClass.getPseudoClass("found-now");

    /// A stretch of a row's text, as [Cells#text] has it.
    public record Stretch(int from, int to) {
        private Stretch within(int begin, int length) {
            return new Stretch(Math.clamp(from - begin, 0, length), Math.clamp(to - begin, 0, length));
        }

        private boolean isEmpty() {
            return from >= to;
        }
    }

    private final AnchoredFlow<R> flow;
    private Map<?, List<Stretch>> all = Map.of();
    private @Nullable Object strongKey;
    private @Nullable Stretch strong;

    public Marks(AnchoredFlow<R> flow) {
        this.flow = flow;
    }

    /// @param marked by the rows' keys
    /// @param key the row of the one that is marked more, or null for none
    public void set(Map<?, List<Stretch>> marked, @Nullable Object key, @Nullable Stretch most) {
        all = marked;
        strongKey = key;
        strong = most;
        show();
    }

    /// To be called when cells have come, gone or changed.
    public void show() {
        int index = flow.firstWithCell();
        for (Cell<R> cell : flow.cells()) {
            Object key = flow.keyAt(index++);
            List<Stretch> here = all.getOrDefault(key, List.of());
            Stretch most = key.equals(strongKey) ? strong : null;
            int begin = 0;
            for (SelectableText text : cell.texts()) {
                show(text, begin, here, most);
                begin += text.text().length() + 1;
            }
            boolean whole = cell.texts().isEmpty();
            cell.node().pseudoClassStateChanged(FOUND, whole && !here.isEmpty());
            cell.node().pseudoClassStateChanged(FOUND_NOW, whole && most != null);
        }
    }

    private static void show(SelectableText text, int begin, List<Stretch> here, @Nullable Stretch most) {
        int length = text.text().length();
        List<Stretch> inside = new ArrayList<>();
        for (Stretch stretch : here) {
            Stretch cut = stretch.within(begin, length);
            if (!cut.isEmpty() && !stretch.equals(most)) inside.add(cut);
        }
        Stretch strongest = most == null ? null : most.within(begin, length);
        text.mark(inside, strongest == null || strongest.isEmpty() ? List.of() : List.of(strongest));
    }
}
