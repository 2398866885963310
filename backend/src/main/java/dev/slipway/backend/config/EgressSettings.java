package dev.slipway.backend.config;

import dev.slipway.backend.egress.AddressRange;
import dev.slipway.backend.egress.Grant;
import dev.slipway.backend.egress.Header;
import dev.slipway.backend.egress.HostName;
import dev.slipway.backend.egress.PathPattern;
import dev.slipway.backend.egress.Registries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// What stands under `egress:`, a list of grants for each repository. Main thread only.
final class EgressSettings {
    private static final Set<String> KEYS =
            new TreeSet<>(List.of("host", "port", "methods", "paths", "header", "tunnel", "addresses"));

    private final ConfigurationFile file;

    EgressSettings(ConfigurationFile file) {
        this.file = file;
    }

    /// By the repository's name; `*` for all.
    Map<String, List<Grant>> read() {
        Map<String, List<Grant>> grants = new LinkedHashMap<>();
        file.section("egress").forEach((repository, node) -> {
            if (!repository.equals("*") && !repository.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"))
                file.problem(node, "egress." + repository + " isn't the name of a repository, or \"*\" for all");
            else if (node instanceof SequenceNode list) grants.put(repository, grants(list));
            else file.problem(node, "egress." + repository + " wants a list: one `- …` entry for each host");
        });
        return grants;
    }

    private List<Grant> grants(SequenceNode list) {
        List<Grant> grants = new ArrayList<>();
        for (Node item : list.getValue()) {
            if (item instanceof MappingNode mapping) {
                Grant grant = grant(mapping);
                if (grant != null) grants.add(grant);
            } else if (scalar(item).equals("registries")) grants.addAll(Registries.GRANTS);
            else file.problem(item, "an entry of egress is `registries`, or has a `host:`");
        }
        return grants;
    }

    private @Nullable Grant grant(MappingNode mapping) {
        Map<String, Node> parts = new HashMap<>();
        int before = file.problems();
        for (NodeTuple part : mapping.getValue()) {
            String key = scalar(part.getKeyNode());
            if (!KEYS.contains(key))
                file.problem(
                        part.getKeyNode(), key + " isn't a part of a grant; there are: " + String.join(", ", KEYS));
            else if (parts.put(key, part.getValueNode()) != null)
                file.problem(part.getKeyNode(), key + " stands here a second time");
        }
        if (!parts.containsKey("host")) file.problem(mapping, "a grant wants a host");
        HostName host = one(parts, "host", HostName::parse);
        Integer port = one(parts, "port", EgressSettings::port);
        List<String> methods = many(parts, "methods", EgressSettings::method);
        List<PathPattern> paths = many(parts, "paths", PathPattern::new);
        Header header = one(parts, "header", EgressSettings::header);
        Boolean tunnel = one(parts, "tunnel", EgressSettings::flag);
        List<AddressRange> addresses = many(parts, "addresses", AddressRange::parse);
        if (file.problems() > before || host == null) return null;
        try {
            return new Grant(host, port, Set.copyOf(methods), paths, header, Boolean.TRUE.equals(tunnel), addresses);
        } catch (IllegalArgumentException e) {
            file.problem(mapping, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private <T> @Nullable T one(Map<String, Node> parts, String key, Function<String, T> reading) {
        Node node = parts.get(key);
        return node == null ? null : read(node, key, reading);
    }

    private <T> List<T> many(Map<String, Node> parts, String key, Function<String, T> reading) {
        List<T> all = new ArrayList<>();
        Node node = parts.get(key);
        if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            for (Node item : list.getValue()) {
                T one = read(item, key, reading);
                if (one != null) all.add(one);
            }
        } else if (node != null) file.problem(node, key + " wants a list, as in [a, b]");
        return all;
    }

    private <T> @Nullable T read(Node node, String key, Function<String, T> reading) {
        try {
            return reading.apply(scalar(node));
        } catch (IllegalArgumentException e) {
            file.problem(node, key + ": " + e.getMessage());
            return null;
        }
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Integer port(String text) {
        if (text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 65_535) return Integer.valueOf(text);
        throw new IllegalArgumentException("a port is a number from 1 to 65535");
    }

    private static String method(String text) {
        if (text.matches("[A-Z]{3,12}") && !text.equals("CONNECT") && !text.equals("TRACE")) return text;
        throw new IllegalArgumentException("a method is one such as GET or POST");
    }

    private static Header header(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) throw new IllegalArgumentException("it is written as in \"Authorization: Bearer ${name}\"");
        return new Header(
                text.substring(0, colon).strip(), text.substring(colon + 1).strip());
    }

    private static Boolean flag(String text) {
        if (text.equals("true") || text.equals("false")) return Boolean.valueOf(text);
        throw new IllegalArgumentException("it is true or false");
    }
}
