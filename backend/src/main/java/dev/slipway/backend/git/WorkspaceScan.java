package dev.slipway.backend.git;

import dev.slipway.backend.git.WorkspaceFiles.Children;
import dev.slipway.backend.git.WorkspaceFiles.Entry;
import dev.slipway.backend.git.WorkspaceFiles.Status;
import dev.slipway.backend.git.WorkspaceFiles.Type;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;

/// Works out the tree that a workspace stands for: the base's tree with what stands at the candidates now. What
/// is left out stays as the branch has it. One thread, once.
final class WorkspaceScan {
    private static final int MOST_IN_FOLDER = 100_000;
    private static final String NAME = "a name that is unsafe in git";
    private static final String NESTED = "a repository of its own inside this one";
    private static final String SUBMODULE = "a submodule";

    private static final String UNREADABLE = "it can't be read";
    private static final Status NOTHING = new Status(Type.other, false, 0, null);

    private final TreeIndex base;
    private final TreeIndex tip;
    private final TreeIndex result;
    private final WorkspaceFiles files;
    private final Blobs blobs;
    private final Notices notices;
    private final IgnoredPaths ignored;
    private final Map<String, Boolean> nested = new HashMap<>();

    WorkspaceScan(TreeIndex base, TreeIndex tip, WorkspaceFiles files, Blobs blobs, Notices notices) {
        this.base = base;
        this.tip = tip;
        this.result = base.copy();
        this.files = files;
        this.blobs = blobs;
        this.notices = notices;
        this.ignored = new IgnoredPaths(files);
    }

    TreeIndex apply(Candidates candidates) throws IOException, InterruptedException {
        for (String folder : candidates.folders()) if (usable(folder)) folder(folder);
        for (String path : candidates.entries()) if (usable(path)) entry(path);
        return result;
    }

    private boolean usable(String path) {
        if (path.isEmpty()) return true;
        if (path.equals(".git") || path.startsWith(".git/")) return false;
        int inner = (path + "/").indexOf("/.git/");
        if (inner >= 0) {
            if (!base.submodule(path.substring(0, inner))) notices.leftOut(path.substring(0, inner), NESTED);
            return false;
        }
        if (SafeNames.safe(path)) return true;
        notices.leftOut(path, NAME);
        return false;
    }

    private void entry(String path) throws IOException, InterruptedException {
        if (inSubmodule(path) || isOfNoInterest(path)) return;
        Status status = files.status(path).orElse(NOTHING);
        switch (status.type()) {
            case folder -> {
                if (base.holds(path) || !base.holdsBelow(path)) folder(path);
            }
            case file, link -> {
                result.remove(path);
                offer(path, status);
            }
            case other -> result.remove(path);
            case unreadable -> leaveOut(path, UNREADABLE);
        }
    }

    /// What is untracked in a hidden folder needs no look of its own: there may be tens of thousands.
    private boolean isOfNoInterest(String path) throws InterruptedException {
        int end = path.lastIndexOf('/');
        return end > 0
                && result.atAndBelow(path).isEmpty()
                && tip.atAndBelow(path).isEmpty()
                && hidden(path.substring(0, end));
    }

    /// Everything in it may differ. A folder that is hidden from git is looked at for what is tracked alone.
    private void folder(String top) throws IOException, InterruptedException {
        if (!top.isEmpty()) {
            if (inSubmodule(top)) return;
            Optional<Status> status = files.status(top);
            if (status.isEmpty() || status.get().type() != Type.folder) {
                entry(top);
                return;
            }
        }
        List<String> tracked = tip.pathsBelow(top);
        result.remove(top);
        if (!top.isEmpty() && hidden(top)) {
            for (String path : tracked) entry(path);
            return;
        }
        Deque<String> waiting = new ArrayDeque<>(List.of(top));
        while (!waiting.isEmpty()) children(waiting.pop(), waiting);
    }

    private void children(String folder, Deque<String> waiting) throws IOException, InterruptedException {
        Children all;
        try {
            all = files.children(folder, MOST_IN_FOLDER);
        } catch (WorkspaceFiles.Gone e) {
            if (files.status(folder).isPresent()) notices.leftOut(folder, UNREADABLE);
            unlisted(folder, Set.of());
            return;
        }
        for (Entry child : all.entries())
            child(folder.isEmpty() ? child.name() : folder + "/" + child.name(), child, waiting);
        if (!all.cut()) return;
        notices.leftOut(folder, "more entries than can be looked at");
        unlisted(folder, all.entries().stream().map(Entry::name).collect(Collectors.toSet()));
    }

