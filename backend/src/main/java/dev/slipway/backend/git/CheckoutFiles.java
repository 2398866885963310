package dev.slipway.backend.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.CoreConfig.EolStreamType;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.util.io.EolStreamTypeUtil;

/// The files of a person's checkout, only looked at. No link is ever followed: what lies behind one isn't there. One
/// thread.
final class CheckoutFiles {
    private final Path root;
    private final Contents contents;
    private final boolean modesCount;

    /// @param root real: without a link in it
    /// @param modesCount whether the executable bit means anything
    CheckoutFiles(Path root, Contents contents, boolean modesCount) {
        this.root = root;
        this.contents = contents;
        this.modesCount = modesCount;
    }

    Path root() {
        return root;
    }

    /// @throws java.nio.file.InvalidPathException where this machine can't have such a name
    Path path(String path) {
        return root.resolve(path);
    }

    /// What stands there; empty where nothing does, and where a folder on the way is none.
    ///
    /// @throws FileSystemException where it can't be looked at, as a name that is too long
    Optional<PosixFileAttributes> at(String path) throws IOException {
        return obstacle(path).isPresent() ? Optional.empty() : look(path(path));
    }

    /// The first part of the way to a path that is there and no folder: a file or a link. Empty where the way is free.
    Optional<String> obstacle(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            Optional<PosixFileAttributes> found = look(path(above));
            if (found.isEmpty()) return Optional.empty();
            if (!found.get().isDirectory()) return Optional.of(above);
        }
        return Optional.empty();
    }

    /// The first folder on the way to a path that is a repository of its own.
    Optional<String> otherRepository(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String above = path.substring(0, slash);
            if (look(path(above).resolve(".git")).isPresent()) return Optional.of(above);
        }
        return Optional.empty();
    }

    static Optional<PosixFileAttributes> look(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            Path above = path.getParent();
            if (above != null && !Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) return Optional.empty();
            throw e;
        }
    }

    /// Whether what stands there is this version, with the line ends of either side.
    boolean holds(String path, Version version, CheckoutRules.Rule rule) throws IOException {
        Optional<PosixFileAttributes> found = at(path);
        // Git knows no folders: where one stands, there is no file.
        if (found.isEmpty() || found.get().isDirectory()) return version.isNothing();
        PosixFileAttributes there = found.get();
        if (version.isLink())
            return there.isSymbolicLink() && idOfLink(path(path)).equals(version.blob());
        if (!version.isFile() || !there.isRegularFile()) return false;
        boolean executable = there.permissions().contains(PosixFilePermission.OWNER_EXECUTE);
        if (modesCount && executable != version.isExecutable()) return false;
        return holds(path(path), there.size(), version.blob(), rule);
    }

    private boolean holds(Path file, long size, ObjectId blob, CheckoutRules.Rule rule) throws IOException {
        ObjectLoader content = contents.open(blob);
        if (size == content.getSize() && id(file, EolStreamType.DIRECT).equals(blob)) return true;
        // Line ends can't more than double it.
        if (size < content.getSize() / 2 || size / 2 > content.getSize()) return false;
        if (rule.in() != EolStreamType.DIRECT && id(file, rule.in()).equals(blob)) return true;
        return rule.out() != EolStreamType.DIRECT && MessageDigest.isEqual(digest(content, rule.out()), digest(file));
    }

    private static ObjectId idOfLink(Path link) throws IOException {
        byte[] target = Files.readSymbolicLink(link).toString().getBytes(StandardCharsets.UTF_8);
        try (ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            return ids.idFor(Constants.OBJ_BLOB, target);
        }
    }

    private static ObjectId id(Path file, EolStreamType as) throws IOException {
        long length = as == EolStreamType.DIRECT ? Files.size(file) : length(file, as);
        try (InputStream in = open(file, as);
                ObjectInserter.Formatter ids = new ObjectInserter.Formatter()) {
            return ids.idFor(Constants.OBJ_BLOB, length, in);
        }
    }

    private static long length(Path file, EolStreamType as) throws IOException {
        try (InputStream in = open(file, as)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static InputStream open(Path file, EolStreamType as) throws IOException {
        return EolStreamTypeUtil.wrapInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), as);
    }

    private static byte[] digest(Path file) throws IOException {
        MessageDigest digest = Constants.newMessageDigest();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return digest.digest();
    }

    private static byte[] digest(ObjectLoader content, EolStreamType as) throws IOException {
        MessageDigest digest = Constants.newMessageDigest();
        try (OutputStream out = EolStreamTypeUtil.wrapOutputStream(
                new DigestOutputStream(OutputStream.nullOutputStream(), digest), as)) {
            content.copyTo(out);
        }
        return digest.digest();
    }
}
