package dev.slipway.backend.sandbox;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One sandbox that runs. Paths are absolute inside it, or relative to `/workspace`; a path outside what the
/// sandbox may see fails inside the sandbox, like for any process there. What comes back was made by hostile
/// code: data, never instructions. Every call throws [SandboxException] where the sandbox is gone or the file
/// operation failed. Thread-safe; calls block, and an interrupt ends them.
public interface Sandbox extends AutoCloseable {
    /// What `$HOME` is inside: kept with the workspace, and part of no commit.
    String HOME = "/home/agent";

    String id();

    /// Starts a command. It goes on after this returns, until it ends, [Running#cancel()], its timeout, or
    /// [#close()].
    ///
    /// @param stdin sent to the command and then closed; null for an empty one. Read on a thread of the
    /// sandbox's
    /// @param output called on one thread of the sandbox's, in order, as the output comes; slow handling slows
    /// the
    ///     command down and nobody else
    Running start(Command command, @Nullable InputStream stdin, OutputSink output) throws InterruptedException;

    /// Starts a command and waits for its end. An interrupt cancels it.
    default Exit run(Command command, OutputSink output) throws InterruptedException {
        Running running = start(command, null, output);
        try {
            return running.await();
        } catch (InterruptedException e) {
            running.cancel();
            throw e;
        }
    }

    /// @param atMost bytes from `offset`; the runner's own bound is 16 MB
    FileBytes read(String path, long offset, int atMost) throws InterruptedException;

    /// Replaces the file, or makes it and the folders above it. An existing file keeps its mode; the change is
    /// atomic. A link is written through, inside the sandbox. At most 16 MB.
    void write(String path, byte[] content) throws InterruptedException;

    /// What stands at the path; a link is not followed. Empty where there is nothing.
    Optional<FileStatus> status(String path) throws InterruptedException;

    /// What stands below a folder, links not followed, `.git` folders left out, sorted by path.
    ///
    /// @param glob `*`, `?`, `[…]`, `**` against the path relative to `folder`; null for all direct children
    /// only
    Listing list(String folder, @Nullable String glob, int atMost) throws InterruptedException;

    /// Lines that match, in text files below `folder`, ignoring `.git` folders, binary files and files over 4
    /// MB.
    ///
    /// @param pattern POSIX extended regular expression
    /// @param glob limits the files, as in [#list]; null for all
    Hits search(String folder, String pattern, @Nullable String glob, int atMost) throws InterruptedException;

    /// What runs in it now, but for what carries out these calls.
    List<Task> tasks() throws InterruptedException;

    /// Stops every process in it, and returns when all stand still: nothing changes its files until [#resume].
    /// What else is asked of it meanwhile isn't stopped. Its time-outs go on.
    void pause() throws InterruptedException;

    /// Lets what was paused go on.
    void resume() throws InterruptedException;

    /// What all its processes use now, as far as this machine tells. Cheap.
    default Use use() {
        return Use.UNKNOWN;
    }

    boolean alive();

    /// Waits until the sandbox is gone, at most until interrupted.
    void awaitEnd() throws InterruptedException;

    /// Ends every process in it, frees its mounts, and returns when they are gone. Idempotent.
    @Override
    void close();

    /// @param command its line, at most 400 characters; hostile words
    record Task(int pid, String command) {}

    /// @param memoryBytes without what the system could drop at once; null where it isn't told
    /// @param processes threads counted; null as above
    /// @param cpuNanos of processor time since it was started; null as above
    record Use(
            @Nullable Long memoryBytes,
            @Nullable Integer processes,
            @Nullable Long cpuNanos) {
        public static final Use UNKNOWN = new Use(null, null, null);
    }

    /// @param content up to `atMost` bytes
    /// @param sizeBytes of the whole file
    record FileBytes(byte[] content, long sizeBytes) {}

    /// @param linkTarget where the type is link
    record FileStatus(
            Type type, int mode, long sizeBytes, @Nullable String linkTarget) {
        public enum Type {
            file,
            folder,
            link,
            other
        }

        public boolean executable() {
            return (mode & 0100) != 0;
        }
    }

    /// @param cut whether there was more than was asked for
    record Listing(List<Entry> entries, boolean cut) {
        public record Entry(String path, FileStatus.Type type, long sizeBytes) {}
    }

    /// @param cut whether there was more than was asked for
    record Hits(List<Hit> hits, boolean cut) {
        /// @param text at most 500 characters of the line
        public record Hit(String path, int line, String text) {}
    }
}
