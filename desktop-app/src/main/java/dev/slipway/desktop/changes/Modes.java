package dev.slipway.desktop.changes;

/// Git's file modes in words.
final class Modes {
    private static final String PLAIN = "100644";
    private static final String EXECUTABLE = "100755";

    private Modes() {}

    /// Empty for a plain file, of which nothing need be said.
    static String words(String mode) {
        return switch (mode) {
            case PLAIN -> "";
            case EXECUTABLE -> "executable file";
            case "120000" -> "symbolic link";
            case "160000" -> "submodule";
            default -> "file of mode " + mode;
        };
    }

    static String change(String before, String now) {
        if (before.equals(PLAIN) && now.equals(EXECUTABLE)) return "Made executable";
        if (before.equals(EXECUTABLE) && now.equals(PLAIN)) return "No longer executable";
        return "Mode " + before + " → " + now;
    }
}
