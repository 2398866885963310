package dev.slipway.backend.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects what a commit leaves out, a few examples of each reason. One thread.
final class Notices {
    private static final int EXAMPLES = 5;

    private final Map<String, List<String>> paths = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();

    void leftOut(String path, String reason) {
        counts.merge(reason, 1, Integer::sum);
        List<String> examples = paths.computeIfAbsent(reason, r -> new ArrayList<>());
        if (examples.size() < EXAMPLES) examples.add(shown(path));
    }

    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        paths.forEach((reason, examples) -> {
            int more = counts.getOrDefault(reason, 0) - examples.size();
            sentences.add("Left out: " + String.join(", ", examples) + (more > 0 ? " and " + more + " more" : "") + " ("
                    + reason + ")");
        });
        return sentences;
    }

    /// Names are hostile: no control character and nothing endless reaches a terminal.
    private static String shown(String path) {
        String plain = path.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return plain.length() <= 120 ? plain : plain.substring(0, 60) + "…" + plain.substring(plain.length() - 59);
    }
}
