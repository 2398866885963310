package dev.slipway.backend.environment;

import dev.slipway.backend.yaml.Amounts;
import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The keys of one section. Asking for one makes it known; what isn't well said is a problem and counts as not said.
/// One thread.
final class Keys {
    private static final int LONGEST = 8000;
    private static final int MOST_ITEMS = 200;

    private final YamlNode.Section section;
    private final String prefix;
    private final Yaml.Problems problems;
    private final Set<String> known = new TreeSet<>();

    Keys(YamlNode.Section section, String prefix, Yaml.Problems problems) {
        this.section = section;
        this.prefix = prefix;
        this.problems = problems;
    }

    int line() {
        return section.line();
    }

    /// Everything was asked for: what is left is a problem.
    void refuseOthers() {
        section.entries().forEach((key, value) -> {
            if (!known.contains(key))
                problem(value, shown(prefix + key) + " isn't known here; there are: " + String.join(", ", known));
        });
    }

    @Nullable
    YamlNode node(String key) {
        known.add(key);
        return section.entries().get(key);
    }

    String text(String key, String otherwise) {
        return found(key, node -> text(key, node)).orElse(otherwise);
    }

    /// One text or a list of them.
    List<String> texts(String key, List<String> otherwise) {
        return found(key, node -> switch (node) {
                    case YamlNode.Text text -> text(key, text).map(List::of);
                    case YamlNode.Items items -> Optional.of(texts(key, items));
                    case YamlNode.Section all -> problem(all, prefix + key + " wants a list: one `- …` line for each");
                })
                .orElse(otherwise);
    }

    List<String> texts(String key, List<String> otherwise, Pattern form, String words) {
        List<String> all = texts(key, otherwise);
        YamlNode node = node(key);
        if (node == null) return all;
        List<String> fine = new ArrayList<>();
        for (String each : all) {
            if (form.matcher(each).matches()) fine.add(each);
            else problem(node, prefix + key + ": " + shown(each) + " is no " + words);
        }
        return fine;
    }

    /// The sections of a list.
    Optional<List<Keys>> sections(String key) {
        return found(key, node -> {
            if (!(node instanceof YamlNode.Items items))
                return problem(node, prefix + key + " wants a list: one `- …` for each");
            List<Keys> all = new ArrayList<>();
            for (YamlNode item : bounded(key, items)) {
                if (item instanceof YamlNode.Section inner) all.add(new Keys(inner, prefix + key + ".", problems));
                else problem(item, prefix + key + " wants `key: value` lines in each of its items");
            }
            return Optional.of(all);
        });
    }

    Optional<Keys> section(String key) {
        return found(
                key,
                node -> node instanceof YamlNode.Section inner
                        ? Optional.of(new Keys(inner, prefix + key + ".", problems))
                        : problem(node, prefix + key + " wants `key: value` lines below it"));
    }

    /// Names that people chose, each with a text, which may be empty.
    Map<String, String> map(String key, Map<String, String> otherwise) {
        return found(key, node -> {
                    if (!(node instanceof YamlNode.Section inner))
                        return problem(node, prefix + key + " wants `NAME: value` lines below it");
                    Map<String, String> all = new LinkedHashMap<>();
                    inner.entries().forEach((name, value) -> {
                        if (value instanceof YamlNode.Text text && text.value().length() <= LONGEST)
                            all.put(name, text.value());
                        else problem(value, prefix + key + "." + shown(name) + " wants a text of at most " + LONGEST);
                    });
                    return Optional.of(all);
                })
                .orElse(otherwise);
    }

    @Nullable
    Long size(String key, long least) {
        return found(key, node -> {
                    OptionalLong bytes =
                            node instanceof YamlNode.Text text ? Amounts.bytes(text.value()) : OptionalLong.empty();
                    if (bytes.isPresent() && bytes.getAsLong() >= least) return Optional.of(bytes.getAsLong());
                    return problem(
                            node,
                            prefix + key + " wants a size such as 512MB or 4GB, at least " + (least >> 20) + "MB");
                })
                .orElse(null);
    }

