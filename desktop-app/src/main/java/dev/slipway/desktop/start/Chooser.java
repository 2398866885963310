package dev.slipway.desktop.start;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// A field that offers what fits the words typed into it.
public final class Chooser {
    /// What is offered beyond is found by typing more.
    private static final int MOST = 100;

    private final StringProperty text = new SimpleStringProperty("");
    private final ObservableList<Choice> found = FXCollections.observableArrayList();
    private final IntegerProperty marked = new SimpleIntegerProperty(-1);
    private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper();
    private final Consumer<Choice> chosen;
    private final boolean free;
    private List<Choice> all = List.of();
    private String settled = "";

    /// @param free whether what is typed counts even if it isn't offered
    /// @param chosen told of what a person chose
    Chooser(boolean free, Consumer<Choice> chosen) {
        this.free = free;
        this.chosen = chosen;
        text.addListener((property, before, now) -> {
            if (open.get()) find(now);
        });
    }

    public StringProperty text() {
        return text;
    }

    /// What fits, best first.
    public ObservableList<Choice> found() {
        return found;
    }

    /// The index of the one that Enter takes; -1 for none.
    public IntegerProperty marked() {
        return marked;
    }

    public ReadOnlyBooleanProperty isOpen() {
        return open.getReadOnlyProperty();
    }

    /// Offers all, until something is typed.
    public void open() {
        if (open.get()) return;
        open.set(true);
        find("");
        for (int i = 0; i < found.size(); i++) if (found.get(i).value().equals(settled)) marked.set(i);
    }

    /// What the field holds while nobody types.
    public String settled() {
        return settled;
    }

    /// Offers what fits this, as if it had been typed while the list was open.
    public void type(String typed) {
        text.set(typed);
        find(typed);
    }

    /// What was typed and isn't offered is forgotten, or kept where it is free.
    public void close() {
        open.set(false);
        if (free) settled = text.get().strip();
        text.set(settled);
    }

    public void move(int by) {
        if (!open.get()) open();
        else if (!found.isEmpty()) marked.set(Math.floorMod(marked.get() + by, found.size()));
    }

    /// Takes the one that is marked; what was typed where there is none and it is free.
    public void take() {
        int index = marked.get();
        if (index >= 0 && index < found.size()) take(found.get(index));
        else close();
    }

    public void take(Choice choice) {
        if (!choice.extra()) settle(choice.value());
        close();
        chosen.accept(choice);
    }

    void offer(List<Choice> now) {
        all = List.copyOf(now);
        if (open.get()) find(text.get().equals(settled) ? "" : text.get());
    }

    void settle(String value) {
        settled = value;
        text.set(value);
    }

    private void find(String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        List<Choice> begins = new ArrayList<>();
        List<Choice> holds = new ArrayList<>();
        List<Choice> extras = new ArrayList<>();
        for (Choice choice : all) {
            String name = choice.words().toLowerCase(Locale.ROOT);
            if (choice.extra()) extras.add(choice);
            else if (name.startsWith(word)) begins.add(choice);
            else if (name.contains(word)) holds.add(choice);
        }
        begins.addAll(holds);
        List<Choice> now = new ArrayList<>(begins.subList(0, Math.min(MOST, begins.size())));
        now.addAll(extras);
        found.setAll(now);
        // What is typed freely is taken as it is, unless a person goes down to another.
        marked.set(now.isEmpty() || free && !word.isEmpty() ? -1 : 0);
    }
}
