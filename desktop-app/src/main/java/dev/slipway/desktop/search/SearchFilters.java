package dev.slipway.desktop.search;

import dev.slipway.protocol.Person;
import dev.slipway.protocol.RepositoryName;
import dev.slipway.protocol.SessionState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.MenuButton;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.layout.FlowPane;
import org.jspecify.annotations.Nullable;

/// What narrows a search down: repository, person, state, time.
final class SearchFilters extends FlowPane {
    private static final List<SessionState> STATES = List.of(SessionState.values());

    SearchFilters(SearchModel model) {
        super(4, 4);
        getStyleClass().add("search-filters");
        getChildren()
                .addAll(
                        of(
                                "search-repository",
                                "Any repository",
                                model.repository(),
                                model::repositories,
                                RepositoryName::value),
                        of("search-person", "Anybody", model.person(), model::people, Person::name),
                        of(
                                "search-state",
                                "Any state",
                                model.state(),
                                () -> STATES,
                                state -> state == SessionState.waiting ? "waiting for you" : state.name()),
                        since(model));
    }

    private static <T> MenuButton of(
            String id,
            String any,
            ObjectProperty<@Nullable T> property,
            Supplier<List<T>> offered,
            Function<T, String> words) {
        MenuButton button = button(id);
        property.subscribe(now -> show(button, now == null ? any : words.apply(now), now != null));
        button.setOnShowing(event -> {
            List<RadioMenuItem> items = new ArrayList<>();
            items.add(item(any, property.get() == null, () -> property.set(null)));
            for (T each : offered.get())
                items.add(item(words.apply(each), each.equals(property.get()), () -> property.set(each)));
            button.getItems().setAll(items);
        });
        return button;
    }

    private static MenuButton since(SearchModel model) {
        MenuButton button = button("search-since");
        model.since().subscribe(now -> show(button, now.toString(), now != Since.ever));
        button.setOnShowing(event -> {
            List<RadioMenuItem> items = new ArrayList<>();
            for (Since each : Since.values())
                items.add(item(
                        each.toString(),
                        each == model.since().get(),
                        () -> model.since().set(each)));
            button.getItems().setAll(items);
        });
        return button;
    }

    private static MenuButton button(String id) {
        MenuButton button = new MenuButton();
        button.setId(id);
        button.setMnemonicParsing(false);
        button.getStyleClass().addAll("flat", "search-filter");
        button.setMaxWidth(200);
        // One without items doesn't ask for any.
        button.getItems().add(new RadioMenuItem());
        return button;
    }

    private static void show(MenuButton button, String words, boolean narrows) {
        button.setText(words);
        button.getStyleClass().remove("search-filter-on");
        if (narrows) button.getStyleClass().add("search-filter-on");
    }

    private static RadioMenuItem item(String words, boolean chosen, Runnable choose) {
        RadioMenuItem item = new RadioMenuItem(words);
        item.setMnemonicParsing(false);
        item.setSelected(chosen);
        item.setOnAction(event -> choose.run());
        return item;
    }
}
