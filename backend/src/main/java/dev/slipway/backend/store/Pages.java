package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pages of a SQLite file and of the write-ahead log beside it, read without SQLite and without a trace, whatever
/// is wrong with them. See "Database File Format" at sqlite.org. One thread; closed by who opened it.
final class Pages implements AutoCloseable {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int USUAL_SIZE = 4096;
    private static final int LARGEST_SIZE = 65536;
    private static final int HEADER = 100;
    private static final int LOG_MAGIC = 0x377f0682;
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;

    private final FileChannel file;
    private final @Nullable FileChannel log;
    private final ByteBuffer header;
    private final int size;
    private final List<Place> places = new ArrayList<>();
    private final Map<Integer, Place> newest = new HashMap<>();

    /// Where a page is.
    record Place(boolean inLog, long offset) {}

    private Pages(FileChannel file, @Nullable FileChannel log) throws IOException {
        this.file = file;
        this.log = log;
        this.header = read(file, 0, HEADER);
        this.size = sizeOf(header);
        for (long at = 0; at + size <= file.size(); at += size) places.add(new Place(false, at));
        if (log != null) addLog(log);
    }

    static Pages open(Path file) throws IOException {
        FileChannel main = FileChannel.open(file, StandardOpenOption.READ);
        try {
            Path beside = Path.of(file + "-wal");
            return new Pages(main, Files.exists(beside) ? FileChannel.open(beside, StandardOpenOption.READ) : null);
        } catch (IOException e) {
            main.close();
            throw e;
        }
    }

    /// In bytes.
    int size() {
        return size;
    }

    /// All that there are, older ones of the same number too.
    List<Place> places() {
        return places;
    }

    /// What is to be said of the file as a whole; empty for nothing.
    Optional<String> problem() throws IOException {
        if (file.size() == 0 && log != null && log.size() > 0) return Optional.empty();
        if (!isWhole(header)) return Optional.of("the file's beginning is damaged");
        boolean counted = header.getInt(24) == header.getInt(92);
        long pages = Integer.toUnsignedLong(header.getInt(28));
        return counted && file.size() < pages * size ? Optional.of("the file is cut off") : Optional.empty();
    }

    /// Empty where the disk doesn't give it.
    Optional<ByteBuffer> read(Place place) {
        FileChannel from = place.inLog() ? log : file;
        if (from == null) return Optional.empty();
        try {
            return Optional.of(read(from, place.offset(), size)).filter(page -> page.limit() == size);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The page of a number, from 1, as it is now.
    Optional<ByteBuffer> page(int number) {
        if (number < 1) return Optional.empty();
        Place found = newest.get(number);
        return read(found == null ? new Place(false, (number - 1L) * size) : found);
    }

    @Override
    public void close() throws IOException {
        file.close();
        if (log != null) log.close();
    }

    /// What an earlier use of the log left behind what is in it now doesn't count, if that can be told.
    private void addLog(FileChannel from) throws IOException {
        ByteBuffer head = read(from, 0, LOG_HEADER);
        boolean whole = head.limit() == LOG_HEADER && (head.getInt(0) & ~1) == LOG_MAGIC;
        for (long at = LOG_HEADER; at + FRAME_HEADER + size <= from.size(); at += FRAME_HEADER + size) {
            ByteBuffer frame = read(from, at, FRAME_HEADER);
            if (whole && frame.getLong(8) != head.getLong(16)) continue;
            Place place = new Place(true, at + FRAME_HEADER);
            places.add(place);
            newest.put(frame.getInt(0), place);
        }
    }

    private static boolean isWhole(ByteBuffer header) {
        return header.limit() == HEADER
                && Arrays.equals(Arrays.copyOf(header.array(), MAGIC.length), MAGIC)
                && sizeOf(header) == written(header);
    }

    private static int sizeOf(ByteBuffer header) {
        int written = header.limit() == HEADER ? written(header) : 0;
        boolean possible = written >= 512 && written <= LARGEST_SIZE && Integer.bitCount(written) == 1;
        return possible ? written : USUAL_SIZE;
    }

    private static int written(ByteBuffer header) {
        int told = Short.toUnsignedInt(header.getShort(16));
        return told == 1 ? LARGEST_SIZE : told;
    }

    /// Less at the end.
    private static ByteBuffer read(FileChannel from, long offset, int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        while (read.hasRemaining()) if (from.read(read, offset + read.position()) < 0) break;
        return read.flip();
    }
}
