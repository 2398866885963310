package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/// The whole outputs of a session's tool calls, a plain file for each block. What was appended survives a
/// killed process. To be used in the session's lane only.
public final class Outputs implements AutoCloseable {
    private final Path folder;
    private final Map<String, FileChannel> open = new HashMap<>();

    Outputs(Path folder) {
        this.folder = folder;
    }

    public void append(String blockId, byte[] bytes) {
        try {
            FileChannel channel = open.get(blockId);
            if (channel == null) {
                Files.createDirectories(folder);
                channel = FileChannel.open(file(blockId), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                open.put(blockId, channel);
            }
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) channel.write(rest);
        } catch (IOException e) {
            throw new StorageFailed("The output in " + file(blockId) + " could not be kept: " + e.getMessage(), e);
        }
    }

    /// No more comes for this block. Idempotent.
    ///
    /// @return the size of the whole in bytes
    public long end(String blockId) {
        try {
            FileChannel channel = open.remove(blockId);
            if (channel != null) channel.close();
            return size(blockId);
        } catch (IOException e) {
            throw new StorageFailed("The output in " + file(blockId) + " could not be kept: " + e.getMessage(), e);
        }
    }

    /// In bytes; 0 where there is none.
    public long size(String blockId) {
        try {
            return Files.size(file(blockId));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new StorageFailed("The output in " + file(blockId) + " can't be read: " + e.getMessage(), e);
        }
    }

    /// At most `atMost` bytes from `offset`; none at or after the end.
    public byte[] read(String blockId, long offset, int atMost) {
        try (FileChannel channel = FileChannel.open(file(blockId), StandardOpenOption.READ)) {
            long left = Math.max(0, channel.size() - offset);
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(left, atMost));
            while (part.hasRemaining() && channel.read(part, offset + part.position()) > 0) {
                // until it is full
            }
            byte[] bytes = new byte[part.position()];
            part.flip().get(bytes);
            return bytes;
        } catch (NoSuchFileException e) {
            return new byte[0];
        } catch (IOException e) {
            throw new StorageFailed("The output in " + file(blockId) + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        for (String block : java.util.List.copyOf(open.keySet())) end(block);
    }

    static String plain(String blockId) {
        if (!blockId.matches("[a-z0-9]{1,40}")) throw new IllegalArgumentException("no block's name");
        return blockId;
    }

    private Path file(String blockId) {
        return folder.resolve(plain(blockId));
    }
}
