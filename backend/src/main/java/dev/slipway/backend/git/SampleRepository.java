package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.util.FileUtils;

/// A small repository to try things on, made from the files that come with the backend.
public final class SampleRepository {
    private static final String RESOURCES = "/dev/slipway/backend/sample/";

    private SampleRepository() {}

    /// Makes it, with one commit on `main`; one that is there already stays as it is.
    ///
    /// @param folder made with all above it; where something else stands there, that is refused
    /// @throws GitRefused where the folder isn't free
    public static void create(Path folder) {
        create(folder, RESOURCES);
    }

    /// @param resources a folder with a file `FILES` whose lines are `<mode> <path>`
    static void create(Path folder, String resources) {
        QuietSystem.install();
        if (Files.exists(folder.resolve(".git"))) return;
        if (Files.exists(folder))
            throw new GitRefused(folder + " isn't free for the sample repository. Move it away, or choose another");
        try {
            // A name of its own, so that half of one is found again.
            Path making = folder.toAbsolutePath().resolveSibling("." + folder.getFileName() + "-making");
            FileUtils.delete(making.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
            Files.createDirectories(making);
            try {
                fill(making, resources);
                Files.setPosixFilePermissions(making, PosixFilePermissions.fromString("rwxr-xr-x"));
                Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileUtils.delete(making.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING);
            }
        } catch (IOException e) {
            throw new GitRefused("The sample repository can't be made in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void fill(Path root, String resources) throws IOException {
        try (FileRepository repository = new FileRepository(root.resolve(".git").toFile())) {
            repository.create(false);
            DirCache index = repository.lockDirCache();
            try (ObjectInserter inserter = repository.newObjectInserter()) {
                DirCacheBuilder builder = index.builder();
                for (String line : new String(read(resources + "FILES"), StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList()) builder.add(file(root, resources, line, inserter));
                builder.finish();
                commit(repository, inserter, index.writeTree(inserter));
                index.write();
                index.commit();
            } finally {
                index.unlock();
            }
        }
    }

    private static DirCacheEntry file(Path root, String resources, String line, ObjectInserter inserter)
            throws IOException {
        String[] words = line.strip().split(" ", 2);
        boolean executable = words[0].equals("100755");
        byte[] content = read(resources + words[1]);
        Path file = root.resolve(words[1]);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        DirCacheEntry entry = new DirCacheEntry(words[1]);
        entry.setFileMode(executable ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE);
        entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, content));
        entry.setLength(content.length);
        entry.setLastModified(Files.getLastModifiedTime(file).toInstant());
        return entry;
    }

    private static void commit(FileRepository repository, ObjectInserter inserter, ObjectId tree) throws IOException {
        CommitBuilder builder = new CommitBuilder();
        builder.setTreeId(tree);
        builder.setAuthor(WorkspaceCommit.committer(Instant.now()));
        builder.setCommitter(builder.getAuthor());
        builder.setMessage("Begin\n");
        ObjectId commit = inserter.insert(builder);
        inserter.flush();
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
        RefUpdate update = repository.updateRef(Constants.R_HEADS + "main");
        update.setNewObjectId(commit);
        if (update.update() != RefUpdate.Result.NEW) throw new IOException("the branch main can't be made");
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = SampleRepository.class.getResourceAsStream(resource)) {
            if (in == null) throw new IOException(resource + " isn't part of this installation");
            return in.readAllBytes();
        }
    }
}
