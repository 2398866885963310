package dev.slipway.backend.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// One YAML file, flattened to `section.key`. Asking for a value marks its key as known; what nobody asked for
/// is a problem. Problems are gathered and told together by [#refuseProblems()]. Main thread only.
final class ConfigurationFile {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*(kb|mb|gb|tb)", Pattern.CASE_INSENSITIVE);
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<Integer, String> problems = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> sections = new ArrayList<>();

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
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
            file.problem(line, "this isn't YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            file.problem(1, "this isn't YAML: " + e.getMessage());
        } catch (IOException e) {
            file.problem(1, "the file can't be read: " + e.getMessage());
        }
        return file;
    }

    private void load(String text) {
        new Compose(LoadSettings.builder().setMaxAliasesForCollections(0).build())
                .composeString(text)
                .ifPresent(root -> flatten("", root));
    }

    private void flatten(String prefix, Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problem(line(node), (prefix.isEmpty() ? "the file" : prefix) + " holds no `key: value` lines");
            return;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = prefix + (entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?");
            if (entry.getValueNode() instanceof MappingNode section) flatten(key + ".", section);
            else if (values.put(key, entry.getValueNode()) != null)
                problem(line(entry.getKeyNode()), key + " stands here a second time");
        }
    }

    @Nullable
    String text(String key) {
        Node node = value(key);
        if (node == null) return null;
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) return scalar.getValue();
        problem(line(node), key + " wants a text");
        return null;
    }

    List<String> texts(String key) {
        Node node = value(key);
        if (node == null) return List.of();
        List<String> texts = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) texts.add(scalar.getValue());
                else problem(line(item), key + " wants a list of texts");
            }
        } else problem(line(node), key + " wants a list: one `- …` line for each");
        return texts;
    }

    /// False where it isn't set.
    boolean flag(String key) {
        Node node = value(key);
        if (node == null) return false;
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!text.equals("true") && !text.equals("false")) problem(line(node), key + " wants true or false");
        return text.equals("true");
    }

    long number(String key, long otherwise, long least, long most) {
        return (long) decimal(key, otherwise, least, most, "a whole number", "-?\\d{1,15}");
    }

    double decimal(String key, double otherwise, double least, double most) {
        return decimal(key, otherwise, least, most, "a number", "-?\\d{1,9}(\\.\\d{1,9})?");
    }

    private double decimal(String key, double otherwise, double least, double most, String kind, String form) {
        Node node = value(key);
        if (node == null) return otherwise;
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (text.matches(form)) {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) return number;
        }
        problem(line(node), key + " wants " + kind + " from " + plain(least) + " to " + plain(most));
        return otherwise;
    }

    /// Bytes, written as `512MB`, `4GB` (powers of 1024).
    long size(String key, long otherwise, long least) {
        Node node = value(key);
        if (node == null) return otherwise;
        Matcher size = SIZE.matcher(node instanceof ScalarNode scalar ? scalar.getValue() : "");
        if (size.matches()) {
            int shift = 10
                    * (1 + List.of("kb", "mb", "gb", "tb").indexOf(size.group(2).toLowerCase(Locale.ROOT)));
            long bytes = Long.parseLong(size.group(1)) << shift;
            if (bytes >= least && bytes >> shift == Long.parseLong(size.group(1))) return bytes;
        }
        problem(line(node), key + " wants a size such as 512MB or 4GB, at least " + (least >> 20) + "MB");
        return otherwise;
    }

    /// @throws ConfigurationProblems if there were any, unknown keys among them
    void refuseProblems() {
        values.forEach((key, node) -> {
            if (!known.contains(key) && sections.stream().noneMatch(key::startsWith))
                problem(line(node), key + " isn't a setting; there are: " + String.join(", ", known));
        });
        if (problems.isEmpty()) return;
        throw new ConfigurationProblems(
                file,
                problems.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(p -> p.getKey() + ": " + p.getValue())
                        .toList());
    }

    /// What stands under a key, by the names there. All of it is known.
    Map<String, Node> section(String key) {
        known.add(key);
        Map<String, Node> section = new LinkedHashMap<>();
        values.forEach((name, node) -> {
            if (name.startsWith(key + ".")) section.put(name.substring(key.length() + 1), node);
        });
        sections.add(key + ".");
        Node itself = values.get(key);
        if (itself != null) problem(itself, key + " wants names, each with a list");
        return section;
    }

    void problem(Node node, String problem) {
        problem(line(node), problem);
    }

    /// How many lines have problems so far.
    int problems() {
        return problems.size();
    }

    private @Nullable Node value(String key) {
        known.add(key);
        return values.get(key);
    }

    private void problem(int line, String problem) {
        problems.merge(line, problem, (a, b) -> a + "; " + b);
    }

    private static int line(Node node) {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
