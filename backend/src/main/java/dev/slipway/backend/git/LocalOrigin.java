package dev.slipway.backend.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/// A repository on this machine.
///
/// @param root the folder of the checkout, or the bare repository itself
/// @param gitFolder what holds HEAD and the index; for a linked worktree another than what holds the branches
record LocalOrigin(Path root, File gitFolder) implements Origin {

    /// Finds the repository that a path lies in.
    ///
    /// @throws GitRefused where there is none, or one that can't be mirrored
    static LocalOrigin at(Path given) {
        QuietSystem.install();
        Path real;
        try {
            real = given.toRealPath();
        } catch (IOException e) {
            throw new GitRefused(given + " isn't there, or can't be read. Check the path", e);
        }
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            if (folder.endsWith(".git") && folder.getParent() != null) continue;
            LocalOrigin found = in(folder);
            if (found != null) return found;
        }
        throw new GitRefused(given + " is not a git repository, and lies in none. Run \"git init\" there and commit"
                + " something, or give another path");
    }

    private static @org.jspecify.annotations.Nullable LocalOrigin in(Path folder) {
        if (Files.exists(folder.resolve(".git"))) {
            File gitFolder =
                    new FileRepositoryBuilder().findGitDir(folder.toFile()).getGitDir();
            return gitFolder == null ? null : new LocalOrigin(folder, gitFolder);
        }
        boolean bare = FileKey.isGitRepository(folder.toFile(), FS.DETECTED);
        return bare ? new LocalOrigin(folder, folder.toFile()) : null;
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public URIish address() {
        try (Repository repository = open()) {
            return new URIish().setPath(repository.getCommonDirectory().getPath());
        }
    }

    boolean bare() {
        return root.equals(gitFolder.toPath());
    }

    /// The caller closes it.
    ///
    /// @throws GitRefused where it can't be opened, or doesn't hold all that its commits need
    Repository open() {
        Repository repository;
        try {
            repository = new FileRepositoryBuilder()
                    .setGitDir(gitFolder)
                    .setMustExist(true)
                    .build();
        } catch (RepositoryNotFoundException e) {
            throw new GitRefused(root + " is no longer a git repository. Was it moved or removed?", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new GitRefused(root + " can't be opened: " + e.getMessage(), e);
        }
        try {
            requireWhole(repository);
            return repository;
        } catch (GitRefused e) {
            repository.close();
            throw e;
        }
    }

    private void requireWhole(Repository repository) {
        StoredConfig config = repository.getConfig();
        if (Files.exists(repository.getCommonDirectory().toPath().resolve(Constants.SHALLOW)))
            throw new GitRefused(
                    root + " is a shallow clone, which lacks history. Run \"git fetch --unshallow\" in it");
        boolean partial = config.getString("extensions", null, "partialclone") != null
                || config.getSubsections("remote").stream()
                        .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
        if (partial)
            throw new GitRefused(root + " is a partial clone, which lacks objects. Make a full clone with"
                    + " \"git clone\" and add that");
        String format = config.getString("extensions", null, "objectformat");
        if (format != null && !format.toLowerCase(Locale.ROOT).equals("sha1"))
            throw new GitRefused(root + " uses " + format + " object ids, which can't be read here yet");
    }

    /// The full names of all branches that are checked out, here or in a linked worktree.
    Set<String> checkedOut(Repository repository) throws IOException {
        Path common = repository.getCommonDirectory().toPath();
        Set<String> heads = new HashSet<>();
        addHead(common, heads);
        Path worktrees = common.resolve("worktrees");
        if (Files.isDirectory(worktrees))
            try (Stream<Path> all = Files.list(worktrees)) {
                for (Path worktree : all.toList()) addHead(worktree, heads);
            }
        return heads;
    }

    private static void addHead(Path gitFolder, Set<String> heads) throws IOException {
        Path head = gitFolder.resolve(Constants.HEAD);
        if (!Files.isRegularFile(head) || Files.size(head) > 4096) return;
        String text = Files.readString(head).strip();
        if (text.startsWith("ref:")) heads.add(text.substring(4).strip());
    }
}
