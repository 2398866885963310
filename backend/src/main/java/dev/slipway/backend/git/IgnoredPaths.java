package dev.slipway.backend.git;

import dev.slipway.backend.git.WorkspaceFiles.Status;
import dev.slipway.backend.git.WorkspaceFiles.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which untracked paths of a workspace its own `.gitignore` files leave out. Each is read once. One thread.
final class IgnoredPaths {
    private static final int MOST_BYTES = 256 << 10;

    private final WorkspaceFiles files;
    private final Map<String, IgnoreRules> rules = new HashMap<>();
    private final Map<String, Boolean> folders = new HashMap<>();

    IgnoredPaths(WorkspaceFiles files) {
        this.files = files;
    }

    /// What lies in an ignored folder is ignored, whatever rules say of it.
    boolean ignored(String path, Type type) throws InterruptedException {
        if (type != Type.folder) return folderIgnored(parent(path)) || verdict(path, type);
        return folderIgnored(path);
    }

    private boolean folderIgnored(String folder) throws InterruptedException {
        for (int end = folder.indexOf('/'); end >= 0; end = folder.indexOf('/', end + 1))
            if (decide(folder.substring(0, end))) return true;
        return !folder.isEmpty() && decide(folder);
    }

    private boolean decide(String folder) throws InterruptedException {
        Boolean known = folders.get(folder);
        if (known != null) return known;
        boolean decided = verdict(folder, Type.folder);
        folders.put(folder, decided);
        return decided;
    }

    private boolean verdict(String path, Type type) throws InterruptedException {
        String folder = path;
        while (!folder.isEmpty()) {
            folder = parent(folder);
            String relative = folder.isEmpty() ? path : path.substring(folder.length() + 1);
            @Nullable Boolean ignored = rulesOf(folder).ignored(relative, type);
            if (ignored != null) return ignored;
        }
        return false;
    }

    private IgnoreRules rulesOf(String folder) throws InterruptedException {
        IgnoreRules known = rules.get(folder);
        if (known != null) return known;
        IgnoreRules read = read(folder.isEmpty() ? ".gitignore" : folder + "/.gitignore");
        rules.put(folder, read);
        return read;
    }

    private IgnoreRules read(String path) throws InterruptedException {
        Optional<Status> status = files.status(path);
        if (status.isEmpty() || status.get().type() != Type.file) return IgnoreRules.NONE;
        try (InputStream in = files.open(path)) {
            return IgnoreRules.parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return IgnoreRules.NONE;
        }
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
