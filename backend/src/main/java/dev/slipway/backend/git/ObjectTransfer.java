package dev.slipway.backend.git;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
        try (FileChannel pack = Spool.open()) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(pack), 1 << 16);
            try (PackWriter writer = new PackWriter(from)) {
                writer.preparePack(NullProgressMonitor.INSTANCE, Set.of(commit), known(from, to));
                writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
            }
            out.flush();
            pack.position(0);
            InputStream in = new BufferedInputStream(Channels.newInputStream(pack), 1 << 16);
            try (ObjectInserter inserter = to.newObjectInserter()) {
                PackParser parser = inserter.newPackParser(in);
                parser.setObjectChecker(new ObjectChecker());
                parser.parse(NullProgressMonitor.INSTANCE);
                inserter.flush();
            }
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
