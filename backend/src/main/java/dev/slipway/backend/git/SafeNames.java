package dev.slipway.backend.git;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator;
import org.eclipse.jgit.internal.submodule.SubmoduleValidator.SubmoduleValidationException;
import org.eclipse.jgit.lib.ObjectChecker;

/// Which names a commit may hold: none that any system would take for `.git`, and none that leads out of the
/// tree.
final class SafeNames {
    private static final int LONGEST_PATH = 4096;

    private SafeNames() {}

    /// @param path as the workspace has it, read as UTF-8
    static boolean safe(String path) {
        byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
        if (path.isEmpty() || bytes.length > LONGEST_PATH) return false;
        // A name that wasn't UTF-8 came with replacement characters: it isn't this one.
        if (path.indexOf('\uFFFD') >= 0 || path.indexOf('\0') >= 0) return false;
        try {
            // The rules of macOS and its folding of invisible characters; those of Windows would refuse "a:b" as well.
            new ObjectChecker().setSafeForMacOS(true).checkPath(bytes, 0, bytes.length);
        } catch (CorruptObjectException e) {
            return false;
        }
        for (String name : path.split("[/\\\\]", -1)) if (gitOnWindows(name)) return false;
        return true;
    }

    /// A file that git takes orders from, and that must not be a link.
    static boolean submoduleList(String path) {
        return path.equalsIgnoreCase(".gitmodules");
    }

    /// Whether the list of submodules names no path, URL or name that attacks git.
    static boolean safeSubmodules(byte[] content) {
        try {
            SubmoduleValidator.assertValidGitModulesFile(new String(content, StandardCharsets.UTF_8));
            return true;
        } catch (SubmoduleValidationException e) {
            return false;
        }
    }

    private static boolean gitOnWindows(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        int stream = plain.indexOf(':');
        if (stream >= 0) plain = plain.substring(0, stream);
        plain = plain.replaceAll("[. ]+$", "");
        return plain.equals(".git") || plain.equals("git~1");
    }
}
