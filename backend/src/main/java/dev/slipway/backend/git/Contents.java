package dev.slipway.backend.git;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;

/// The contents of a mirror and of the repository it came from, together, and of merges that neither holds. One
/// thread; the caller closes it.
final class Contents implements AutoCloseable {
    private final ObjectReader mirror;
    private final ObjectReader origin;
    private final Map<ObjectId, byte[]> merged = new HashMap<>();

    Contents(Repository mirror, Repository origin) {
        this.mirror = mirror.newObjectReader();
        this.origin = origin.newObjectReader();
    }

    /// Reads what the session's commits reach.
    ObjectReader mirror() {
        return mirror;
    }

    /// Reads what the person's commits reach.
    ObjectReader origin() {
        return origin;
    }

    ObjectLoader open(ObjectId blob) throws IOException {
        byte[] made = merged.get(blob);
        if (made != null) return new ObjectLoader.SmallObject(Constants.OBJ_BLOB, made);
        try {
            return mirror.open(blob, Constants.OBJ_BLOB);
        } catch (MissingObjectException e) {
            return origin.open(blob, Constants.OBJ_BLOB);
        }
    }

    /// Remembers a merge's content under the id that git would give it.
    ObjectId keep(byte[] content) {
        try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            ObjectId id = ids.idFor(Constants.OBJ_BLOB, content);
            merged.put(id, content);
            return id;
        }
    }

    @Override
    public void close() {
        mirror.close();
        origin.close();
    }
}
