package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files of a workspace that hostile code may be changing at this moment. Paths are relative to its root,
/// `/` between folders, empty for the root. No link is ever followed on this machine.
public interface WorkspaceFiles {

    /// What stands at the path; empty where there is nothing.
    Optional<Status> status(String path) throws InterruptedException;

    /// The bytes of a file. The caller closes it and bounds what it reads.
    ///
    /// @throws Gone where there is no file any more, or none that may be read
    InputStream open(String path) throws Gone, InterruptedException;

    /// What stands directly in a folder.
    ///
    /// @param atMost after which the list ends
    /// @throws Gone where there is no folder any more, or none that may be read
    Children children(String folder, int atMost) throws Gone, InterruptedException;

    /// What was to be read is no longer there, or can't be read.
    final class Gone extends IOException {
        public Gone(String message) {
            super(message);
        }
    }

    enum Type {
        file,
        folder,
        link,
        other,
        /// Something that can't be looked at; what a branch has of it stays.
        unreadable
    }

    /// @param linkTarget where the type is link
    record Status(
            Type type,
            boolean executable,
            long sizeBytes,
            @Nullable String linkTarget) {}

    /// @param name without the folder
    record Entry(String name, Type type) {}

    /// @param cut whether there are more
    record Children(List<Entry> entries, boolean cut) {
        public Children {
            entries = List.copyOf(entries);
        }
    }
}
