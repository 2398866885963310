package dev.slipway.desktop.thread;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.slipway.client.Plain;
import dev.slipway.client.ThreadItem.ToolCall;
import dev.slipway.desktop.code.Highlighter;
import dev.slipway.desktop.code.Language;
import dev.slipway.desktop.thread.Row.Lines.Line;
import dev.slipway.desktop.thread.Row.Lines.Side;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// What a tool was given, as lines that a person reads: the command, the change, else the arguments. Pure.
final class ToolInput {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST = 1_000_000;

    private ToolInput() {}

    static List<Line> lines(ToolCall call) {
        if (call.input().length() > LARGEST) return raw(call.input().substring(0, LARGEST));
        JsonNode input;
        try {
            input = JSON.readTree(call.input());
        } catch (JacksonException e) {
            return raw(call.input());
        }
        String path = input.path("path").asString("");
        return switch (call.tool()) {
            case "bash" -> coloured(input.path("command").asString(""), Language.ofFence("bash"), Side.plain);
            case "edit" ->
                change(
                        input.path("old_text").asString(""),
                        input.path("new_text").asString(""),
                        Language.ofFile(path));
            case "write" -> coloured(input.path("content").asString(""), Language.ofFile(path), Side.added);
            case "patch" -> patch(input.path("patch").asString(""));
            default ->
                coloured(
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(input),
                        Language.ofFence("json"),
                        Side.plain);
        };
    }

    private static List<Line> raw(String text) {
        return CodeRows.plain(split(text));
    }

    private static List<String> split(String text) {
        String clean = Plain.text(text).stripTrailing();
        return List.of(clean.split("\n", -1));
    }

    private static List<Line> coloured(String text, Language language, Side side) {
        return Highlighter.lines(split(text), language).stream()
                .map(line -> new Line(line, side))
                .toList();
    }

    private static List<Line> change(String before, String after, Language language) {
        List<Highlighter.Line> old = Highlighter.lines(split(before), language);
        List<Highlighter.Line> now = Highlighter.lines(split(after), language);
        Patch<Highlighter.Line> changes = DiffUtils.diff(old, now);
        List<Line> lines = new ArrayList<>();
        int at = 0;
        for (AbstractDelta<Highlighter.Line> delta : changes.getDeltas()) {
            while (at < delta.getSource().getPosition()) lines.add(new Line(old.get(at++), Side.plain));
            delta.getSource().getLines().forEach(line -> lines.add(new Line(line, Side.removed)));
            delta.getTarget().getLines().forEach(line -> lines.add(new Line(line, Side.added)));
            at += delta.getSource().size();
        }
        while (at < old.size()) lines.add(new Line(old.get(at++), Side.plain));
        return lines;
    }

    private static List<Line> patch(String patch) {
        return split(patch).stream()
                .map(text -> new Line(Highlighter.Line.plain(text), side(text)))
                .toList();
    }

    private static Side side(String line) {
        if (line.startsWith("@@") || line.startsWith("---") || line.startsWith("+++") || line.startsWith("diff "))
            return Side.between;
        return line.startsWith("+") ? Side.added : line.startsWith("-") ? Side.removed : Side.plain;
    }
}
