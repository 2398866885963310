package dev.slipway.backend.git;

import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/// What stands at a path of a tree: a file, a link, a submodule, or nothing. Immutable.
///
/// @param mode one of [FileMode]'s constants
record Version(FileMode mode, ObjectId blob) {
    static final Version NOTHING = new Version(FileMode.MISSING, ObjectId.zeroId());

    boolean isNothing() {
        return mode.equals(FileMode.MISSING);
    }

    boolean isFile() {
        return (mode.getBits() & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }

    boolean isLink() {
        return mode.equals(FileMode.SYMLINK);
    }

    boolean isSubmodule() {
        return mode.equals(FileMode.GITLINK);
    }

    boolean isExecutable() {
        return mode.equals(FileMode.EXECUTABLE_FILE);
    }
}
