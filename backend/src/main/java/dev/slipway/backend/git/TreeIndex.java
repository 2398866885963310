package dev.slipway.backend.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/// A commit's tree as a flat list that can be changed. Keys are a path's bytes, one for each character, so that
/// names that aren't UTF-8 stay as they are. One thread.
final class TreeIndex {
    private final TreeMap<String, DirCacheEntry> entries = new TreeMap<>();
    /// By what they are shown as; of an index that is changed no more.
    private @Nullable SortedMap<String, List<DirCacheEntry>> undecodable;

    static TreeIndex read(ObjectReader reader, ObjectId tree) throws IOException {
        DirCache cache = DirCache.read(reader, tree);
        TreeIndex index = new TreeIndex();
        for (int i = 0; i < cache.getEntryCount(); i++) {
            DirCacheEntry entry = cache.getEntry(i);
            index.entries.put(new String(entry.getRawPath(), StandardCharsets.ISO_8859_1), entry);
        }
        return index;
    }

    TreeIndex copy() {
        TreeIndex copy = new TreeIndex();
        copy.entries.putAll(entries);
        return copy;
    }

    @Nullable
    DirCacheEntry at(String path) {
        return entries.get(key(path));
    }

    boolean holds(String path) {
        return entries.containsKey(key(path));
    }

    boolean holdsBelow(String folder) {
        return folder.isEmpty() ? !entries.isEmpty() : !below(folder).isEmpty();
    }

    boolean submodule(String path) {
        DirCacheEntry entry = at(path);
        return entry != null && entry.getFileMode().equals(FileMode.GITLINK);
    }

    /// The paths of files and links below a folder.
    List<String> pathsBelow(String folder) {
        return below(folder).values().stream()
                .filter(entry -> !entry.getFileMode().equals(FileMode.GITLINK))
                .map(DirCacheEntry::getPathString)
                .toList();
    }

    /// What stands at a path and below it.
    List<DirCacheEntry> atAndBelow(String path) {
        List<DirCacheEntry> found = new ArrayList<>(below(path).values());
        DirCacheEntry at = at(path);
        if (at != null) found.add(at);
        return found;
    }

    /// What stands at and below a path that is shown with replacement characters, since names in it aren't UTF-8.
    List<DirCacheEntry> shownAs(String path) {
        SortedMap<String, List<DirCacheEntry>> all = undecodable();
        List<DirCacheEntry> found = new ArrayList<>(all.getOrDefault(path, List.of()));
        all.subMap(path + "/", path + "0").values().forEach(found::addAll);
        return found;
    }

    private SortedMap<String, List<DirCacheEntry>> undecodable() {
        SortedMap<String, List<DirCacheEntry>> known = undecodable;
        if (known != null) return known;
        SortedMap<String, List<DirCacheEntry>> found = new TreeMap<>();
        for (DirCacheEntry entry : entries.values()) {
            String shown = new String(entry.getRawPath(), StandardCharsets.UTF_8);
            if (shown.indexOf('\uFFFD') >= 0)
                found.computeIfAbsent(shown, s -> new ArrayList<>()).add(entry);
        }
        undecodable = found;
        return found;
    }

    /// Removes what stands at a path and below it, but no submodule.
    void remove(String path) {
        if (!submodule(path)) entries.remove(key(path));
        below(path).values().removeIf(entry -> !entry.getFileMode().equals(FileMode.GITLINK));
    }

    /// Puts a file or link; what stood in its way goes.
    void put(String path, FileMode mode, ObjectId blob) {
        DirCacheEntry entry = new DirCacheEntry(path);
        entry.setFileMode(mode);
        entry.setObjectId(blob);
        put(entry);
    }

    void put(DirCacheEntry entry) {
        String key = new String(entry.getRawPath(), StandardCharsets.ISO_8859_1);
        for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1))
            entries.remove(key.substring(0, slash));
        entries.subMap(key + "/", key + "0").clear();
        entries.put(key, entry);
    }

    ObjectId write(ObjectInserter inserter) throws IOException {
        DirCache cache = DirCache.newInCore();
        DirCacheBuilder builder = cache.builder();
        new ArrayList<>(entries.values()).forEach(builder::add);
        builder.finish();
        return cache.writeTree(inserter);
    }

    private SortedMap<String, DirCacheEntry> below(String folder) {
        if (folder.isEmpty()) return entries;
        String key = key(folder);
        return entries.subMap(key + "/", key + "0");
    }

    private static String key(String path) {
        return new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
