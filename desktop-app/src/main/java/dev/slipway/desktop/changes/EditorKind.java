package dev.slipway.desktop.changes;

import java.util.List;

/// The editors that are known to have a window of their own, and how each is told file and line; those that people
/// choose first.
enum EditorKind {
    code(
            List.of("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"),
            List.of("--goto", "{file}:{line}")),
    idea(
            List.of(
                    "idea",
                    "idea.sh",
                    "pycharm",
                    "webstorm",
                    "goland",
                    "clion",
                    "rider",
                    "rubymine",
                    "phpstorm",
                    "rustrover"),
            List.of("--line", "{line}", "{file}")),
    zed(List.of("zed", "zeditor"), List.of("{file}:{line}")),
    sublime(List.of("subl", "sublime_text"), List.of("{file}:{line}")),
    mate(List.of("mate"), List.of("--line", "{line}", "{file}")),
    kate(List.of("kate", "kwrite"), List.of("--line", "{line}", "{file}")),
    gtk(List.of("gedit", "xed", "pluma", "mousepad"), List.of("+{line}", "{file}")),
    gvim(List.of("gvim", "mvim"), List.of("+{line}", "{file}")),
    plain(List.of("gnome-text-editor", "featherpad", "leafpad", "notepad++", "notepad"), List.of("{file}"));

    private final List<String> programs;
    private final List<String> arguments;

    EditorKind(List<String> programs, List<String> arguments) {
        this.programs = programs;
        this.arguments = arguments;
    }

    List<String> programs() {
        return programs;
    }

    List<String> arguments() {
        return arguments;
    }
}