    private void child(String path, Entry child, Deque<String> waiting) throws IOException, InterruptedException {
        if (child.name().equals(".git")) return;
        if (!SafeNames.safe(path)) {
            if (!ignored.ignored(path, child.type())) notices.leftOut(path, NAME);
            tip.shownAs(path).forEach(result::put);
            return;
        }
        switch (child.type()) {
            case folder -> {
                if (inSubmodule(path)) return;
                if (!hidden(path)) waiting.push(path);
                else for (String tracked : tip.pathsBelow(path)) entry(tracked);
            }
            case file, link -> {
                Optional<Status> status = files.status(path);
                if (status.isPresent()) offer(path, status.get());
            }
            case other -> {}
            case unreadable -> leaveOut(path, UNREADABLE);
        }
    }

    /// What is tracked in a folder but not in its list may be there all the same, so it is looked at by itself.
    private void unlisted(String folder, Set<String> listed) throws IOException, InterruptedException {
        int start = folder.isEmpty() ? 0 : folder.length() + 1;
        for (String path : tip.pathsBelow(folder)) {
            int end = path.indexOf('/', start);
            if (!listed.contains(path.substring(start, end < 0 ? path.length() : end)) && usable(path)) entry(path);
        }
    }

    private void offer(String path, Status status) throws IOException, InterruptedException {
        if (!tip.holds(path) && (ignored.ignored(path, status.type()) || inNested(path))) return;
        switch (status.type()) {
            case link -> addLink(path, status);
            case file -> addFile(path, status);
            case unreadable -> leaveOut(path, UNREADABLE);
            case folder, other -> {}
        }
    }

    private void addLink(String path, Status status) throws IOException {
        String target = status.linkTarget() == null ? "" : status.linkTarget();
        if (SafeNames.submoduleList(path)) leaveOut(path, "the list of submodules must be a file");
        else if (target.isEmpty() || target.indexOf('\uFFFD') >= 0) leaveOut(path, "a link that can't be read");
        else result.put(path, FileMode.SYMLINK, blobs.insert(target.getBytes(StandardCharsets.UTF_8)));
    }

    private void addFile(String path, Status status) throws IOException, InterruptedException {
        String refusal = blobs.refusal(status.sizeBytes());
        if (!refusal.isEmpty()) {
            leaveOut(path, refusal);
            return;
        }
        try (InputStream content = files.open(path)) {
            ObjectId blob;
            if (SafeNames.submoduleList(path)) {
                byte[] list = content.readNBytes(1 << 20);
                if (!SafeNames.safeSubmodules(list)) {
                    leaveOut(path, "a list of submodules that git refuses");
                    return;
                }
                blob = blobs.insert(list);
            } else blob = blobs.insert(content);
            result.put(path, status.executable() ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE, blob);
        } catch (WorkspaceFiles.Gone e) {
            // Where it vanished since the look it is deleted, as the result has it already.
            if (files.status(path).isPresent()) leaveOut(path, UNREADABLE);
        } catch (Blobs.Unreadable e) {
            if (files.status(path).isPresent()) leaveOut(path, "it could not be read to its end");
        }
    }

    private void leaveOut(String path, String reason) {
        notices.leftOut(path, reason);
        result.remove(path);
        tip.atAndBelow(path).forEach(result::put);
    }

    private boolean hidden(String folder) throws InterruptedException {
        return ignored.ignored(folder, Type.folder) || isNested(folder) || inNested(folder);
    }

    private boolean inNested(String path) throws InterruptedException {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
            if (isNested(path.substring(0, end))) return true;
        return false;
    }

    private boolean isNested(String folder) throws InterruptedException {
        Boolean known = nested.get(folder);
        if (known != null) return known;
        boolean is = files.status(folder + "/.git")
                .filter(status -> status.type() != Type.unreadable)
                .isPresent();
        nested.put(folder, is);
        if (is) notices.leftOut(folder, NESTED);
        return is;
    }

    /// A submodule's own place counts: the base's pointer stays as it is.
    private boolean inSubmodule(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1))
            if (submodule(path.substring(0, end))) return true;
        return submodule(path);
    }

    private boolean submodule(String path) {
        if (!base.submodule(path)) return false;
        if (nested.put(path, true) == null) notices.leftOut(path, SUBMODULE);
        return true;
    }
}
