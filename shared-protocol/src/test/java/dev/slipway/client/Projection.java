package dev.slipway.client;

import dev.slipway.protocol.SessionId;
import dev.slipway.protocol.Sharing;
import dev.slipway.protocol.json.Json;
import dev.slipway.wire.WireFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A view as the JSON that scenario files expect; `wire/README.md` describes it for other languages.
final class Projection {
    private Projection() {}

    static JsonNode of(SessionView view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seq", view.seq());
        put(json, "created", view.created());
        if (!view.baseNotes().isEmpty()) json.put("baseNotes", view.baseNotes());
        json.put("title", view.title());
        json.put("state", view.state());
        json.put("archived", view.archived());
        if (!view.allowedHosts().isEmpty()) json.put("allowedHosts", view.allowedHosts());
        if (view.created() != null
                && !view.sharing().equals(Sharing.begun(view.created().person()))) {
            json.put("access", tree(view.sharing().access()));
            if (!view.sharing().links().isEmpty())
                json.put(
                        "links",
                        view.sharing().links().stream().map(Projection::tree).toList());
        }
        json.put("waiting", view.waiting().stream().map(Projection::tree).toList());
        json.put("turns", view.turns().stream().map(Projection::turn).toList());
        if (!view.undone().isEmpty())
            json.put("undone", view.undone().stream().map(Projection::tree).toList());
        return tree(json);
    }

    static JsonNode of(BoardView view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seq", view.seq());
        json.put(
                "sessions",
                view.sessions().values().stream().map(Projection::tree).toList());
        json.put("repositories", view.repositories().values());
        List<Object> preparing = new ArrayList<>();
        view.preparing().forEach((name, what) -> preparing.add(preparing(name.value(), what)));
        if (!preparing.isEmpty()) json.put("preparing", preparing);
        List<Object> images = new ArrayList<>();
        view.images().forEach((name, image) -> images.add(image(name.value(), image)));
        if (!images.isEmpty()) json.put("images", images);
        List<String> unread = view.sessions().keySet().stream()
                .filter(view::isUnread)
                .map(SessionId::value)
                .toList();
        if (!unread.isEmpty()) json.put("unread", unread);
        return tree(json);
    }

    private static Map<String, Object> preparing(String repository, BoardView.Preparing what) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repository", repository);
        json.put("commit", what.commit());
        json.put("message", what.message());
        json.put("failed", what.failed());
        return json;
    }

    private static Map<String, Object> image(String repository, ImageView image) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("repository", repository);
        put(json, "ready", image.ready());
        put(json, "building", image.building());
        put(json, "failed", image.failed());
        return json;
    }

    private static Map<String, Object> turn(TurnView turn) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("started", tree(turn.started()));
        put(json, "prompt", turn.prompt());
        json.put("startedAtMs", turn.startedAtMs());
        json.put("items", turn.items().stream().map(Projection::item).toList());
        json.put("files", turn.files());
        put(json, "commit", turn.commit());
        put(json, "snapshot", turn.snapshot());
        put(json, "outcome", turn.outcome());
        put(json, "message", turn.message());
        json.put("durationMs", turn.durationMs());
        json.put("usage", turn.usage());
        return json;
    }

    /// The item's own fields, after the word for what it is.
    private static Map<String, Object> item(ThreadItem item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("item", Json.typeOf(item.getClass()));
        tree(item).properties().forEach(field -> json.put(field.getKey(), field.getValue()));
        return json;
    }

    private static void put(Map<String, Object> json, String name, Object valueOrNull) {
        if (valueOrNull != null) json.put(name, tree(valueOrNull));
    }

    private static JsonNode tree(Object value) {
        return WireFiles.tree(Json.text(value));
    }

    static List<JsonNode> list(JsonNode array) {
        return List.copyOf(array.values());
    }
}
