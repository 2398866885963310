package dev.slipway.backend.image;

import dev.slipway.backend.git.Candidates;
import dev.slipway.backend.git.WorkspaceFiles;
import dev.slipway.backend.sandbox.Candidate;
import dev.slipway.backend.sandbox.Sandbox;
import dev.slipway.backend.sandbox.Sandbox.FileBytes;
import dev.slipway.backend.sandbox.Sandbox.FileStatus;
import dev.slipway.backend.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sandbox's workspace as `git` reads it: every look and every byte comes from inside the sandbox. A sandbox
/// that is lost ends the reading with its exception. Thread-safe.
public final class SandboxFiles implements WorkspaceFiles {
    private static final int CHUNK = 4 << 20;

    private final Sandbox sandbox;

    public SandboxFiles(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /// What an engine found to differ, as a commit takes it.
    public static Candidates candidates(List<Candidate> found) {
        List<String> entries = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        for (Candidate candidate : found)
            switch (candidate.kind()) {
                case present, deleted -> {
                    if (!candidate.path().isEmpty()) entries.add(candidate.path());
                }
                case whole_folder -> folders.add(candidate.path());
            }
        return new Candidates(entries, folders);
    }

    @Override
    public Optional<Status> status(String path) throws InterruptedException {
        try {
            return sandbox.status(path.isEmpty() ? "." : path).map(SandboxFiles::status);
        } catch (SandboxException e) {
            if (e.lost()) throw e;
            return Optional.of(new Status(Type.unreadable, false, 0, null));
        }
    }

    private static Status status(FileStatus found) {
        return new Status(type(found.type()), found.executable(), found.sizeBytes(), found.linkTarget());
    }

    @Override
    public InputStream open(String path) throws Gone, InterruptedException {
        try {
            return new Chunks(path, sandbox.read(path, 0, CHUNK));
        } catch (SandboxException e) {
            if (e.lost()) throw e;
            throw new Gone(path + ": " + e.getMessage());
        }
    }

    @Override
    public Children children(String folder, int atMost) throws Gone, InterruptedException {
        try {
            Sandbox.Listing found = sandbox.list(folder.isEmpty() ? "." : folder, null, atMost);
            List<Entry> entries = found.entries().stream()
                    .map(entry -> new Entry(entry.path(), type(entry.type())))
                    .toList();
            return new Children(entries, found.cut());
        } catch (SandboxException e) {
            if (e.lost()) throw e;
            throw new Gone(folder + ": " + e.getMessage());
        }
    }

    private static Type type(FileStatus.Type type) {
        return switch (type) {
            case file -> Type.file;
            case folder -> Type.folder;
            case link -> Type.link;
            case other -> Type.other;
        };
    }

    private final class Chunks extends InputStream {
        private final String path;
        private byte[] chunk;
        private int at;
        private long offset;

        Chunks(String path, FileBytes first) {
            this.path = path;
            this.chunk = first.content();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length == 0) return 0;
            if (at == chunk.length) next();
            if (chunk.length == 0) return -1;
            int count = Math.min(length, chunk.length - at);
            System.arraycopy(chunk, at, bytes, from, count);
            at += count;
            return count;
        }

        private void next() throws IOException {
            if (chunk.length == 0) return;
            offset += chunk.length;
            at = 0;
            try {
                chunk = sandbox.read(path, offset, CHUNK).content();
            } catch (SandboxException e) {
                if (e.lost()) throw e;
                throw new IOException(e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
        }
    }
}
