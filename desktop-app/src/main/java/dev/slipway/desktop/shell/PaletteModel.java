package dev.slipway.desktop.shell;

import dev.slipway.client.BoardView;
import dev.slipway.desktop.action.Command;
import dev.slipway.protocol.BoardEvent.SessionListed;
import dev.slipway.protocol.Repository;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// Everything that can be reached by typing a part of its name: commands, sessions, repositories. One for each time
/// the palette is opened.
public final class PaletteModel {
    private static final int MOST = 50;

    /// @param group `Command`, `Session`, `Repository`
    /// @param note what stands beside it, or null
    public record Entry(
            String group,
            String title,
            @Nullable String note,
            @Nullable String keys,
            Runnable run) {}

    private record Ranked(Entry entry, int score, int place) {}

    private final List<Entry> all = new ArrayList<>();
    private final StringProperty typed = new SimpleStringProperty("");
    private final IntegerProperty chosen = new SimpleIntegerProperty();
    private final ObservableList<Entry> found = FXCollections.observableArrayList();
    private final ShellModel shell;

    PaletteModel(ShellModel shell) {
        this.shell = shell;
        for (Command command : shell.commands().all()) {
            // One is in it already.
            if (command.available().getAsBoolean() && !command.id().equals("palette"))
                all.add(new Entry("Command", command.title(), command.group(), command.keys(), command.run()));
        }
        DeskModel desk = shell.desk().get();
        if (desk != null) addFrom(desk.connection().board().get());
        typed.addListener((property, before, now) -> find());
        find();
    }

    public StringProperty typed() {
        return typed;
    }

    /// The index of the entry that Enter runs.
    public IntegerProperty chosen() {
        return chosen;
    }

    public ObservableList<Entry> found() {
        return found;
    }

    public void move(int by) {
        if (!found.isEmpty()) chosen.set(Math.floorMod(chosen.get() + by, found.size()));
    }

    public void run() {
        if (chosen.get() < found.size()) run(found.get(chosen.get()));
    }

    public void run(Entry entry) {
        shell.closeOverlay();
        entry.run().run();
    }

    private void addFrom(BoardView board) {
        board.sessions().values().stream()
                .sorted(Comparator.comparingLong(SessionListed::changedAtMs).reversed())
                .forEach(row -> all.add(new Entry(
                        "Session",
                        row.title().isEmpty() ? "New session" : row.title(),
                        row.repository().value(),
                        null,
                        () -> shell.openSession(row.sessionId()))));
        for (Repository repository : board.repositories().values())
            all.add(new Entry(
                    "Repository",
                    "New session on " + repository.name(),
                    repository.location(),
                    null,
                    () -> shell.newSession(repository.name())));
    }

    private void find() {
        String[] words = typed.get().strip().toLowerCase(Locale.ROOT).split("\\s+");
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int score = score(all.get(i), words);
            if (score > 0) ranked.add(new Ranked(all.get(i), score, i));
        }
        ranked.sort(Comparator.comparingInt(Ranked::score).reversed().thenComparingInt(Ranked::place));
        found.setAll(ranked.stream().limit(MOST).map(Ranked::entry).toList());
        chosen.set(0);
    }

    /// 0 where a word is missing; more where a word begins the title, or a word of it.
    private static int score(Entry entry, String[] words) {
        String title = entry.title().toLowerCase(Locale.ROOT);
        String note = entry.note() == null ? "" : entry.note().toLowerCase(Locale.ROOT);
        int score = 1;
        for (String word : words) {
            if (title.startsWith(word)) score += 8;
            else if (title.contains(" " + word)) score += 4;
            else if (title.contains(word)) score += 2;
            else if (!note.contains(word)) return 0;
        }
        return score;
    }
}
