package dev.slipway.backend.git;

import java.nio.file.attribute.PosixFileAttributes;
import java.util.Optional;

/// One file that a checkout is to hold otherwise.
///
/// @param to nothing where it goes
/// @param rule for its line ends
/// @param found what stood there when it was decided
record FileStep(String path, Version to, CheckoutRules.Rule rule, Optional<PosixFileAttributes> found) {
    /// Whether this is still what was found.
    boolean isAsFound(Optional<PosixFileAttributes> now) {
        if (found.isEmpty() || now.isEmpty()) return found.isEmpty() == now.isEmpty();
        PosixFileAttributes before = found.get();
        PosixFileAttributes after = now.get();
        // A folder becomes another by what goes out of it before.
        if (before.isDirectory()) return after.isDirectory();
        return java.util.Objects.equals(before.fileKey(), after.fileKey())
                && before.size() == after.size()
                && before.lastModifiedTime().equals(after.lastModifiedTime());
    }
}
