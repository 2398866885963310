package dev.slipway.backend.config;

import dev.slipway.backend.yaml.Amounts;
import dev.slipway.backend.yaml.Yaml;
import dev.slipway.backend.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One YAML file, flattened to `section.key`. Asking for a value marks its key as known; what nobody asked for
/// is a problem. Problems are gathered and told together by [#refuseProblems()]. Main thread only.
final class ConfigurationFile {
    private static final long LARGEST = 1 << 20;
    /// Sections whose keys are names that people chose.
    private static final Set<String> WHOLE = Set.of("egress", "environments", "prices", "spending");

    private final Path file;
    private final Map<String, YamlNode> values = new LinkedHashMap<>();
    private final Map<Integer, String> problems = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();

    private ConfigurationFile(Path file) {
        this.file = file;
    }

    /// @param named whether the operator named this file, so that it has to exist
    static ConfigurationFile read(Path path, boolean named) {
        ConfigurationFile file = new ConfigurationFile(path);
        try {
            if (Files.size(path) > LARGEST) file.problem(1, "the file is larger than 1 MB");
            else file.load(Files.readString(path));
        } catch (NoSuchFileException e) {
            if (named) file.problem(1, "there is no such file; SLIPWAY_CONFIG names it");
        } catch (IOException e) {
            file.problem(1, "the file can't be read: " + e.getMessage());
        }
        return file;
    }

    private void load(String text) {
        Yaml.read(text, this::problem).ifPresent(root -> flatten("", root));
    }

    private void flatten(String prefix, YamlNode node) {
        if (!(node instanceof YamlNode.Section section)) {
            problem(node.line(), (prefix.isEmpty() ? "the file" : prefix) + " holds no `key: value` lines");
            return;
        }
        section.entries().forEach((name, value) -> {
            String key = prefix + name;
            if (value instanceof YamlNode.Section inner && !WHOLE.contains(key)) flatten(key + ".", inner);
            else if (values.put(key, value) != null) problem(value.line(), key + " stands here a second time");
        });
    }

    @Nullable
    String text(String key) {
        YamlNode node = value(key);
        if (node == null) return null;
        if (node instanceof YamlNode.Text scalar && !scalar.value().isBlank()) return scalar.value();
        problem(node.line(), key + " wants a text");
        return null;
    }

    List<String> texts(String key) {
        YamlNode node = value(key);
        if (node == null) return List.of();
        List<String> texts = new ArrayList<>();
        if (node instanceof YamlNode.Items sequence) {
            for (YamlNode item : sequence.all()) {
                if (item instanceof YamlNode.Text scalar && !scalar.value().isBlank()) texts.add(scalar.value());
                else problem(item.line(), key + " wants a list of texts");
            }
        } else problem(node.line(), key + " wants a list: one `- …` line for each");
        return texts;
    }

    /// The sections below a key whose names people chose; empty where it isn't set.
    Map<String, YamlNode> sections(String key) {
        YamlNode node = value(key);
        if (node == null) return Map.of();
        if (node instanceof YamlNode.Section section) return section.entries();
        problem(node.line(), key + " wants names, each with what belongs to it below");
        return Map.of();
    }

    /// False where it isn't set.
    boolean flag(String key) {
        YamlNode node = value(key);
        if (node == null) return false;
        String text = node instanceof YamlNode.Text scalar ? scalar.value() : "";
        if (!text.equals("true") && !text.equals("false")) problem(node.line(), key + " wants true or false");
        return text.equals("true");
    }

    long number(String key, long otherwise, long least, long most) {
        return (long) decimal(key, otherwise, least, most, "a whole number", "-?\\d{1,15}");
    }

    double decimal(String key, double otherwise, double least, double most) {
        return decimal(key, otherwise, least, most, "a number", "-?\\d{1,9}(\\.\\d{1,9})?");
    }

    private double decimal(String key, double otherwise, double least, double most, String kind, String form) {
        YamlNode node = value(key);
        if (node == null) return otherwise;
        String text = node instanceof YamlNode.Text scalar ? scalar.value() : "";
        if (text.matches(form)) {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) return number;
        }
        problem(node.line(), key + " wants " + kind + " from " + plain(least) + " to " + plain(most));
        return otherwise;
    }

    /// Bytes, written as `512MB`, `4GB` (powers of 1024).
    long size(String key, long otherwise, long least) {
        YamlNode node = value(key);
        if (node == null) return otherwise;
        OptionalLong bytes =
                node instanceof YamlNode.Text scalar ? Amounts.bytes(scalar.value()) : OptionalLong.empty();
        if (bytes.isPresent() && bytes.getAsLong() >= least) return bytes.getAsLong();
        problem(node.line(), key + " wants a size such as 512MB or 4GB, at least " + (least >> 20) + "MB");
        return otherwise;
    }

    /// @throws ConfigurationProblems if there were any, unknown keys among them
    void refuseProblems() {
        values.forEach((key, node) -> {
            if (!known.contains(key))
                problem(node.line(), key + " isn't a setting; there are: " + String.join(", ", known));
        });
        if (problems.isEmpty()) return;
        throw new ConfigurationProblems(
                file,
                problems.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(p -> p.getKey() + ": " + p.getValue())
                        .toList());
    }

    /// How many lines have problems so far.
    int problems() {
        return problems.size();
    }

    private @Nullable YamlNode value(String key) {
        known.add(key);
        return values.get(key);
    }

    /// One of what stands at this key, or would.
    void problem(String key, String problem) {
        YamlNode node = value(key);
        problem(node == null ? 0 : node.line(), problem);
    }

    void problem(int line, String problem) {
        problems.merge(line, problem, (a, b) -> a + "; " + b);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
