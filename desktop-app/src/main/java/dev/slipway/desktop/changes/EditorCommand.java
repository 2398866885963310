package dev.slipway.desktop.changes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Decides which program opens a file, and with what arguments. Pure. No shell reads them, and the file is an absolute
/// path, so that no name can be taken for an option. What the system would open a file with is not used: that may run
/// it.
record EditorCommand(@Nullable String setting, Map<String, String> environment, Predicate<String> isInstalled) {
    private static final Set<String> IN_TERMINALS = Set.of(
            "vi",
            "vim",
            "nvim",
            "nano",
            "pico",
            "micro",
            "hx",
            "helix",
            "kak",
            "emacs",
            "emacsclient",
            "joe",
            "jed",
            "ed",
            "ex",
            "ne",
            "mcedit",
            "less",
            "view");

    /// @param file absolute
    /// @param line from 1
    /// @throws IllegalArgumentException with words for people, where none can be opened
    List<String> open(Path file, int line) {
        if (!file.isAbsolute()) throw new IllegalArgumentException("The file's place isn't known.");
        if (setting != null && !setting.isBlank()) return filled(chosen(setting), file, line);
        for (String variable : List.of("VISUAL", "EDITOR")) {
            List<String> words = words(environment.getOrDefault(variable, ""));
            if (words.isEmpty()) continue;
            Optional<EditorKind> kind = kind(words.getFirst());
            if (kind.isPresent()) return filled(with(words.getFirst(), kind.get()), file, line);
        }
        for (EditorKind kind : EditorKind.values())
            for (String program : kind.programs())
                if (isInstalled.test(program)) return filled(with(program, kind), file, line);
        throw new IllegalArgumentException("No editor with a window was found here. Name yours in settings.json: "
                + "\"editor\": \"code --goto {file}:{line}\".");
    }

    private static List<String> chosen(String setting) {
        List<String> words = words(setting);
        String program = name(words.getFirst());
        if (IN_TERMINALS.contains(program))
            throw new IllegalArgumentException(program + " runs in a terminal, and there is none here. Name an editor "
                    + "with a window in settings.json: \"editor\": \"code --goto {file}:{line}\".");
        if (words.stream().anyMatch(w -> w.contains("{file}"))) return words;
        Optional<EditorKind> kind = kind(program);
        List<String> whole = new ArrayList<>(words);
        whole.addAll(kind.map(EditorKind::arguments).orElse(List.of("{file}")));
        return whole;
    }

    private static List<String> with(String program, EditorKind kind) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(kind.arguments());
        return words;
    }

    private static List<String> filled(List<String> words, Path file, int line) {
        String number = Integer.toString(Math.max(1, line));
        // The line first: a file's name may hold the word {line}.
        return words.stream()
                .map(w -> w.replace("{line}", number).replace("{file}", file.toString()))
                .toList();
    }

    private static Optional<EditorKind> kind(String program) {
        String name = name(program);
        for (EditorKind kind : EditorKind.values()) if (kind.programs().contains(name)) return Optional.of(kind);
        return Optional.empty();
    }

    private static String name(String program) {
        String last = program.substring(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1);
        String small = last.toLowerCase(Locale.ROOT);
        return small.endsWith(".exe") || small.endsWith(".cmd") ? small.substring(0, small.length() - 4) : small;
    }

    /// Parted at spaces, save for what stands in double quotes.
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean begun = false;
        for (char c : command.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
                begun = true;
            } else if (!quoted && Character.isWhitespace(c)) {
                if (begun) words.add(word.toString());
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (begun) words.add(word.toString());
        return words;
    }
}
