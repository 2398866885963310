package dev.slipway.backend.agent.tools;

/// File names as they are written into an answer. A name may hold anything, line breaks and terminal escapes
/// too.
final class Names {
    private Names() {}

    /// The name itself where it can't be mistaken for something else, otherwise as a JSON string, which the
    /// model can send back as it is.
    static String shown(String path) {
        boolean plain = path.chars().noneMatch(c -> Character.isISOControl(c) || c == '"' || isInvisible(c));
        if (plain && !path.isBlank()) return path;
        StringBuilder text = new StringBuilder("\"");
        path.chars().forEach(c -> {
            if (c == '"' || c == '\\') text.append('\\').append((char) c);
            else if (Character.isISOControl(c) || isInvisible(c)) text.append(String.format("\\u%04x", c));
            else text.append((char) c);
        });
        return text.append('"').toString();
    }

    /// Relative to the workspace where it is below it.
    static String title(String path) {
        return path.startsWith("/workspace/") ? path.substring("/workspace/".length()) : path;
    }

    private static boolean isInvisible(int c) {
        return Character.getType(c) == Character.FORMAT || c == 0x2028 || c == 0x2029;
    }
}