    @Nullable
    Double number(String key, double least, double most) {
        return found(key, node -> {
                    if (node instanceof YamlNode.Text text && text.value().matches("\\d{1,9}(\\.\\d{1,9})?")) {
                        double number = Double.parseDouble(text.value());
                        if (number >= least && number <= most) return Optional.of(number);
                    }
                    return problem(node, prefix + key + " wants a number from " + least + " to " + most);
                })
                .orElse(null);
    }

    @Nullable
    Integer whole(String key, int least, int most) {
        return found(key, node -> whole(key, node, least, most)).orElse(null);
    }

    List<Integer> wholes(String key, List<Integer> otherwise, int least, int most) {
        return found(key, node -> {
                    List<YamlNode> all = node instanceof YamlNode.Items items ? bounded(key, items) : List.of(node);
                    return Optional.of(all.stream()
                            .flatMap(item -> whole(key, item, least, most).stream())
                            .toList());
                })
                .orElse(otherwise);
    }

    Duration time(String key, Duration otherwise, Duration least, Duration most) {
        return found(key, node -> {
                    Optional<Duration> time =
                            node instanceof YamlNode.Text text ? Amounts.time(text.value()) : Optional.empty();
                    if (time.isPresent()
                            && time.get().compareTo(least) >= 0
                            && time.get().compareTo(most) <= 0) return time;
                    return problem(
                            node,
                            prefix + key + " wants a time such as 30s, 5m or 2h, from " + words(least) + " to "
                                    + words(most));
                })
                .orElse(otherwise);
    }

    /// Always empty.
    <T> Optional<T> problem(YamlNode at, String problem) {
        problems.problem(at.line(), problem);
        return Optional.empty();
    }

    void problem(String problem) {
        problems.problem(section.line(), prefix.isEmpty() ? problem : shown(prefix) + " " + problem);
    }

    /// What a stranger wrote, short enough to be repeated.
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "·");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    private List<String> texts(String key, YamlNode.Items items) {
        List<String> all = new ArrayList<>();
        for (YamlNode item : bounded(key, items)) text(key, item).ifPresent(all::add);
        return all;
    }

    private List<YamlNode> bounded(String key, YamlNode.Items items) {
        if (items.all().size() <= MOST_ITEMS) return items.all();
        problem(items, prefix + key + " holds more than " + MOST_ITEMS);
        return items.all().subList(0, MOST_ITEMS);
    }

    private Optional<String> text(String key, YamlNode node) {
        if (!(node instanceof YamlNode.Text text) || text.value().isBlank())
            return problem(node, prefix + key + " wants a text");
        if (text.value().length() > LONGEST || text.value().indexOf('\0') >= 0)
            return problem(node, prefix + key + " wants at most " + LONGEST + " characters, none of them NUL");
        return Optional.of(text.value());
    }

    private Optional<Integer> whole(String key, YamlNode node, int least, int most) {
        if (node instanceof YamlNode.Text text && text.value().matches("\\d{1,9}")) {
            int number = Integer.parseInt(text.value());
            if (number >= least && number <= most) return Optional.of(number);
        }
        return problem(node, prefix + key + " wants a whole number from " + least + " to " + most);
    }

    private <T> Optional<T> found(String key, Function<YamlNode, Optional<T>> read) {
        YamlNode node = node(key);
        return node == null ? Optional.empty() : read.apply(node);
    }

    private static String words(Duration time) {
        if (time.toDays() > 0 && time.toHours() % 24 == 0) return time.toDays() + "d";
        if (time.toHours() > 0) return time.toHours() + "h";
        return time.toMinutes() > 0 ? time.toMinutes() + "m" : time.toSeconds() + "s";
    }
}
