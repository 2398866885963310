package dev.slipway.backend.git;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/// Copies what a commit reaches from one repository here to another, as one checked pack.
final class ObjectTransfer {
    private ObjectTransfer() {}

    /// Nothing refers to it there yet. What the target's own references reach isn't sent again.
    static void copy(Repository from, Repository to, ObjectId commit) throws IOException {
        Path pack = Files.createTempFile("slipway-delivery", ".pack");
        try {
            try (PackWriter writer = new PackWriter(from);
                    OutputStream out = new BufferedOutputStream(Files.newOutputStream(pack), 1 << 16)) {
                writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), known(from, to));
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            try (ObjectInserter inserter = to.newObjectInserter();
                    InputStream in = new BufferedInputStream(Files.newInputStream(pack), 1 << 16)) {
                PackParser parser = inserter.newPackParser(in);
                parser.setObjectChecker(new ObjectChecker());
                parser.parse(NullProgressMonitor.INSTANCE);
                inserter.flush();
            }
        } finally {
            Files.delete(pack);
        }
    }

    private static Set<ObjectId> known(Repository from, Repository to) throws IOException {
        Set<ObjectId> known = new HashSet<>();
        for (Ref ref : to.getRefDatabase().getRefs()) {
            ObjectId id = ref.getObjectId();
            if (id != null && from.getObjectDatabase().has(id)) known.add(id);
        }
        return known;
    }
}
