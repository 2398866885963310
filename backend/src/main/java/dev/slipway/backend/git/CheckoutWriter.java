package dev.slipway.backend.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/// Writes into a checkout, all or nothing: every content is on its disk, in a folder of its own, before the first file
/// is replaced; what is replaced is kept there until the last one is. Then it is renames alone. One thread; for one
/// use.
final class CheckoutWriter {
    private final Mirror mirror;
    private final CheckoutFiles files;
    private final Contents contents;
    private final CheckoutLinks links;
    private final Consumer<String> beforeEach;
    private final Deque<Undoing> undoing = new ArrayDeque<>();

    private interface Undoing {
        void undo() throws IOException;
    }

    /// @param beforeEach told each path before it is touched
    CheckoutWriter(
            Mirror mirror, CheckoutFiles files, Contents contents, CheckoutLinks links, Consumer<String> beforeEach) {
        this.mirror = mirror;
        this.files = files;
        this.contents = contents;
        this.links = links;
        this.beforeEach = beforeEach;
    }

    /// @throws IOException where it can't be done; then the checkout is as it was, unless an exception is suppressed
    ///     in that one
    void write(List<FileStep> steps) throws IOException {
        Scratch scratch = Scratch.make(mirror, files.root());
        try {
            for (int i = 0; i < steps.size(); i++) stage(steps.get(i), scratch.file("new-" + i));
            // What goes makes room for what comes: a file where a folder was, and a folder where a file was.
            for (int i = 0; i < steps.size(); i++)
                if (steps.get(i).to().isNothing()) remove(steps.get(i), scratch.file("old-" + i));
            for (int i = 0; i < steps.size(); i++)
                if (!steps.get(i).to().isNothing())
                    place(steps.get(i), scratch.file("new-" + i), scratch.file("old-" + i));
        } catch (IOException | RuntimeException | Error e) {
            undo(e);
            throw e;
        } finally {
            scratch.remove();
        }
    }

    private void stage(FileStep step, Path file) throws IOException {
        Version to = step.to();
        if (to.isLink()) Files.createSymbolicLink(file, Path.of(links.text(to)));
        if (!to.isFile()) return;
        try (OutputStream out = EolStreamTypeUtil.wrapOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                step.rule().out())) {
            contents.open(to.blob()).copyTo(out);
        }
        if (to.isExecutable()) makeExecutable(file);
    }

    /// For all who may read it.
    private static void makeExecutable(Path file) throws IOException {
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(file);
        if (allowed.contains(PosixFilePermission.OWNER_READ)) allowed.add(PosixFilePermission.OWNER_EXECUTE);
        if (allowed.contains(PosixFilePermission.GROUP_READ)) allowed.add(PosixFilePermission.GROUP_EXECUTE);
        if (allowed.contains(PosixFilePermission.OTHERS_READ)) allowed.add(PosixFilePermission.OTHERS_EXECUTE);
        Files.setPosixFilePermissions(file, allowed);
    }

    private void remove(FileStep step, Path kept) throws IOException {
        Path target = begin(step);
        keep(target, kept);
        Files.delete(target);
        undoing.push(() -> Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE));
        // A folder that holds nothing more goes, too, as git would have it.
        for (Path folder = target.getParent(); folder != null; folder = folder.getParent())
            if (folder.equals(files.root()) || !removed(folder)) return;
    }

    private void place(FileStep step, Path staged, Path kept) throws IOException {
        Path target = begin(step);
        makeFolders(step.path());
        Optional<PosixFileAttributes> found = CheckoutFiles.look(target);
        if (found.isPresent() && found.get().isDirectory()) {
            removeEmpty(target);
            found = Optional.empty();
        }
        if (found.isPresent()) keep(target, kept);
        boolean replaces = found.isPresent();
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        undoing.push(() -> {
            if (replaces) Files.move(kept, target, StandardCopyOption.ATOMIC_MOVE);
            else Files.delete(target);
        });
    }

    private Path begin(FileStep step) throws IOException {
        beforeEach.accept(step.path());
        if (!step.isAsFound(files.at(step.path())) && !isMadeWayFor(step))
            throw new IOException(step.path() + " was changed by something else meanwhile");
        return files.path(step.path());
    }

    /// The folder that stood there went with the last file in it.
    private boolean isMadeWayFor(FileStep step) throws IOException {
        return step.found().filter(PosixFileAttributes::isDirectory).isPresent()
                && files.at(step.path()).isEmpty();
    }

    private static void keep(Path target, Path kept) throws IOException {
        if (!Files.isSymbolicLink(target)) {
            try {
                Files.createLink(kept, target);
                return;
            } catch (UnsupportedOperationException | IOException e) {
                // Not every file system, and not every file, can have a second name.
            }
        }
        Files.copy(target, kept, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void makeFolders(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Path folder = files.path(path.substring(0, slash));
            Optional<PosixFileAttributes> found = CheckoutFiles.look(folder);
            if (found.isPresent() && !found.get().isDirectory())
                throw new IOException(files.root().relativize(folder) + " is no folder");
            if (found.isPresent()) continue;
            Files.createDirectory(folder);
            undoing.push(() -> Files.delete(folder));
        }
    }

    /// False where something is left in it.
    private boolean removed(Path folder) throws IOException {
        Set<PosixFilePermission> allowed = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            return false;
        }
        undoing.push(() -> {
            Files.createDirectory(folder);
            Files.setPosixFilePermissions(folder, allowed);
        });
        return true;
    }

    /// A folder that holds folders at most.
    private void removeEmpty(Path folder) throws IOException {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path each : inside) if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) removeEmpty(each);
        }
        if (!removed(folder)) throw new IOException(files.root().relativize(folder) + " holds other files");
    }

    private void undo(Throwable why) {
        while (!undoing.isEmpty()) {
            try {
                undoing.pop().undo();
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        }
    }
}
