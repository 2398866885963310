package dev.slipway.backend.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads one YAML document. One use.
public final class Yaml {
    private static final int DEEPEST = 16;

    private final Iterator<Event> events;
    private final Problems problems;

    /// Takes what is wrong, with the line where.
    @FunctionalInterface
    public interface Problems {
        void problem(int line, String problem);
    }

    private Yaml(Iterator<Event> events, Problems problems) {
        this.events = events;
        this.problems = problems;
    }

    /// Empty where the text holds nothing, or can't be read as a whole; then there was a problem. The caller bounds
    /// the text's length.
    public static Optional<YamlNode> read(String text, Problems problems) {
        try {
            Iterable<Event> events = new Parse(LoadSettings.builder().build()).parseString(text);
            return new Yaml(events.iterator(), problems).document();
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(1);
            problems.problem(line, "this isn't YAML: " + e.getProblem());
        } catch (Unreadable e) {
            problems.problem(e.line, String.valueOf(e.getMessage()));
        } catch (YamlEngineException e) {
            problems.problem(1, "this isn't YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, DocumentEnd, StreamEnd, Comment -> {}
                case DocumentStart -> {
                    if (root.isPresent()) throw new Unreadable(line(event), "a second document begins here");
                }
                case Alias, MappingEnd, MappingStart, Scalar, SequenceEnd, SequenceStart ->
                    root = Optional.of(node(event, 0));
            }
        }
        return root.filter(
                node -> !(node instanceof YamlNode.Text text && text.value().isEmpty()));
    }

    private YamlNode node(Event event, int depth) {
        int line = line(event);
        if (event instanceof AliasEvent
                || (event instanceof NodeEvent node && node.getAnchor().isPresent()))
            throw new Unreadable(line, "anchors and aliases (& and *) aren't read here; write it out");
        if (depth > DEEPEST) throw new Unreadable(line, "this is nested more than " + DEEPEST + " deep");
        return switch (event.getEventId()) {
            case Scalar -> new YamlNode.Text(line, ((ScalarEvent) event).getValue());
            case SequenceStart -> items(line, depth);
            case MappingStart -> section(line, depth);
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, SequenceEnd, MappingEnd, Alias, Comment ->
                throw new Unreadable(line, "this isn't YAML");
        };
    }

    private YamlNode items(int line, int depth) {
        List<YamlNode> all = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next())
            all.add(node(event, depth + 1));
        return new YamlNode.Items(line, all);
    }

    private YamlNode section(int line, int depth) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            int at = line(event);
            String key = node(event, depth + 1) instanceof YamlNode.Text text ? text.value() : "?";
            YamlNode value = node(next(), depth + 1);
            if (entries.putIfAbsent(key, value) != null) problems.problem(at, key + " stands here a second time");
        }
        return new YamlNode.Section(line, Collections.unmodifiableMap(entries));
    }

    private Event next() {
        return events.next();
    }

    private static int line(Event event) {
        return event.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    }

    private static final class Unreadable extends RuntimeException {
        private final int line;

        Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }
    }
}
