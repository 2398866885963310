package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// Writes a workspace's files into the object store as they are, within bounds. One thread.
final class Blobs {
    private static final int IN_MEMORY = 8 << 20;

    private final ObjectInserter inserter;
    private final CommitBounds bounds;
    private long bytes;
    private int files;

    Blobs(ObjectInserter inserter, CommitBounds bounds) {
        this.inserter = inserter;
        this.bounds = bounds;
    }

    /// Why a file of this size isn't taken, or empty.
    String refusal(long sizeBytes) {
        if (sizeBytes > bounds.fileBytes()) return "larger than " + megabytes(bounds.fileBytes());
        if (bytes + sizeBytes > bounds.totalBytes())
            return "the commit would hold more than " + megabytes(bounds.totalBytes());
        if (files >= bounds.files()) return "the commit would hold more than " + bounds.files() + " changed files";
        return "";
    }

    /// Reads to the end. A file may have grown since it was looked at.
    ///
    /// @throws Unreadable where the workspace failed, or the file is beyond the bounds now
    ObjectId insert(InputStream content) throws IOException, Unreadable {
        byte[] first = read(content);
        if (first.length <= IN_MEMORY) return inserted(inserter.insert(Constants.OBJ_BLOB, first), first.length);
        try (FileChannel spool = Spool.open()) {
            long size = spool(first, content, Channels.newOutputStream(spool));
            spool.position(0);
            return inserted(inserter.insert(Constants.OBJ_BLOB, size, Channels.newInputStream(spool)), size);
        }
    }

    ObjectId insert(byte[] content) throws IOException {
        return inserted(inserter.insert(Constants.OBJ_BLOB, content), content.length);
    }

    private ObjectId inserted(ObjectId id, long size) {
        bytes += size;
        files++;
        return id;
    }

    private static byte[] read(InputStream content) throws Unreadable {
        try {
            return content.readNBytes(IN_MEMORY + 1);
        } catch (IOException e) {
            throw new Unreadable(e);
        }
    }

    private long spool(byte[] first, InputStream content, OutputStream out) throws IOException, Unreadable {
        long most = Math.min(bounds.fileBytes(), bounds.totalBytes() - bytes);
        byte[] chunk = first;
        long size = 0;
        while (chunk.length > 0) {
            size += chunk.length;
            if (size > most) throw new Unreadable(new IOException("it grew while it was read"));
            out.write(chunk);
            chunk = read(content);
        }
        return size;
    }

    private static String megabytes(long bytes) {
        return bytes < 1 << 20 ? bytes + " bytes" : (bytes >> 20) + " MB";
    }

    /// The workspace's side failed, not ours.
    static final class Unreadable extends Exception {
        Unreadable(IOException cause) {
            super(cause);
        }
    }
}
