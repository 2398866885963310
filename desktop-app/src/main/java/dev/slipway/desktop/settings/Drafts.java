package dev.slipway.desktop.settings;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was typed and not sent, by where it was typed, and what was sent, newest last. Saved a moment after each
/// change. Closed by who opened it.
public final class Drafts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Drafts.class);
    private static final int LONGEST_HISTORY = 200;

    /// A command that was sent and is not answered for yet. Sent again under its request id it is never doubled.
    ///
    /// @param backend the name of the backend it was given to
    /// @param command the JSON text of the command
    public record Unsent(String backend, String requestId, String command) {}

    private record Kept(Map<String, String> drafts, List<String> history, List<Unsent> unsent) {
        static final Kept NOTHING = new Kept(Map.of(), List.of(), List.of());
    }

    private final Map<String, String> drafts;
    private final List<String> history;
    private final List<Unsent> unsent;
    private final Saving saving;

    private Drafts(Path file, Kept kept) {
        drafts = new LinkedHashMap<>(kept.drafts());
        history = new ArrayList<>(kept.history());
        unsent = new ArrayList<>(kept.unsent());
        saving = new Saving(file);
    }

    /// @param folder made if it isn't there
    public static Drafts open(Path folder) {
        Path file = folder.resolve("drafts.json");
        try {
            return new Drafts(file, Json.read(Files.readString(file), Kept.class));
        } catch (java.nio.file.NoSuchFileException e) {
            return new Drafts(file, Kept.NOTHING);
        } catch (IOException | BadJson e) {
            LOG.warn("the drafts in {} can't be read and are begun anew", file, e);
            return new Drafts(file, Kept.NOTHING);
        }
    }

    /// @param key a session's id, or any other word for a place where one types
    /// @return empty where nothing was typed
    public String draft(String key) {
        return drafts.getOrDefault(key, "");
    }

    public void draft(String key, String text) {
        if (text.equals(draft(key))) return;
        if (text.isEmpty()) drafts.remove(key);
        else drafts.put(key, text);
        save();
    }

    /// What was sent, oldest first.
    public List<String> history() {
        return List.copyOf(history);
    }

    public void sent(String text) {
        history.remove(text);
        history.add(text);
        if (history.size() > LONGEST_HISTORY) history.removeFirst();
        save();
    }

    /// In the order they were sent.
    public List<Unsent> unsent(String backend) {
        return unsent.stream().filter(u -> u.backend().equals(backend)).toList();
    }

    public void sending(Unsent one) {
        unsent.removeIf(u -> u.requestId().equals(one.requestId()));
        unsent.add(one);
        save();
    }

    public void answered(String requestId) {
        if (unsent.removeIf(u -> u.requestId().equals(requestId))) save();
    }

    @Override
    public void close() {
        saving.close();
    }

    private void save() {
        saving.save(Json.text(new Kept(drafts, history, unsent)));
    }
}
