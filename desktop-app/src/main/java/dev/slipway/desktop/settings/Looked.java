package dev.slipway.desktop.settings;

import dev.slipway.protocol.json.BadJson;
import dev.slipway.protocol.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Until when a person has seen what became of things. What is older than the first start counts as seen. Closed by
/// who opened it.
public final class Looked implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Looked.class);
    /// The ones seen longest ago are forgotten then, and count as new once more.
    private static final int MOST = 2000;

    private record Kept(long sinceMs, Map<String, Long> seen) {}

    private final long sinceMs;
    private final Map<String, Long> seen;
    private final Saving saving;

    private Looked(Path file, Kept kept, boolean anew) {
        sinceMs = kept.sinceMs();
        seen = new LinkedHashMap<>(kept.seen());
        saving = new Saving(file);
        if (anew) save();
    }

    /// @param folder made if it isn't there
    public static Looked open(Path folder, long nowMs) {
        Path file = folder.resolve("looked.json");
        Kept anew = new Kept(nowMs, Map.of());
        try {
            return new Looked(file, Json.read(Files.readString(file), Kept.class), false);
        } catch (NoSuchFileException e) {
            return new Looked(file, anew, true);
        } catch (IOException | BadJson e) {
            LOG.warn("{} can't be read and is begun anew", file, e);
            return new Looked(file, anew, true);
        }
    }

    public boolean isSeen(String what, long atMs) {
        return atMs <= Math.max(sinceMs, seen.getOrDefault(what, 0L));
    }

    public void see(String what, long atMs) {
        if (isSeen(what, atMs)) return;
        seen.remove(what);
        seen.put(what, atMs);
        if (seen.size() > MOST) seen.remove(seen.keySet().iterator().next());
        save();
    }

    @Override
    public void close() {
        saving.close();
    }

    private void save() {
        saving.save(Json.text(new Kept(sinceMs, seen)));
    }
}
