package dev.slipway.desktop.sessions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which sessions a person asks for. All words must fit: `repo:` a part of the repository's name, `is:` the state's
/// word or the group's, other words a part of title or repository. Immutable.
record Filter(List<String> words, List<String> repositories, List<String> states) {
    static final Filter ALL = new Filter(List.of(), List.of(), List.of());

    static Filter parse(String typed) {
        List<String> words = new ArrayList<>();
        List<String> repositories = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (String word : typed.toLowerCase(Locale.ROOT).strip().split("\\s+")) {
            if (word.startsWith("repo:")) repositories.add(word.substring(5));
            else if (word.startsWith("is:")) states.add(word.substring(3));
            else if (!word.isEmpty()) words.add(word);
        }
        return new Filter(List.copyOf(words), List.copyOf(repositories), List.copyOf(states));
    }

    boolean isAll() {
        return words.isEmpty() && repositories.isEmpty() && states.isEmpty();
    }

    /// @param title in lower case
    /// @param repository in lower case
    boolean fits(Row.Item row, String title, String repository) {
        for (String name : repositories) if (!repository.contains(name)) return false;
        for (String state : states) if (!is(row, state)) return false;
        for (String word : words) if (!title.contains(word) && !repository.contains(word)) return false;
        return true;
    }

    /// A word that is still being typed fits what begins with it.
    private static boolean is(Row.Item row, String state) {
        return row.word().startsWith(state)
                || row.group().words().replace(" ", "").toLowerCase(Locale.ROOT).startsWith(state.replace("-", ""));
    }
}
