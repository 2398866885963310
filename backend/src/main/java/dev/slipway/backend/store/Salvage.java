package dev.slipway.backend.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The rows of a session's log that can still be read, however damaged its file is: looked for on each page, without
/// SQLite and without a trace in the file. A row never changes, so any page that has one is as good as another. One
/// thread; closed by who opened it.
public final class Salvage implements AutoCloseable {
    private static final byte LEAF = 0x0d;
    private static final int COLUMNS = 5;
    private static final int LONGEST_ROW = 64 << 20;

    private final Pages pages;
    private final String problem;
    private final NavigableMap<Long, Cell> rows = new TreeMap<>();

    private record Cell(Pages.Place page, int offset) {}

    private Salvage(Pages pages) throws IOException {
        this.pages = pages;
        this.problem = pages.problem().orElse("");
    }

    /// Reads the whole file. Blocks.
    public static Salvage open(Path log) {
        try {
            Pages pages = Pages.open(log);
            try {
                Salvage found = new Salvage(pages);
                pages.places().forEach(found::look);
                return found;
            } catch (IOException | RuntimeException e) {
                pages.close();
                throw e;
            }
        } catch (IOException e) {
            throw new StorageFailed(log + " can't be read at all: " + e.getMessage(), e);
        }
    }

    /// What is wrong with the file as a whole; empty for nothing, or nothing that is seen from outside.
    public String problem() {
        return problem;
    }

    /// The newest seq, 0 where no row is left.
    public long head() {
        return rows.isEmpty() ? 0 : rows.lastKey();
    }

    /// How many there are.
    public int count() {
        return rows.size();
    }

    /// Those with a seq over `after`, oldest first, at most so many and (after the first) at most so many bytes; none
    /// at the end.
    public List<Row> read(long after, int atMost, long bytesAtMost) {
        List<Row> read = new ArrayList<>();
        long bytes = 0;
        for (Cell cell : rows.tailMap(after, false).values()) {
            Optional<Row> row = pages.read(cell.page()).flatMap(page -> row(page, cell.offset()));
            bytes += row.map(r -> r.json().length).orElse(0);
            if (!read.isEmpty() && (read.size() >= atMost || bytes > bytesAtMost)) break;
            row.ifPresent(read::add);
        }
        return read;
    }

    @Override
    public void close() {
        try {
            pages.close();
        } catch (IOException e) {
            throw new StorageFailed("a damaged log could not be closed", e);
        }
    }

    private void look(Pages.Place place) {
        ByteBuffer page = pages.read(place).orElse(null);
        if (page == null || page.get(0) != LEAF) return;
        int cells = Short.toUnsignedInt(page.getShort(3));
        for (int i = 0; i < cells && 10 + 2 * i <= pages.size(); i++) {
            int offset = Short.toUnsignedInt(page.getShort(8 + 2 * i));
            row(page, offset).ifPresent(row -> rows.putIfAbsent(row.seq(), new Cell(place, offset)));
        }
    }

    /// Empty where there is none of this table's.
    private Optional<Row> row(ByteBuffer page, int offset) {
        try {
            Varints at = new Varints(page, offset);
            long length = at.next();
            long seq = at.next();
            if (seq < 1 || length < COLUMNS || length > longest()) return Optional.empty();
            return payload(page, at.position(), (int) length).flatMap(payload -> row(seq, payload));
        } catch (IndexOutOfBoundsException e) {
            // What was written over leads anywhere.
            return Optional.empty();
        }
    }

    /// What doesn't fit onto the page is on others, each of which begins with the next one's number.
    private Optional<byte[]> payload(ByteBuffer page, int offset, int length) {
        int local = local(length);
        byte[] payload = new byte[length];
        page.get(offset, payload, 0, local);
        int next = local < length ? page.getInt(offset + local) : 0;
        for (int have = local; have < length; ) {
            Optional<ByteBuffer> more = pages.page(next);
            if (more.isEmpty()) return Optional.empty();
            int part = Math.min(length - have, pages.size() - 4);
            more.get().get(4, payload, have, part);
            next = more.get().getInt(0);
            have += part;
        }
        return Optional.of(payload);
    }

    private long longest() {
        return Math.min(LONGEST_ROW, (long) pages.places().size() * pages.size());
    }

    private int local(int length) {
        int usable = pages.size();
        int least = (usable - 12) * 32 / 255 - 23;
        if (length <= usable - 35) return length;
        int filling = least + (length - least) % (usable - 4);
        return filling <= usable - 35 ? filling : least;
    }

    private static Optional<Row> row(long seq, byte[] payload) {
        Varints at = new Varints(ByteBuffer.wrap(payload), 0);
        long head = at.next();
        long[] kinds = new long[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) kinds[i] = at.next();
        if (at.position() != head || kinds[0] != 0 || !isText(kinds[2]) || !isBlob(kinds[4])) return Optional.empty();
        if (kinds[1] < 1 || kinds[1] > 6 || kinds[3] != 0 && !isText(kinds[3])) return Optional.empty();
        int time = at.position();
        int type = time + size(kinds[1]);
        int request = type + size(kinds[2]);
        int json = request + size(kinds[3]);
        int end = json + size(kinds[4]);
        if (end != payload.length || !isJson(payload, json, end)) return Optional.empty();
        String name = text(payload, type, request);
        if (!name.matches("[a-z_]{1,100}")) return Optional.empty();
        String answers = kinds[3] == 0 ? null : text(payload, request, json);
        return Optional.of(new Row(
                seq, number(payload, time, type), name, answers, java.util.Arrays.copyOfRange(payload, json, end)));
    }

    /// As far as that is seen from afar: an object as it is written here has no control characters.
    private static boolean isJson(byte[] payload, int from, int to) {
        if (to - from < 2 || payload[from] != '{' || payload[to - 1] != '}') return false;
        for (int i = from; i < to; i++) if (payload[i] >= 0 && payload[i] < ' ') return false;
        return true;
    }

    private static boolean isText(long kind) {
        return kind >= 13 && kind % 2 == 1 && kind < LONGEST_ROW;
    }

    private static boolean isBlob(long kind) {
        return kind >= 12 && kind % 2 == 0 && kind < 2L * LONGEST_ROW;
    }

    private static int size(long kind) {
        if (kind >= 12) return (int) ((kind - 12) / 2);
        return switch ((int) kind) {
            case 1, 2, 3, 4 -> (int) kind;
            case 5 -> 6;
            case 6 -> 8;
            default -> 0;
        };
    }

    private static long number(byte[] payload, int from, int to) {
        long value = payload[from];
        for (int i = from + 1; i < to; i++) value = value << 8 | payload[i] & 0xff;
        return value;
    }

    private static String text(byte[] payload, int from, int to) {
        return new String(payload, from, to - from, StandardCharsets.UTF_8);
    }

    /// SQLite's numbers of one to nine bytes.
    private static final class Varints {
        private final ByteBuffer from;
        private int position;

        Varints(ByteBuffer from, int position) {
            this.from = from;
            this.position = position;
        }

        int position() {
            return position;
        }

        long next() {
            long value = 0;
            for (int i = 0; i < 8; i++) {
                byte b = from.get(position++);
                value = value << 7 | b & 0x7f;
                if (b >= 0) return value;
            }
            return value << 8 | from.get(position++) & 0xff;
        }
    }
}
